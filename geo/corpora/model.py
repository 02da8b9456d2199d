"""What passes between the input, the processes that read, and the files: documents in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.articles import Article, article_of_bytes, article_of_document
from geo.claims.parser import DEFAULT_MODEL
from geo.extraction import Extraction, Extractor

if TYPE_CHECKING:
    from geo.case.models import CaseFile
    from geo.records import Place

Rows = dict[str, list[dict[str, Any]]]  # by table
Parts = dict[str, bytes]  # Parquet, by table
Reader = Callable[[Iterable[Article]], Iterator[Extraction | Exception]]


@dataclass(frozen=True, slots=True)
class Document:
    """
    One document of the input.

    Attributes
    ----------
    doc_id
        As the input gives it; else where it stands.
    where
        File, or file and line or row.
    content
        The bytes of a file, or a text.
    title, publisher, published
        What the input states; where it states nothing, the document is asked.
    """

    doc_id: str
    where: str
    content: bytes | str
    title: str = ""
    publisher: str = ""
    published: date | None = None

    def article(self) -> Article:
        """Give it as an article; a ``SourceError`` says what is wrong with it."""
        if isinstance(self.content, bytes):
            return article_of_bytes(
                self.content,
                Path(self.where),
                published=self.published,
            )
        return article_of_document(
            self.content,
            published=self.published,
            title=self.title,
            publisher=self.publisher,
            path=self.where,
        )


@dataclass(frozen=True, slots=True)
class Bad:
    """Something of the input that is no document: where it stands, what is wrong, the remedy."""

    doc_id: str
    where: str
    problem: str


Item = Document | Bad


@dataclass(frozen=True)
class Batch:
    """
    Documents that are read together and become one part of each table.

    Attributes
    ----------
    number
        Of the batch, from 0.
    first
        Number of its first document in the whole input.
    """

    number: int
    first: int
    items: tuple[Item, ...]

    @cached_property
    def key(self) -> str:
        """A hash of all that is read, so that a part tells what it was made from."""
        digest = hashlib.sha256(str(self.first).encode())
        for item in self.items:
            digest.update(_bytes_of(item))
        return digest.hexdigest()

    def alone(self, offset: int) -> Batch:
        """Give one of its documents as a batch of its own."""
        return Batch(self.number, self.first + offset, (self.items[offset],))


def open_extractor(recipe: Recipe) -> Reader:
    """Give what reads articles: the package's own extractor."""
    return Extractor(recipe.case, recipe.places, model=recipe.model).extract_each


@dataclass(frozen=True)
class Recipe:
    """
    How every document is read.

    Attributes
    ----------
    key
        Of the case and the method; two with one key read alike.
    case, places
        The case's; empty for the world alone.
    opener
        Makes what reads articles, once in each process.
    method
        Hash of the code that reads; a process with other code refuses.  Empty asks nothing.
    """

    key: str = ""
    case: CaseFile | None = field(default=None, compare=False)
    places: dict[str, Place] = field(default_factory=dict, compare=False)
    model: str = DEFAULT_MODEL
    opener: Callable[[Recipe], Reader] = open_extractor
    method: str = ""


def _bytes_of(item: Item) -> bytes:
    """Give an item's fields so that no two items look alike."""
    if isinstance(item, Bad):
        fields = ["bad", item.doc_id, item.where, item.problem]
    else:
        day = item.published.isoformat() if item.published else ""
        fields = ["", item.doc_id, item.where, item.title, item.publisher, day]
    parts = [field.encode("utf-8", "surrogatepass") for field in fields]
    if isinstance(item, Document):
        content = item.content
        parts.append(content.encode("utf-8") if isinstance(content, str) else content)
    return b"".join(b"%d:%b" % (len(part), part) for part in parts)
