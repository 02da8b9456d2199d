"""
Write a case into a database: all of it in one transaction, and only what is different.

Who writes waits for whoever else is writing, so two exports at once end as one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.schema import CreateSchema

from geo.case import Case
from geo.errors import StoreError
from geo.project import Project
from geo.stores.address import Address
from geo.stores.derived import beside_ground, derived_rows, event_ids
from geo.stores.positions import keep_positions
from geo.stores.rows import Rows, case_rows
from geo.stores.schema import METADATA, OF_A_CASE, POSITIONED, SCHEMA, STORES, edition, views
from geo.stores.server import check_edition, store_edition, transaction
from geo.stores.syncing import Change, bring

TURN = 7_202_011_10  # the number of the lock that writers take, one for a database


def write_case(case: Case, address: Address) -> dict[str, Change]:
    """
    Write a case.

    Parameters
    ----------
    case
        With the claims that nobody has reviewed, too.
    address
        Of the database; a case of the same id in it becomes this one, others stay.

    Returns
    -------
    dict
        What was done in each table that is different now; empty when nothing was.

    Raises
    ------
    StoreError
        The database cannot be used, or cannot hold a text of the case.
    """
    rows = store_rows(case)
    _check_texts(rows)
    with transaction(address) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        _prepare(connection, address)
        _keep_positions(connection, rows, case.file.id)
        changes = {table.name: bring(connection, table, rows, case.file.id) for table in OF_A_CASE}
    return {name: change for name, change in changes.items() if change}


def store_rows(case: Case) -> Rows:
    """Lay out a case and what follows from it; rows by table, without the id of the case."""
    accepted = tuple(claim for claim in case.claims if claim.review == "accepted")
    project = Project(replace(case, claims=accepted))
    rows = case_rows(case) | derived_rows(project)
    rows["cases"][0]["beside"] = beside_ground(project)
    events = event_ids(project)
    for row in rows["claims"]:
        row["event_id"] = events.get(row["claim_id"])
    return rows


def _prepare(connection: Connection, address: Address) -> None:
    found = store_edition(connection)
    if found is not None:
        check_edition(found, address)
        return
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))
    connection.execute(CreateSchema(SCHEMA))
    METADATA.create_all(connection)
    connection.execute(insert(STORES), {"edition": edition()})
    for statement in views().split("\n\n"):
        connection.exec_driver_sql(statement)


def _keep_positions(connection: Connection, rows: Rows, case_id: str) -> None:
    for table in POSITIONED:
        found = connection.execute(
            select(table.c.place_id, table.c.position).where(table.c.case_id == case_id)
        )
        known = {row.place_id: row.position for row in found}
        ids = [row["place_id"] for row in rows[table.name]]
        for row, position in zip(rows[table.name], keep_positions(ids, known), strict=True):
            row["position"] = position


def _check_texts(rows: Rows) -> None:
    """Refuse what PostgreSQL cannot hold, and say where it stands."""
    for table, row, column in _cells_with_nul(rows):
        keys = [key.name for key in METADATA.tables[f"{SCHEMA}.{table}"].primary_key]
        said = ", ".join(f"{key} {row[key]!r}" for key in keys if key in row) or "the case"
        raise StoreError(
            f"{table}: {column} of {said} holds the character U+0000, "
            "which PostgreSQL cannot keep; take it out"
        )


def _cells_with_nul(rows: Rows) -> Iterator[tuple[str, dict[str, object], str]]:
    for table, group in rows.items():
        for row in group:
            for column, value in row.items():
                parts = value if isinstance(value, list) else [value]
                if any(isinstance(part, str) and "\0" in part for part in parts):
                    yield table, row, column
