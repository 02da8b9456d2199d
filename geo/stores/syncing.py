"""
Bring the rows of one case in a table to what they should be, touching only those that differ.

The new rows go to a table of the transaction's own; the database itself then compares, and takes
out, changes and adds.  This module knows tables and keys, and nothing of what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, MetaData, Table, insert, text

from geo.stores.rows import Rows

STATEMENTS = {
    "removed": "DELETE FROM {old} AS old WHERE old.case_id = :case_id "
    "AND NOT EXISTS (SELECT 1 FROM {new} AS new WHERE {same})",
    "changed": "UPDATE {old} AS old SET {assigned} FROM {new} AS new "
    "WHERE {same} AND ROW({was}) IS DISTINCT FROM ROW({becomes})",
    "added": "INSERT INTO {old} ({columns}) SELECT {columns} FROM {new} AS new "
    "WHERE NOT EXISTS (SELECT 1 FROM {old} AS old WHERE {same})",
}


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of a table were added, changed and taken out."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.changed or self.removed)


def bring(connection: Connection, table: Table, rows: Rows, case_id: str) -> Change:
    """
    Bring one table of a case up to date.

    Parameters
    ----------
    connection
        In a transaction.
    table
        One with ``case_id`` in its key.
    rows
        By table; those of this one are what the case is to have there.
    case_id
        The case; rows of others stay.
    """
    columns = (Column(column.name, column.type) for column in table.columns)
    new = Table(f"new_{table.name}", MetaData(), *columns)
    names = _Names(connection, table, new)
    connection.execute(
        text(f"CREATE TEMPORARY TABLE {names.new} (LIKE {names.old}) ON COMMIT DROP")
    )
    given = [{"case_id": case_id} | row for row in rows[table.name]]
    if given:
        connection.execute(insert(new), given)
    counts = {
        name: connection.execute(text(statement), {"case_id": case_id}).rowcount
        for name, statement in names.statements().items()
    }
    return Change(**counts)


class _Names:
    """The names of two tables and their columns, quoted, and the statements made of them."""

    def __init__(self, connection: Connection, old: Table, new: Table) -> None:
        prepare = connection.dialect.identifier_preparer
        self.old, self.new = prepare.format_table(old), prepare.format_table(new)
        self._all = [prepare.quote(column.name) for column in old.columns]
        self._keys = [prepare.quote(column.name) for column in old.primary_key]

    def statements(self) -> Mapping[str, str]:
        """Give what takes out, changes and adds, in this order."""
        same = " AND ".join(f"old.{key} = new.{key}" for key in self._keys)
        rest = [column for column in self._all if column not in self._keys]
        parts = {
            "old": self.old,
            "new": self.new,
            "columns": ", ".join(self._all),
            "same": same,
            "was": ", ".join(f"old.{column}" for column in rest),
            "becomes": ", ".join(f"new.{column}" for column in rest),
            "assigned": ", ".join(f"{column} = new.{column}" for column in rest),
        }
        return {name: statement.format(**parts) for name, statement in STATEMENTS.items()}
