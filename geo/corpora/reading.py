"""
What a process does with a batch: read each document, and give rows or finished parts.

The extractor is made once in each process, with the first document that needs it.  A document
that cannot be read becomes a row of the errors, and never stops the rest.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

from geo.articles import Article
from geo.corpora.method import method_of
from geo.corpora.model import Bad, Batch, Document, Item, Parts, Reader, Recipe, Rows
from geo.corpora.output import TABLES, parts_of
from geo.errors import HandoverMapError, problem_of
from geo.extraction import Extraction

ONE_AT_A_TIME = Lock()  # a worker of a cluster may have threads; the parser is one for all


def read_parts(recipe: Recipe, batch: Batch) -> Parts:
    """Read a batch, and give its part of each table."""
    return parts_of(read_rows(recipe, batch), batch.key)


def read_rows(recipe: Recipe, batch: Batch) -> Rows:
    """
    Read a batch, and give the rows of each table.

    Raises
    ------
    HandoverMapError
        This process has other code than the one that asks.
    """
    if recipe.method and recipe.method != method_of(recipe.model):
        raise HandoverMapError(
            "a process of the cluster reads by another version; install the same packages there"
        )
    rows: Rows = {name: [] for name in TABLES}
    with ONE_AT_A_TIME:
        articles = [_article(item) for item in batch.items]
        found = _reader(recipe)(one for one in articles if isinstance(one, Article))
        pairs = zip(batch.items, articles, strict=True)
        for number, (item, article) in enumerate(pairs, start=batch.first):
            outcome = next(found) if isinstance(article, Article) else article
            if isinstance(item, Document) and isinstance(outcome, Extraction):
                _add(rows, number, item, outcome)
            else:
                _note(rows, number, item, _problem(item, outcome))
    return rows


def note_dead(rows: Rows, batch: Batch) -> None:
    """Note that the first document of a batch brought down the process that read it."""
    item = batch.items[0]
    problem = f"{item.where}: the process that read it was ended; it may need more memory"
    _note(rows, batch.first, item, problem)


@lru_cache(maxsize=1)
def _reader(recipe: Recipe) -> Reader:
    return recipe.opener(recipe)


def _article(item: Item) -> Article | Exception | None:
    """Give an item as an article, or what is wrong; None for what is no document."""
    try:
        return item.article() if isinstance(item, Document) else None
    except Exception as error:  # noqa: BLE001 - one bad document never stops the rest
        return error


def _problem(item: Item, error: object) -> str:
    return item.problem if isinstance(item, Bad) else problem_of(item.where, error)


def _add(rows: Rows, number: int, item: Document, extraction: Extraction) -> None:
    found, article = extraction.to_dict(), extraction.article
    own: dict[str, Any] = {"document": number, "id": item.doc_id}
    rows["articles"].append(
        {
            **own,
            **found["article"],
            "published": _as_date(found["article"]["published"]),
            "where": item.where,
            "language": article.language,
            "characters": len(article.text),
            "toponyms": len(found["toponyms"]),
            "claims": len(found["claims"]),
            "text": None if _holds(item, article.text) else article.text,
        }
    )
    rows["toponyms"] += [{**own, **row} for row in found["toponyms"]]
    rows["unused"] += [{**own, **row} for row in found["unused"]]
    for row in found["claims"]:
        start, end = row.pop("evidence")
        rows["claims"].append({**own, **row, "start": start, "end": end})


def _holds(item: Document, text: str) -> bool:
    """Whether offsets into a text can be looked up in the document as it stands."""
    content = item.content
    raw = text.encode("utf-8", "surrogatepass") if isinstance(content, bytes) else text
    return content[: len(raw)] == raw


def _note(rows: Rows, number: int, item: Document | Bad, problem: str) -> None:
    rows["errors"].append(
        {"document": number, "id": item.doc_id, "where": item.where, "problem": problem}
    )


def _as_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
