"""Many articles at once, in processes of this machine; one bad file never stops the rest."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import count
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar

from geo.articles import Article, read_article
from geo.claims.parser import DEFAULT_MODEL
from geo.dates import read_day
from geo.drafts import draft_of, source_id_of
from geo.errors import CaseError, DateError, ModelError, SourceError, problem_of
from geo.extraction import TOGETHER, Extraction, Extractor

FEW = 6
TURNS = 4  # a process takes files at least so often, where there are enough
Result = TypeVar("Result")
Work = tuple[str, date | None, str]  # path, day of publication, id of its source


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What one file gave.

    Attributes
    ----------
    path
        The file.
    result
        As ``Extraction.to_dict`` gives it; None when the file could not be read.
    draft
        Its draft seed: the source's id and the file's text; None where drafts were not asked for.
    problem
        What is wrong and what to change; empty when nothing is.
    """

    path: str
    result: dict[str, Any] | None
    draft: tuple[str, str] | None
    problem: str


@dataclass(frozen=True, slots=True)
class Task:
    """
    How every file is read.

    Attributes
    ----------
    case
        The case folder; empty for the world alone.
    drafts
        Whether draft seeds are made.
    model
        The spaCy model.
    """

    case: str = ""
    drafts: bool = False
    model: str = DEFAULT_MODEL


def extract_files(
    paths: Sequence[Path],
    task: Task,
    *,
    published: Mapping[str, date] | None = None,
    jobs: int = 0,
    on_done: Callable[[], None] | None = None,
) -> Iterator[Outcome]:
    """
    Read many article files.

    Parameters
    ----------
    paths
        The files.
    task
        How they are read.
    published
        Day of publication by file name; under the empty name the one for all others.
    jobs
        How many processes; 0 chooses by the machine, and a few files stay in this one.
    on_done
        Called after each file.

    Yields
    ------
    Outcome
        For each file, in their order.
    """
    days = published or {}
    work = [
        (str(path), days.get(path.name, days.get("")), source_id)
        for path, source_id in zip(paths, _ids(paths), strict=True)
    ]
    processes = jobs or (1 if len(work) <= FEW else min(cpu_count() or 1, len(work)))
    for outcome in _outcomes(work, task, processes):
        if on_done:
            on_done()
        yield outcome


def read_days(text: str) -> dict[str, date]:
    """
    Read ``--published``: one day for all, or the path of a CSV of ``path,published``.

    Raises
    ------
    DateError
        It is no day; a row's message names the file and the line.
    SourceError
        The CSV cannot be read, or lacks a column.
    """
    if not text:
        return {}
    if not text.lower().endswith(".csv"):
        return {"": read_day(text)}
    try:
        with Path(text).open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{text}: it cannot be read: {error}; give another file") from error
    found: dict[str, date] = {}
    for number, row in enumerate(rows, start=2):
        if not row.get("path") or row.get("published") is None:
            raise SourceError(f"{text}:{number}: give the columns path and published")
        if not row["published"].strip():
            continue  # nobody says when: the article itself may
        try:
            found[Path(row["path"]).name] = read_day(row["published"].strip())
        except DateError as error:
            raise DateError(f"{text}:{number}: {error}") from error
    return found


def _ids(paths: Iterable[Path]) -> Iterator[str]:
    """Give each file its source's id; files of one name in several folders get numbers."""
    seen: set[str] = set()
    for path in paths:
        first = source_id_of(path.name)
        names = (f"{first}-{number}" if number > 1 else first for number in count(1))
        source_id = next(name for name in names if name not in seen)
        seen.add(source_id)
        yield source_id


def _outcomes(work: Sequence[Work], task: Task, processes: int) -> Iterator[Outcome]:
    size = max(1, min(TOGETHER, len(work) // (processes * TURNS)))
    if processes <= 1:
        for group in _groups(work, size):
            yield from _outcomes_of(task, group)
        return
    done = 0
    while done < len(work):
        try:
            for outcome in _pooled(work[done:], task, processes, size):
                done += 1
                yield outcome
        except BrokenProcessPool:  # ended from outside: read what was under way one by one
            under_way = work[done : done + processes * size]
            done += len(under_way)
            yield from _one_by_one(under_way, task)


def _groups(work: Sequence[Work], size: int) -> Iterator[Sequence[Work]]:
    return (work[first : first + size] for first in range(0, len(work), size))


def _pooled(work: Sequence[Work], task: Task, processes: int, size: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for outcomes in pool.map(partial(_outcomes_of, task), _groups(work, size)):
            yield from outcomes


def _one_by_one(work: Sequence[Work], task: Task) -> Iterator[Outcome]:
    """Read files in a process that each of them may bring down."""
    done = 0
    while done < len(work):
        try:
            for outcome in _pooled(work[done:], task, 1, 1):
                done += 1
                yield outcome
        except BrokenProcessPool:
            path = work[done][0]
            done += 1
            problem = f"{path}: the process that read it was ended; it may need more memory"
            yield Outcome(path, None, None, problem)


def _outcomes_of(task: Task, items: Sequence[Work]) -> list[Outcome]:
    """Read some files; their sentences are parsed together."""
    extractor = _extractor(task.case, task.model)
    articles = [_tried(partial(read_article, path, published=day)) for path, day, _ in items]
    read = [article for article in articles if isinstance(article, Article)]
    found = extractor.extract_each(read)
    return [
        _outcome(item, next(found) if isinstance(article, Article) else article, task)
        for item, article in zip(items, articles, strict=True)
    ]


def _outcome(item: Work, found: Extraction | Exception, task: Task) -> Outcome:
    """Give what a file gave, or say what is wrong with it."""
    path, _, source_id = item
    draft = None
    if task.drafts and isinstance(found, Extraction):
        extractor = _extractor(task.case, task.model)
        draft = _tried(
            partial(draft_of, found, extractor.case, extractor.places, source_id=source_id)
        )
    if isinstance(found, Exception):
        return Outcome(path, None, None, problem_of(path, found))
    if isinstance(draft, Exception):
        return Outcome(path, None, None, problem_of(path, draft))
    return Outcome(path, found.to_dict(), draft, "")


def _tried(work: Callable[[], Result]) -> Result | Exception:
    """Give what a piece of work gives, or what went wrong: one bad file never stops the rest."""
    try:
        return work()
    except (CaseError, ModelError):
        raise
    except Exception as error:  # noqa: BLE001 - the outcome says it
        return error


@cache
def _extractor(case: str, model: str) -> Extractor:
    """Make an extractor once in each process."""
    if not case:
        return Extractor(model=model)
    from geo.case import read_case  # noqa: PLC0415 - geopandas is slow to load

    read = read_case(Path(case), drafts=True)
    return Extractor(read.file, read.places, model=model)
