"""
What a benchmark measured: rows that are printed, kept as JSON, and gathered in one table.

Every benchmark ends in ``finish(rows)``: it prints them, writes them into the file that the
variable ``BENCH_ROWS`` names, where it is set, and gives 1 when a bar was missed.
"""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROWS = "BENCH_ROWS"
BARS = {"at most": operator.le, "at least": operator.ge}


@dataclass(frozen=True)
class Row:
    """
    One figure beside another one of the same run.

    Attributes
    ----------
    what
        What was measured.
    figure, unit
        Ours; no figure where it could not be measured.
    beside, other
        What it is measured beside, and that one's figure in the same unit; empty where nothing is.
    ratio
        Of the two, as the bar counts it: ours to theirs, or theirs to ours where more is better.
    bar, bound
        ``at most`` or ``at least``, and the number; the ratio is held to it, or the figure where
        there is none.
    note
        What a reader has to know, such as why there is no figure.
    """

    what: str
    figure: float | None = None
    unit: str = ""
    beside: str = ""
    other: float | None = None
    ratio: float | None = None
    bar: str = ""
    bound: float | None = None
    note: str = ""

    @property
    def measured(self) -> float | None:
        """Give what the bar is held to."""
        return self.figure if self.ratio is None else self.ratio

    @property
    def missed(self) -> bool:
        """Tell whether there is a bar, and the row does not keep it."""
        if not self.bar:
            return False
        return self.measured is None or not BARS[self.bar](self.measured, self.bound)


def shown(number: float | None) -> str:
    """Write a number with three digits that count, thousands apart; nothing for none."""
    if number is None:
        return ""
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2  # noqa: PLR2004
    return f"{number:,.{digits}f}" if abs(number) >= 0.1 or not number else f"{number:.2g}"  # noqa: PLR2004


def cells(row: Row) -> tuple[str, ...]:
    """Give a row in words: what, figure, beside, ratio, bar."""
    figure = f"{shown(row.figure)} {row.unit}".strip() if row.figure is not None else row.note
    beside = f"{row.beside}: {shown(row.other)} {row.unit}".strip() if row.beside else ""
    bar = f"{row.bar} {row.bound:g}" + (", missed" if row.missed else "") if row.bar else ""
    said = f"{figure} ({row.note})" if row.note and row.figure is not None else figure
    return row.what, said, beside, shown(row.ratio), bar


def finish(rows: Iterable[Row]) -> int:
    """
    Print rows, and keep them as JSON where the environment says.

    Returns
    -------
    int
        1 when a bar was missed.
    """
    found = list(rows)
    print_rows(found)
    if kept := os.environ.get(ROWS):
        text = json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=1)
        Path(kept).write_text(text, "utf-8")
    return int(any(row.missed for row in found))


def print_rows(rows: Sequence[Row]) -> None:
    """Print rows in columns."""
    lines = [cells(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        )


def read_rows(path: Path) -> list[Row]:
    """Read rows that ``finish`` kept."""
    return [Row(**row) for row in json.loads(path.read_text("utf-8"))]
