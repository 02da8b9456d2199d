"""
Read an article file: its text, title, publisher, day, language, and what in it is no prose.

Offsets count characters of ``Article.text``.  For ``.txt`` and ``.md`` that is the file's text as
it stands.  For HTML it is the text that trafilatura finds in the page, which is to be stored
beside what is read from it.  This module knows files and nothing of what they say.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.boilerplate import Span, find_boilerplate, find_publisher
from geo.decoding import SAMPLE, decode, read_bytes
from geo.errors import SourceError
from geo.phrases import find_dates

__all__ = [
    "Article",
    "Span",
    "article_of",
    "article_of_bytes",
    "article_of_document",
    "read_article",
]

HTML = frozenset({".html", ".htm", ".xhtml"})
LONG_TITLE = 200
HEAD_LINES = 12
LONGEST_TEXT = 500_000  # characters: some 250 pages of a book
LARGEST_PAGE = 20_000_000  # bytes of HTML that trafilatura is given
FEW_WORDS = 20
ENGLISH_SHARE = 0.12  # of words; English prose has about 0.3 of these
LATIN_SHARE = 0.6
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "it",
        "was",
        "on",
        "are",
        "as",
        "with",
        "his",
        "they",
        "at",
        "be",
        "this",
        "from",
        "have",
        "or",
        "by",
        "had",
        "not",
        "but",
        "what",
        "were",
        "we",
        "when",
        "your",
        "can",
        "said",
        "there",
        "an",
        "which",
        "their",
        "has",
        "will",
        "its",
        "who",
        "been",
    ]
)


@dataclass(frozen=True, slots=True)
class Article:
    """
    One article.

    Attributes
    ----------
    text
        What offsets count in.
    sha256
        Of the text as UTF-8, which for a text file is of the file's bytes.
    published
        The day the document states, or the one given; None when neither is known.
    language
        ISO 639-1 code, ``en`` or ``und`` for anything else.
    boilerplate
        Stretches that are no prose, in order.
    notes
        What a reader should know: another encoding, another language, a day inferred.
    """

    path: str
    text: str
    sha256: str
    title: str
    publisher: str
    published: date | None
    language: str
    boilerplate: tuple[Span, ...]
    notes: tuple[str, ...] = ()


def read_article(path: str | Path, *, published: date | None = None) -> Article:
    """
    Read an article file.

    Parameters
    ----------
    path
        A ``.txt``, ``.md`` or ``.html`` file; another ending is read as text.
    published
        The day of publication; where it is None the document is asked.

    Raises
    ------
    SourceError
        The file cannot be opened, is empty, or is no text: a PDF, a picture, a program.
    """
    file = Path(path)
    return article_of_bytes(read_bytes(file), file, published=published)


def article_of_bytes(raw: bytes, file: Path, *, published: date | None = None) -> Article:
    """
    Make an article of a file's bytes.

    Parameters
    ----------
    file
        Its name, which tells a page from plain text and stands in messages.
    published
        The day of publication; where it is None the document is asked.

    Raises
    ------
    SourceError
        The bytes are empty, or no text.
    """
    text, notes = decode(file, raw)
    if file.suffix.casefold() in HTML or _looks_like_html(text):
        article = _from_html(str(file), text, published)
    else:
        digest = hashlib.sha256(raw).hexdigest()
        head, cut = _head(text)
        article = replace(article_of(head, published=published, path=str(file)), sha256=digest)
        notes = (*notes, *cut)
    if not article.text.strip():
        raise SourceError(f"{file}: there is no text in it; give the article's text")
    return replace(article, notes=(*notes, *article.notes))


def article_of_document(
    text: str,
    *,
    published: date | None = None,
    title: str = "",
    publisher: str = "",
    path: str = "",
) -> Article:
    """
    Make an article of a text as it comes: plain or a web page, of any length.

    Parameters
    ----------
    published, title, publisher
        What is known of it; where they are wanting, the text is asked.

    Raises
    ------
    SourceError
        There is no text in it.
    """
    if _looks_like_html(text):
        found = _from_html(path, text, published)
        article = replace(found, title=title or found.title, publisher=publisher or found.publisher)
    else:
        head, cut = _head(text)
        found = article_of(head, published=published, title=title, publisher=publisher, path=path)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        article = replace(found, sha256=digest, notes=(*cut, *found.notes))
    if not article.text.strip():
        raise SourceError(f"{path}: there is no text in it; give the article's text")
    return article


def article_of(
    text: str,
    *,
    published: date | None = None,
    title: str = "",
    publisher: str = "",
    path: str = "",
) -> Article:
    """
    Make an article of a text.

    Parameters
    ----------
    published, title, publisher
        What is known of it; where they are wanting, the text is asked.
    """
    boilerplate = find_boilerplate(text)
    language = _language(text)
    notes = []
    if language != "en":
        notes.append("not in English, as far as its words tell: names are found, claims are not")
    stated = None
    if published is None:
        stated = _stated_day(text)
        if stated is None:
            notes.append("no day of publication is stated: give it with --published")
    return Article(
        path=path,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title or _title(text, boilerplate),
        publisher=publisher or find_publisher(text),
        published=published or stated,
        language=language,
        boilerplate=boilerplate,
        notes=tuple(notes),
    )


def _head(text: str) -> tuple[str, tuple[str, ...]]:
    """Give what is read of a text, whole words, and a note where that is not all of it."""
    if len(text) <= LONGEST_TEXT:
        return text, ()
    found = max(text.rfind(blank, LONGEST_TEXT - LONG_TITLE, LONGEST_TEXT) for blank in " \n")
    end = found if found > 0 else LONGEST_TEXT
    note = f"the first {end:,} of its {len(text):,} characters are read: split it into articles"
    return text[:end], (note,)


def _looks_like_html(text: str) -> bool:
    return bool(re.match(r"\s*(?:<!doctype html|<html|<head|<body)", text[:500], re.IGNORECASE))


def _from_html(path: str, page: str, published: date | None) -> Article:
    body, title, publisher, stated = _extracted(page)
    note: tuple[str, ...] = ()
    if not body:
        body = _stripped(page)
        note = ("the page has no article that trafilatura knows: all of its words are read",)
    text, cut = _head(f"{title}\n\n{body}" if title and not body.startswith(title) else body)
    article = article_of(
        text, published=published or stated, title=title, publisher=publisher, path=path
    )
    return replace(article, notes=(*note, *cut, *article.notes))


def _extracted(page: str) -> tuple[str, str, str, date | None]:
    """Give text, title, publisher and day of a page, each empty where it has none."""
    if len(page) > LARGEST_PAGE:
        return "", "", "", None
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy, and only for HTML

    found = bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None:
        return "", "", "", None
    known = found if isinstance(found, dict) else found.as_dict()
    day = known.get("date")
    return (
        known.get("text") or "",
        known.get("title") or "",
        known.get("sitename") or known.get("hostname") or "",
        date.fromisoformat(day[:10]) if day else None,
    )


def _stripped(page: str) -> str:
    """Give the words of a page without tags, scripts and styles."""
    plain = re.sub(r"(?is)<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)", " ", page)
    plain = re.sub(r"(?s)<!--.*?(?:-->|\Z)", " ", plain)
    plain = re.sub(r"(?i)<(?:/?(?:p|div|br|h\d|li|tr|section|article))\b[^>]*>", "\n", plain)
    plain = re.sub(r"<[^<>]{0,5000}>", " ", plain)
    return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n\n", plain)).strip()


def _title(text: str, boilerplate: tuple[Span, ...]) -> str:
    """Give the first line that is a headline: short, and not a sentence."""
    starts = {span.start for span in boilerplate}
    for line in re.finditer(r"[^\r\n]{1,300}", text[: LONG_TITLE * HEAD_LINES]):
        words = line[0].strip().lstrip("\ufeff# ").strip()
        start = line.start() + (len(line[0]) - len(line[0].lstrip()))
        if not words or start in starts:
            continue
        headline = len(words) <= LONG_TITLE and not re.search(r"[.!]$|: .*\.$", words)
        return words if headline else ""
    return ""


def _stated_day(text: str) -> date | None:
    """Give the day that a line at the head states: "Published: 1 Dec 2020"."""
    head = text[: LONG_TITLE * HEAD_LINES]
    for line in head.splitlines()[: 2 * HEAD_LINES]:
        words = line.strip()
        labelled = re.match(r"(?i)(?:first |last )?(?:published|updated|posted|date)\b", words)
        found = find_dates(re.sub(r"(?<=\w), (?=\d{4})", " ", words), None)
        for phrase in found:
            if len(phrase.edtf) == len("2020-12-01") and (
                labelled or len(words) - (phrase.end - phrase.start) <= len("Wednesday, 00:00 GMT")
            ):
                return date.fromisoformat(phrase.edtf)
    return None


def _language(text: str) -> str:
    """Guess whether a text is English, by its letters and its commonest words."""
    sample = text[:SAMPLE]
    if not sample.isascii():
        letters = [letter for letter in sample if letter.isalpha()]
        if letters and sum(letter < "ɐ" for letter in letters) / len(letters) < LATIN_SHARE:
            return "und"
    words = re.findall(r"[a-z]+", sample.casefold())
    if len(words) < FEW_WORDS:
        return "en"
    return "en" if sum(map(_ENGLISH.__contains__, words)) / len(words) > ENGLISH_SHARE else "und"
