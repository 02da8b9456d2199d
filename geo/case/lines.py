"""
Where in a file a value stands, so that a fault can name its line.

``tomllib`` and ``json`` give values without their lines; this module finds the lines again.
It does not judge what the values say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"'-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)(?:\.[A-Za-z0-9_.-]+)?\s*=")
_MULTILINE = ('"""', "'''")

Path = tuple[str | int, ...]


class TomlLines(Mapping[Path, int]):
    """
    The lines of a TOML file, looked for when the first of them is asked for.

    Parameters
    ----------
    text
        The file, which parses as TOML.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return toml_lines(self._text)

    def __getitem__(self, path: Path) -> int:
        """Give the line of a table or key."""
        return self._lines[path]

    def __iter__(self) -> Iterator[Path]:
        """Go through the paths in the order of their lines."""
        return iter(self._lines)

    def __len__(self) -> int:
        """Count the tables and keys."""
        return len(self._lines)


def toml_lines(text: str) -> dict[Path, int]:
    """
    Find the line of each table and key of a TOML file.

    Parameters
    ----------
    text
        The file, which parses as TOML.

    Returns
    -------
    dict
        Line, counted from 1, by path: ``("claim", 2, "when")`` is the key ``when`` of the third
        ``[[claim]]``.  Inline tables are one line with their key.
    """
    lines: dict[Path, int] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quote:
            quote = "" if quote in line else quote
            continue
        if header := _HEADER.match(line):
            table = _table(header[1], header[2], counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1]), number)
            quote = next((q for q in _MULTILINE if line.count(q) == 1), "")
    return lines


def _table(brackets: str, name: str, counts: dict[str, int]) -> Path:
    if brackets == "[[":
        counts[name] = counts.get(name, -1) + 1
        return (name, counts[name])
    head, _, tail = name.partition(".")
    parents: Path = (head, counts[head]) if head in counts else (head,)
    return (*parents, *tail.split(".")) if tail else parents


def line_of(lines: Mapping[Path, int], path: Sequence[str | int]) -> int:
    """
    Give the line of a value, or of the nearest thing around it that has one.

    Returns
    -------
    int
        Counted from 1; 1 when nothing around it is known.
    """
    steps = tuple(path)
    while steps:
        if steps in lines:
            return lines[steps]
        steps = steps[:-1]
    return 1


def feature_lines(text: str, count: int) -> tuple[int, ...]:
    """
    Find the lines on which the features of a GeoJSON file start.

    Returns
    -------
    tuple of int
        One for each of ``count`` features; 1 where the file does not show it.
    """
    starts = [
        text.count("\n", 0, found.start()) + 1
        for found in re.finditer(r'"type"\s*:\s*"Feature"', text)
    ]
    return tuple(starts[:count]) + (1,) * (count - len(starts))
