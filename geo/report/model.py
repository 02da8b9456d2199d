"""
What a report holds: sections of paragraphs, pictures, tables and lists.

It is made once and written twice, as HTML and as a Word file, so both tell the same.  Nothing in
here knows how a heading looks, and every text is plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
LINE_ENDS = re.compile("[\r\n\t\x85\u2028\u2029]+")


def clean(text: str) -> str:
    r"""
    Give text that may stand in XML and that turns no line around.

    Notes
    -----
    XML 1.0, section 2.2, leaves out control characters; the embeddings and overrides of the
    Unicode bidirectional algorithm (UAX #9, section 2) would reorder the words after them.  Each
    becomes U+FFFD, as in the exports; a line end becomes a blank.

    Examples
    --------
    >>> clean("one\x00 two\u202e\nthree")
    'one� two� three'
    """
    return UNFIT.sub("\ufffd", LINE_ENDS.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Words:
    """
    Words in one language, or a link.

    Attributes
    ----------
    lang
        Where it is not that of the report.
    address
        ``http`` or ``https``; or ``#`` with the id of a section or a reference.
    """

    text: str
    lang: str = ""
    address: str = ""


Line = tuple[Words, ...]


def line(text: str | Words | Line) -> Line:
    """Give words as a line."""
    if isinstance(text, str):
        return (Words(text),)
    return (text,) if isinstance(text, Words) else text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    kind: ClassVar[str] = "paragraph"
    words: Line
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines beneath each other; with ids, each can be linked to, and is numbered."""

    kind: ClassVar[str] = "listing"
    lines: tuple[Line, ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Headings, each with what is said of it."""

    kind: ClassVar[str] = "terms"
    terms: tuple[tuple[Words, Line], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A figure.

    Attributes
    ----------
    number
        Counted through the report.
    alt
        What it shows, for those who do not see it.
    draw
        Gives it in the form ``svg`` or ``png``.
    """

    kind: ClassVar[str] = "picture"
    number: int
    name: str
    alt: str
    caption: str
    draw: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: its title, its share of the width, whether it holds numbers."""

    title: str
    share: float = 1.0
    is_number: bool = False
    lang: str = ""

    @property
    def head(self) -> Line:
        """The title, in its language."""
        return (Words(self.title, self.lang),)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its head."""

    kind: ClassVar[str] = "table"
    number: int
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Listing | Terms | Picture | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it."""

    section_id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """
    A report.

    Attributes
    ----------
    lang
        Of its words.
    titles
        The case's title in its other languages.
    facts
        Lines beneath the title: days, counts, build.
    """

    name: str
    lang: str
    title: str
    subtitle: str
    titles: tuple[Words, ...]
    facts: tuple[str, ...]
    build: str
    contents: str
    sections: tuple[Section, ...] = field(default=())

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All figures, in their order."""
        return tuple(
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Picture)
        )
