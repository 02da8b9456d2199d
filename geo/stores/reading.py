"""Read a case back from a database, as its folder gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from geo.case import Case
from geo.errors import StoreError
from geo.project import Project
from geo.stores import schema
from geo.stores.address import Address
from geo.stores.rows import Row, case_of
from geo.stores.server import check_edition, store_edition, transaction

READ = (
    schema.CASES,
    schema.PLACES,
    schema.NAMES,
    schema.AREAS,
    schema.BASEMAP,
    schema.SOURCES,
    schema.CLAIMS,
    schema.EVIDENCE,
)


def load_stored(address: str, *, drafts: bool = False) -> Project:
    """
    Read a case from a database, with all that follows from it.

    Parameters
    ----------
    address
        As in ``postgresql://user@host:5432/name``; ``?case=ID`` behind it tells which of several.
    drafts
        Whether claims that nobody has reviewed are drawn too.

    Raises
    ------
    StoreError
        The database cannot be used, or does not hold the case.
    """
    return Project(read_stored(Address.read(address), drafts=drafts))


def read_stored(address: Address, *, drafts: bool = False) -> Case:
    """Read a case from a database; see ``load_stored``."""
    with transaction(address, reading=True) as connection:
        found = store_edition(connection)
        if found is None:
            raise StoreError(
                f"{address.shown} holds no case; write one with handover-map export CASE DATABASE"
            )
        check_edition(found, address)
        case_id = _chosen(connection, address)
        rows = {table.name: _rows(connection, table, case_id) for table in READ}
    rows["sources"].sort(key=lambda row: f"{row['source_id']}.toml")  # as files are sorted
    return case_of(rows, drafts=drafts)


def _chosen(connection: Connection, address: Address) -> str:
    found = select(schema.CASES.c.case_id).order_by(schema.CASES.c.case_id)
    ids: Sequence[str] = connection.execute(found).scalars().all()
    if address.case_id in ids:
        return address.case_id
    held = ", ".join(ids) or "no case"
    if address.case_id:
        raise StoreError(f"{address.shown} holds no case {address.case_id!r}; it holds {held}")
    if len(ids) != 1:
        raise StoreError(f"{address.shown} holds {held}; name one: {address.shown}?case=ID")
    return ids[0]


def _rows(connection: Connection, table: Table, case_id: str) -> list[Row]:
    order: list[Any] = [table.c.position] if "position" in table.c else []
    found = connection.execute(select(table).where(table.c.case_id == case_id).order_by(*order))
    return [dict(row) for row in found.mappings()]
