"""An article's prose, cut into sentences; what is no prose is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.articles import Article
from geo.boilerplate import span_at

LONGEST = 1200
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s+[\"'“‘«(]*[A-Z0-9À-ÖØ-Þ“\"])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Maj|Lt|Col|Capt|Sgt|Adm|Brig|Sen|Rep|Gov|Prof|No|vs|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_NAMES = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_SHOUTED = r"[A-Z][A-Z.'’\- ]{2,40}"
_AGENCY = r"(?:\((?:[A-Z][\w.&/-]*|[Rr]euters|via|dpa)(?: [\w.&/-]+){0,4}\)|/[A-Z][\w-]+/\.?)"
_DAY = r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?"
_SIGN = r"(?:--|—|–|-|:|//|•|\|)"
_WHERE = rf"(?:/{_SHOUTED})?(?:,? \(?{_NAMES}\)?){{0,3}}(?:, {_DAY})?\.?"
_DATELINE = re.compile(
    rf"\s*(?:(?:{_SHOUTED}|{_NAMES}){_WHERE} ?{_AGENCY}\.?\s*{_SIGN}?\s+"
    rf"|{_SHOUTED}{_WHERE}\s*{_SIGN}\s+"
    rf"|{_NAMES}(?:, {_NAMES}){{1,3}}(?:, {_DAY})?\.?\s*(?:--|—|–|-|//)\s+"
    rf"|{_NAMES}, {_DAY}\.?\s*(?:--|—|–|-|//)\s+)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One sentence.

    Attributes
    ----------
    start, end
        Offsets into the article's text.
    text
        The words between them, character for character.
    paragraph
        Number of its paragraph, from 0.
    """

    start: int
    end: int
    text: str
    paragraph: int


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """
    Cut an article into sentences.

    Parameters
    ----------
    article
        Its boilerplate is left out; each line of it is a paragraph.

    Returns
    -------
    tuple[Sentence, ...]
        In the order of the text; the place and agency at the head of a report are left out.
    """
    found: list[Sentence] = []
    paragraph = -1
    for line in _LINE.finditer(article.text):
        if not line.group().strip() or _is_boilerplate(article, line.start(), line.end()):
            continue
        paragraph += 1
        begin = line.start()
        head = _DATELINE.match(line.group())
        if head and head.end() < len(line.group()):
            begin += head.end()
        for start, end in _cuts(article.text, begin, line.end()):
            if not _is_boilerplate(article, start, end):
                found.append(Sentence(start, end, article.text[start:end], paragraph))
    return tuple(found)


def _cuts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the spans of sentences of one paragraph, without the blanks around them."""
    start = begin
    for mark in _END.finditer(text, begin, end):
        if _SHORT.search(text, max(start, mark.end() - 8), mark.end()):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        cut = min(end, start + LONGEST)
        yield start, cut
        start = cut


def _is_boilerplate(article: Article, start: int, end: int) -> bool:
    return span_at(article.boilerplate, (start + end) // 2) is not None
