"""
The documents of an input, one after the other: a folder of articles, JSON Lines, Parquet.

Nothing is read before it is asked for, and nothing is kept: of a folder the names of one
directory, of JSON Lines one line, of Parquet one group of rows.  What is no document comes out
too, with where it stands and what to change.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from geo.corpora.model import Bad, Document, Item
from geo.dates import read_day
from geo.decoding import LARGEST_FILE, LOST, read_bytes
from geo.errors import DateError, SourceError

ARTICLES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
PARQUET = ".parquet"
ROWS = 64  # of Parquet at a time
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Input:
    """
    Where documents come from.

    Attributes
    ----------
    path
        A folder, or one file.
    text_column
        The column, or field, that holds the text.
    days
        Day of publication by file name or id; under the empty name the one for all others.
    """

    path: Path
    text_column: str = "text"
    days: Mapping[str, date] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        """Give its documents in a fixed order, and what is none."""
        for path, name in files_of(self.path):
            kind = path.suffix.casefold()
            if kind in ARTICLES:
                yield self._article(path, name)
            elif kind in LINES:
                yield from self._lines(path, name)
            elif kind == PARQUET:
                yield from self._rows(path, name)
            else:
                known = " ".join(sorted({*ARTICLES, *LINES, PARQUET}))
                yield Bad(name, name, f"{name}: {kind or 'no ending'} is not read; give {known}")

    def fingerprint(self) -> str:
        """Give a hash of the names and sizes of its files."""
        digest = hashlib.sha256()
        for path, name in files_of(self.path):
            digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        return digest.hexdigest()

    def count(self) -> int | None:
        """Give how many documents it has; None where only reading it would tell."""
        total = 0
        for path, _ in files_of(self.path):
            if path.suffix.casefold() in {*LINES, PARQUET}:
                return None
            total += 1
        return total

    def _article(self, path: Path, name: str) -> Item:
        try:
            raw = read_bytes(path)
        except SourceError as error:
            return Bad(name, name, str(error).replace(str(path), name))
        return Document(name, name, raw, published=self.days.get(path.name, self.days.get("")))

    def _lines(self, path: Path, name: str) -> Iterator[Item]:
        with _opened(path) as stream:
            for number, line in enumerate(_lines_of(stream), start=1):
                if line is not None and not line.strip():
                    continue
                yield self._line(line, f"{name}:{number}")

    def _line(self, line: bytes | None, where: str) -> Item:
        if line is None:
            size = f"{LARGEST_FILE // 10**6} MB"
            return Bad(where, where, f"{where}: longer than {size}; split it into articles")
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            return Bad(where, where, f"{where}: byte {error.start} is no UTF-8; write it as UTF-8")
        except (ValueError, RecursionError) as error:
            return Bad(where, where, f"{where}: this is no JSON: {error}; write one object a line")
        if not isinstance(row, dict):
            return Bad(where, where, f"{where}: this is no object; write one object a line")
        return self._of_row(row, where)

    def _rows(self, path: Path, name: str) -> Iterator[Item]:
        import pyarrow as pa  # noqa: PLC0415 - heavy, and only for Parquet
        import pyarrow.parquet as pq  # noqa: PLC0415

        number = 0
        try:
            with pq.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
                if problem := self._misfit(file.schema_arrow):
                    yield Bad(name, name, f"{name}: {problem}")
                    return
                wanted = [self.text_column, "id", "title", "publisher", "published"]
                columns = [column for column in wanted if column in file.schema_arrow.names]
                for rows in file.iter_batches(ROWS, columns=columns, use_threads=False):
                    for row in rows.to_pylist():
                        number += 1
                        yield self._of_row(row, f"{name}:{number}")
        except (pa.ArrowException, OSError) as error:
            where = f"{name}:{number + 1}" if number else name
            said = str(error).splitlines()[0].replace(str(path), name)
            yield Bad(where, where, f"{where}: cannot be read as Parquet: {said}; write it anew")

    def _misfit(self, schema: Any) -> str:
        """Say what is wrong with the columns of a Parquet file, or nothing."""
        if self.text_column not in schema.names:
            return (
                f"there is no column {self.text_column!r}, but {', '.join(schema.names)}; "
                "name the one with the text with --text-column"
            )
        kind = str(schema.field(self.text_column).type)
        if "string" not in kind or kind.startswith(("list", "struct", "map", "large_list")):
            return f"the column {self.text_column!r} is {kind}; give one of strings"
        return ""

    def _of_row(self, row: Mapping[str, Any], where: str) -> Item:
        known = row.get("id")
        doc_id = _clean(str(known)) if known not in (None, "") else where
        if problem := self._wrong(row):
            return Bad(doc_id, where, f"{where}: {problem}")
        try:
            published = _day(row.get("published"))
        except DateError as error:
            return Bad(doc_id, where, f"{where}: published: {error}")
        return Document(
            doc_id,
            where,
            _clean(row[self.text_column]),
            _clean(str(row.get("title") or "")),
            _clean(str(row.get("publisher") or "")),
            published or self.days.get(doc_id, self.days.get("")),
        )

    def _wrong(self, row: Mapping[str, Any]) -> str:
        """Say what is wrong with the text of a row, or nothing."""
        name = self.text_column
        if name not in row:
            return f"there is no {name!r}; name the field with the text with --text-column"
        text = row[name]
        if text is None or text == "":
            return "the text is empty; give the article's text"
        if not isinstance(text, str):
            return f"{name!r} is {json.dumps(text, default=str)[:40]}, no text; give a string"
        if len(text) > LARGEST_FILE:
            return f"longer than {LARGEST_FILE:,} characters; split it into articles"
        return ""


def files_of(source: Path) -> Iterator[tuple[Path, str]]:
    """
    Give the files of a folder and of those in it, in the order of their names.

    Yields
    ------
    tuple of Path and str
        The file, and its name within the folder, with forward slashes.  What begins with a dot
        is left out, and links to folders are not followed.

    Raises
    ------
    SourceError
        There is no such folder or file, or it cannot be opened.
    """
    if source.is_file():
        yield source, _printable(source.name)
    elif source.is_dir():
        yield from _within(source, "")
    else:
        raise SourceError(f"{source}: there is no such folder or file; name the articles' folder")


def _within(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if not entry.name.startswith(".")
            )
    except OSError as error:
        raise SourceError(f"{folder}: cannot be read: {error.strerror}; mend its rights") from error
    for name, is_folder in found:
        if is_folder:
            yield from _within(folder / name, f"{prefix}{_printable(name)}/")
        elif (folder / name).is_file():
            yield folder / name, prefix + _printable(name)


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}; mend its rights") from error


def _lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Give the lines of a file; None for one too long to keep."""
    while line := stream.readline(LARGEST_FILE):
        if line.endswith(b"\n") or len(line) < LARGEST_FILE:
            yield line
            continue
        while (rest := stream.readline(LARGEST_FILE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _clean(text: str) -> str:
    """Replace halves of characters, which JSON can hold and no file in UTF-8."""
    return text if text.isascii() else _HALVES.sub(LOST, text)


def _day(value: object) -> date | None:
    """
    Read a day of publication: a date, or a text that begins with one.

    Examples
    --------
    >>> _day("2020-11-16T08:30:00Z"), _day(None)
    (datetime.date(2020, 11, 16), None)
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    return read_day(text[:10] if text[10:11] in {"T", " "} else text)
