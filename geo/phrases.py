"""
Date phrases of an article, read against its day of publication.

The words are those of ``phrases.toml``.  A phrase keeps the precision of its words: a month stays
a month, and where the year or the day of publication is wanting and nothing gives it, there is no
phrase.  This module knows English dates and nothing of places or claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from geo.phrases_points import Point, find_points, table

SPACES_BETWEEN = 3
LOOK_BACK = 40
WEEK, NO_DAY = timedelta(days=7), timedelta()
_RANGE = re.compile(r"\.\.\d|/\d")
_TIME = re.compile(
    r"(?i)\s(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?|midnight|noon|dawn|late|early)"
    r"(?: (?:local time|GMT))?(?: on)?\s$"
)


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """
    A stretch of text that gives a day or a span of days.

    Attributes
    ----------
    start, end
        Offsets, with the preposition.
    edtf
        In one of the forms of ``geo.dates.read_edtf``: ``on`` is a day, a month, a year or
        ``[A..B]``; ``by`` is ``[..D]``, ``from`` is ``D/..``, ``until`` is ``../D`` and
        ``between`` is ``[A..B]``, or ``A/B`` for "from A to B".
    relation
        ``on``, ``by``, ``from``, ``until`` or ``between``.
    roughly
        Whether the text says "about" or the like.
    """

    start: int
    end: int
    edtf: str
    relation: str
    roughly: bool


def find_dates(text: str, published: date | None, start: int = 0) -> tuple[DatePhrase, ...]:
    """
    Find the date phrases of a text.

    Parameters
    ----------
    text
        A sentence, or more.
    published
        The day against which "on Tuesday" or "November 10" is read; None leaves out what
        cannot be read without.
    start
        Added to the offsets.

    Returns
    -------
    tuple of DatePhrase
        In the order of the text, none over another.

    Examples
    --------
    >>> [found.edtf for found in find_dates("due by the end of November", date(2020, 11, 16))]
    ['[..2020-11-30]']
    """
    points = find_points(text, published)
    found = []
    number = 0
    while number < len(points):
        phrase, used = _phrase(text, points, number)
        number += used
        if phrase is not None:
            found.append(
                DatePhrase(
                    phrase.start + start,
                    phrase.end + start,
                    phrase.edtf,
                    phrase.relation,
                    phrase.roughly,
                )
            )
    return tuple(found)


def _phrase(text: str, points: tuple[Point, ...], number: int) -> tuple[DatePhrase | None, int]:
    """Read the phrase that begins with a point, and say how many points it takes."""
    point = points[number]
    begin, relation, word, roughly = _relation(text, point.start)
    if number + 1 < len(points):
        other = points[number + 1]
        joint = text[point.end : other.start].strip().casefold()
        first_word = text[begin : point.start].strip().casefold()
        if joint in {"and", "to", "until", "till", "through", "-", "–"} and (
            first_word in {"between", "from"} or joint in {"to", "-", "–", "through"}
        ):
            sets = first_word == "between"
            last = other.last + WEEK if -WEEK < other.last - point.first < NO_DAY else other.last
            edtf = _range(point.first, last, lasting=not sets)
            return DatePhrase(begin, other.end, edtf, "between", roughly), 2
    begin, relation = _with_time(text, begin, relation)
    return _single(point, begin, relation, word, roughly=roughly), 1


def _single(
    point: Point, begin: int, relation: str, word: str, *, roughly: bool
) -> DatePhrase | None:
    edtf = point.edtf
    if point.needs_preposition and not word and not point.sure:
        return None
    if relation == "by":
        last = point.first - timedelta(days=1) if word == "before" and not point.is_day else None
        edtf = f"[..{last or point.last}]"
    elif relation == "from" and not point.roughly and _RANGE.search(point.edtf):
        return DatePhrase(begin, point.end, f"{point.first}/{point.last}", "between", roughly)
    elif relation == "from":
        edtf = f"{point.first}/.."
        if word == "after" and point.is_day:
            edtf = f"[{point.first + timedelta(days=1)}..]"
    elif relation == "until":
        edtf = f"../{point.last}"
    elif edtf.startswith("[.."):
        relation = "by"  # "within ten days"
    return DatePhrase(begin, point.end, edtf, relation, roughly or point.roughly)


def _range(first: date, last: date, *, lasting: bool) -> str:
    if last < first:
        first, last = last, first
    return f"{first}/{last}" if lasting else f"[{first}..{last}]"


def _relation(text: str, begin: int) -> tuple[int, str, str, bool]:
    """Give where a phrase begins, its relation and word, and whether it says "about"."""
    roughly = False
    while match := _last_word(text, begin, tuple(table("roughly")["words"])):
        begin, _ = match
        roughly = True
    for relation, word in _relation_words():
        if match := _last_word(text, begin, (word,)):
            begin = match[0]
            if again := _last_word(text, begin, tuple(table("roughly")["words"])):
                begin, roughly = again[0], True
            return begin, relation, word, roughly
    if match := _last_word(text, begin, ("between",)):
        return match[0], "between", "between", roughly
    return begin, "on", "", roughly


def _with_time(text: str, begin: int, relation: str) -> tuple[int, str]:
    """Take in the time of day: "until 6 pm on Monday" is until Monday."""
    time = _TIME.search(text[max(0, begin - LOOK_BACK) : begin])
    if relation != "on" or time is None:
        return begin, relation
    start = begin - (time.end() - time.start()) + 1
    for name in ("by", "until", "from"):
        if match := _last_word(text, start, tuple(table("relations")[name])):
            return match[0], name
    return begin, relation


@cache
def _relation_words() -> tuple[tuple[str, str], ...]:
    pairs = [(name, word) for name, group in table("relations").items() for word in group]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[1]), pair)))


def _last_word(text: str, begin: int, words: tuple[str, ...]) -> tuple[int, str] | None:
    """Give where one of the words stands right before an offset."""
    before = text[max(0, begin - LOOK_BACK) : begin]
    match = _at_end(words).search(before)
    if match is None:
        return None
    return begin - (len(before) - match.start()), match[1]


@cache
def _at_end(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b({'|'.join(map(re.escape, words))})\s{{1,{SPACES_BETWEEN}}}$")
