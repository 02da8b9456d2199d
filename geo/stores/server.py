"""
Speak with a PostgreSQL server: one transaction, and its errors in words that help.

What a server or a library says is repeated without the password.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from geo.errors import StoreError
from geo.stores.address import Address
from geo.stores.schema import SCHEMA, STORES, edition

PATIENCE_S = "10"
READING: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
REMEDY = f"drop its schema {SCHEMA} and write the cases again, or use the handover-map it is of"


@contextmanager
def transaction(address: Address, *, reading: bool = False) -> Iterator[Connection]:
    """
    Open one transaction, in which everything happens or nothing.

    Parameters
    ----------
    address
        Of the database.
    reading
        Whether one state of the database is to be read, whatever others write meanwhile.

    Raises
    ------
    StoreError
        The server cannot be reached or refuses something, or the database has no PostGIS.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connect(address),
        poolclass=NullPool,
        hide_parameters=True,
    )
    try:
        with engine.execution_options(**(READING if reading else {})).begin() as connection:
            _check(connection, address)
            yield connection
    except DBAPIError as error:
        raise StoreError(_words(error.orig, address)) from error


def store_edition(connection: Connection) -> str | None:
    """
    Give the edition of the store's tables; None where there is no store.

    Raises
    ------
    StoreError
        A schema of the store's name is there, and is none of a store.
    """
    there = connection.execute(
        text("SELECT to_regnamespace(:schema) IS NOT NULL, to_regclass(:store) IS NOT NULL"),
        {"schema": SCHEMA, "store": STORES.fullname},
    ).one()
    if not there[0]:
        return None
    if not there[1]:
        raise StoreError(
            f"the database has a schema {SCHEMA} that handover-map did not make; use another one"
        )
    found: str = connection.execute(select(STORES.c.edition)).scalar_one()
    return found


def check_edition(found: str, address: Address) -> None:
    """Refuse tables of another edition."""
    if found != edition():
        raise StoreError(
            f"{address.shown} holds tables of edition {found}, and this handover-map knows "
            f"edition {edition()}; {REMEDY}"
        )


def _connect(address: Address) -> Any:
    return psycopg.connect(
        make_conninfo(**({"connect_timeout": PATIENCE_S} | address.parameters)), autocommit=False
    )


def _check(connection: Connection, address: Address) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"{address.shown} keeps its text in {encoding}, which lacks letters of the names; "
            "use a database in UTF8"
        )
    home = connection.execute(
        text("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'postgis'")
    ).scalar_one_or_none()
    if home is None:
        raise StoreError(
            f"{address.shown} has no PostGIS; run CREATE EXTENSION postgis in it as its superuser"
        )
    path = connection.execute(text("SHOW search_path")).scalar_one()
    connection.execute(select(func.set_config("search_path", f"{path}, {home}", True)))  # noqa: FBT003


def _words(error: BaseException | None, address: Address) -> str:
    words = address.without_secrets(" ".join(str(error).split()))
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return (
            f"{address.shown} cannot be reached: {words}; "
            "is the server running, and are host, port, name, user and password right?"
        )
    return f"{address.shown} refused it: {words}"
