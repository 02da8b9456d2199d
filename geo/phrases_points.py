"""
Days, months and years as English reports write them, each as the span of days it names.

Relations such as "by" and "since" are not read here.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

WEEK = 7
DECEMBER = 12
LAST_OF_MONTH = 31
FIRST_YEAR, LAST_YEAR = 1800, 2199
SATURDAY = 5
HOURS = 24
HALF_YEAR = 183


@dataclass(frozen=True, slots=True)
class Point:
    """
    Words that name days.

    Attributes
    ----------
    first, last
        The days they name, both included.
    edtf
        With the precision of the words.
    needs_preposition
        Whether the words alone may mean something else ("May", "1992").
    sure
        Whether they are a date all the same.
    """

    start: int
    end: int
    first: date
    last: date
    edtf: str
    needs_preposition: bool = False
    sure: bool = False
    roughly: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the words name one day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text and what its dates are read against."""

    text: str
    published: date | None
    year: int | None


@cache
def table(name: str) -> dict[str, Any]:
    """Give one table of ``phrases.toml``."""
    tables = tomllib.loads(files("geo").joinpath("phrases.toml").read_text("utf-8"))
    found: dict[str, Any] = tables[name]
    return found


def find_points(text: str, published: date | None) -> tuple[Point, ...]:
    """Give the words that name days, in the order of the text, none over another."""
    years = {int(year) for year in re.findall(rf"(?:{_MONTH}) (?:\d{{1,2}}, )?(\d{{4}})\b", text)}
    asked = _Asked(text, published, years.pop() if len(years) == 1 else None)
    found: list[Point] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(point.start < match.end() and match.start() < point.end for point in found):
                continue
            point = read(asked, match)
            if point is not None:
                found.append(point)
    found.sort(key=lambda point: point.start)
    return _with_told(asked, found)


def _with_told(asked: _Asked, found: list[Point]) -> tuple[Point, ...]:
    """Add "the following day" and its like, read against the day named last before."""
    told = []
    for match in _TOLD.finditer(asked.text):
        if any(point.start < match.end() and match.start() < point.end for point in found):
            continue
        earlier = [point for point in found if point.end <= match.start() and point.is_day]
        base = earlier[-1].first if earlier else asked.published
        if base is not None:
            day = base + timedelta(days=table("told")[match[0].casefold()])
            told.append(_day(match, day))
    return tuple(sorted([*found, *told], key=lambda point: point.start))


def _day(match: re.Match[str], day: date) -> Point:
    return Point(match.start(), match.end(), day, day, day.isoformat(), sure=True)


def _span(match: re.Match[str], first: date, last: date) -> Point:
    if first == last:
        return _day(match, first)
    return Point(match.start(), match.end(), first, last, f"[{first}..{last}]", sure=True)


def _iso(_: _Asked, match: re.Match[str]) -> Point | None:
    try:
        return _day(match, date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def _month_day(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "November 10, 2020", "10 November", "November 14-15", "14 and 15 November"."""
    parts = match.groupdict()
    month = table("months")[parts["month"].rstrip(".")]
    first, last = int(parts["day"]), int(parts["to"] or parts["day"])
    year = int(parts["year"]) if parts["year"] else _year(asked, month, first)
    if year is None:
        return None
    try:
        return _span(match, date(year, month, first), date(year, month, last))
    except ValueError:
        return None


def _year(asked: _Asked, month: int, day: int = 15) -> int | None:
    """Give the year that brings a day nearest to the day of publication."""
    if asked.published is None:
        return asked.year
    published = asked.published
    choices = []
    for year in (published.year - 1, published.year, published.year + 1):
        last = calendar.monthrange(year, month)[1]
        choices.append((abs((date(year, month, min(day, last)) - published).days), year))
    return min(choices)[1]


def _month(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "November", "mid-November", "the end of November 2020", "last November"."""
    parts = match.groupdict()
    month = table("months")[parts["month"].rstrip(".")]
    year = int(parts["year"]) if parts["year"] else _year(asked, month)
    which = (parts["which"] or "").casefold().strip()
    if year is not None and asked.published and which in {"last", "next"} and not parts["year"]:
        year = _year_beside(asked.published, month, which)
    if asked.published and parts["side"]:
        year = asked.published.year + {"last": -1, "this": 0, "next": 1}[parts["side"].casefold()]
    if year is None:
        return None
    end = calendar.monthrange(year, month)[1]
    if part := (parts["part"] or "").casefold().strip(" -"):
        low, high = (min(day, end) for day in table("parts")[part])
        span = _span(match, date(year, month, low), date(year, month, high))
        return replace(span, roughly=low != high)
    return Point(
        match.start(),
        match.end(),
        date(year, month, 1),
        date(year, month, end),
        f"{year}-{month:02}",
        needs_preposition=True,
        sure=bool(parts["year"] or which or parts["side"]),
    )


def _year_beside(published: date, month: int, which: str) -> int:
    if which == "last":
        return published.year if month < published.month else published.year - 1
    return published.year if month > published.month else published.year + 1


def _weekday(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "on Tuesday": the last one, or the next one after words of the future."""
    if asked.published is None:
        return None
    target = table("weekdays")[match["weekday"]]
    back = (asked.published.weekday() - target) % WEEK
    which = (match["which"] or "").casefold().strip()
    if which == "last":
        return _day(match, asked.published - timedelta(days=back or WEEK))
    ahead = (target - asked.published.weekday()) % WEEK
    if which in {"next", "coming", "this coming"}:
        return _day(match, asked.published + timedelta(days=ahead or WEEK))
    if _is_future(asked.text[: match.start()]):
        return _day(match, asked.published + timedelta(days=ahead))
    return _day(match, asked.published - timedelta(days=back))


def _is_future(before: str) -> bool:
    """Whether the last words that tell a tense tell the future."""
    clause = re.split(r"[.;!?]", before)[-1].casefold()

    def latest(kind: str) -> int:
        spots = [
            match.end()
            for word in table("tense")[kind]
            for match in re.finditer(rf"\b{re.escape(word)}\b", clause)
        ]
        return max(spots, default=-1)

    return latest("future") > latest("past")


def _weekend(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "over the weekend": the last one, or the one that is on."""
    if asked.published is None:
        return None
    saturday = asked.published - timedelta(days=(asked.published.weekday() - SATURDAY) % WEEK)
    which = match["which"].casefold()
    if which == "last" and asked.published <= saturday + timedelta(days=1):
        saturday -= timedelta(days=WEEK)
    if which in {"next", "coming"} or (which == "the" and _is_future(asked.text[: match.start()])):
        saturday += timedelta(days=WEEK)
    return _span(match, saturday, saturday + timedelta(days=1))


def _near(asked: _Asked, match: re.Match[str]) -> Point | None:
    if asked.published is None:
        return None
    low, high = table("near")[match[0].casefold()]
    point = _span(
        match, asked.published + timedelta(days=low), asked.published + timedelta(days=high)
    )
    wants_word = match[0].casefold() == "now"
    return replace(point, needs_preposition=wants_word, sure=not wants_word)


def _this_unit(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "this month", "earlier this week", "last year", "next month"."""
    published = asked.published
    if published is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(
        match["which"].casefold(), 0
    )
    unit, side = match["unit"].casefold(), (match["side"] or "").casefold().strip()
    first, last, edtf = _unit(published, unit, step)
    if step == 0 and side == "earlier":
        return _span(match, min(first, published), published)
    if step == 0 and side == "later":
        return _span(match, published, last)
    if edtf:
        return Point(match.start(), match.end(), first, last, edtf, sure=True)
    return _span(match, first, last)


def _unit(day: date, unit: str, step: int) -> tuple[date, date, str]:
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=WEEK * step)
        return monday, monday + timedelta(days=WEEK - 1), ""
    if unit == "month":
        count = day.year * DECEMBER + day.month - 1 + step
        year, month = count // DECEMBER, count % DECEMBER + 1
        end = calendar.monthrange(year, month)[1]
        return date(year, month, 1), date(year, month, end), f"{year}-{month:02}"
    year = day.year + step
    return date(year, 1, 1), date(year, DECEMBER, LAST_OF_MONTH), str(year)


def _ago(asked: _Asked, match: re.Match[str]) -> Point | None:
    """Read "two days ago", "a week earlier", "within ten days", "in three weeks"."""
    published = asked.published
    if published is None:
        return None
    words = match["count"].casefold()
    count = int(words) if words.isdigit() else table("numbers")[words]
    unit = match["unit"].casefold().rstrip("s")
    ahead = bool(match["ahead"])
    if unit in {"hour", "day", "week"}:
        in_days = {"hour": (count + HOURS - 1) // HOURS, "day": count, "week": count * WEEK}
        days = timedelta(days=in_days[unit])
        day = published + days if ahead else published - days
        point = _day(match, day)
        rough = unit == "week" and count > 1
        if ahead:
            point = replace(point, edtf=f"[..{day}]")
        return replace(point, roughly=rough)
    if ahead:
        return None
    first, last, edtf = _unit(published, unit, -count)
    return Point(match.start(), match.end(), first, last, edtf, sure=True, roughly=True)


def _plain_year(_: _Asked, match: re.Match[str]) -> Point | None:
    first, last = int(match[1]), int(match[2] or match[1])
    if not FIRST_YEAR <= first <= LAST_YEAR or last < first:
        return None
    begin, end = date(first, 1, 1), date(last, DECEMBER, LAST_OF_MONTH)
    edtf = str(first) if first == last else f"{first}/{last}"
    return Point(match.start(), match.end(), begin, end, edtf, needs_preposition=True)


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(table(name), key=len, reverse=True))


_SHORT = r"\bJan|\bFeb|\bMar|\bApr|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec"
_MONTH = rf"(?:(?:{_any('months')})\b(?:(?<={_SHORT})\.|(?<=\bSept)\.)?)"
_YEAR = r"(?P<year>(?:19|20)\d{2})\b"
_PART = r"(?P<part>(?:" + _any("parts") + r")[ -])?"
_DAYS = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?:-|–| and | or | to )(?P<to>\d{1,2})(?:st|nd|rd|th)?)?"
)
_COUNT = rf"(?P<count>\d{{1,3}}|{_any('numbers')})"
_WHICH = r"(?P<which>(?:last|next|this coming|coming|this) )?"
_READERS: tuple[tuple[re.Pattern[str], Callable[[_Asked, re.Match[str]], Point | None]], ...] = (
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), _iso),
    (
        re.compile(rf"\b(?P<month>{_MONTH}) {_DAYS}(?!\d|[,.]\d{{3}}\b)(?:,? {_YEAR})?"),
        _month_day,
    ),
    (
        re.compile(rf"(?<![\d.,]){_DAYS}(?: of)? (?P<month>{_MONTH})(?:,? {_YEAR})?"),
        _month_day,
    ),
    (
        re.compile(
            rf"\b(?i:{_PART}){_WHICH}(?P<month>{_MONTH})"
            rf"(?:(?:,| of)? {_YEAR}| (?P<side>last|this|next) year)?"
        ),
        _month,
    ),
    (re.compile(rf"\b(?i:{_WHICH})(?P<weekday>{_any('weekdays')})\b"), _weekday),
    (
        re.compile(
            r"(?i)\b(?P<side>earlier |later )?(?P<which>this|last|next|past|previous|coming) "
            r"(?P<unit>week|month|year)\b"
        ),
        _this_unit,
    ),
    (re.compile(r"(?i)\b(?P<which>the|this|last|next|coming) weekend\b"), _weekend),
    (re.compile(rf"(?i)\b(?:{_any('near')})\b"), _near),
    (
        re.compile(
            r"(?i)\b(?:(?P<ahead>within |in (?=\S+ (?:days|weeks)\b(?! ago)))(?:the next )?)?"
            rf"{_COUNT} "
            r"(?P<unit>hours?|days?|weeks?|months?|years?)(?(ahead)\b| (?:ago|earlier|before)\b)"
        ),
        _ago,
    ),
    (
        re.compile(
            r"(?:(?<=in )|(?<=In )|(?<=since )|(?<=Since )|(?<=of )|(?<=by )|(?<=until )|(?<=from )"
            r"|(?<=during )|(?<=before )|(?<=after )|(?<=between )|(?<=to )|(?<=and ))"
            r"((?:18|19|20)\d{2})(?:[-–]((?:18|19|20)\d{2}))?(?![\d,.]\d|[\w%])"
        ),
        _plain_year,
    ),
)
_TOLD = re.compile(rf"(?i)\b(?:{_any('told')})\b")
