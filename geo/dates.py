"""
Days, as sources give them: spans in EDTF (ISO 8601-2), half-open days inside.

A date is a span of days until it is proven a day.  This module knows days and nothing of
articles or places.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from geo.errors import DateError

ONE_DAY = timedelta(days=1)
_DAY = r"\d{4}-\d{2}-\d{2}"
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_SET = re.compile(rf"\[({_DAY})?\.\.({_DAY})?\]")
_THROUGH = re.compile(r"([^/]+)/([^/]+)")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """
    The days on which something may have happened, or through which it lasted.

    Attributes
    ----------
    edtf
        As written in the case.
    start
        First day of the span; None when it is open.
    end
        First day after the span; None when it is open.
    throughout
        True for ``a/b``, a state that lasts through the span; False for one event on
        some day of it.
    """

    edtf: str
    start: date | None
    end: date | None
    throughout: bool = False

    @property
    def last(self) -> date | None:
        """The last day of the span, or None when it is open."""
        return None if self.end is None else self.end - ONE_DAY

    @property
    def is_one_day(self) -> bool:
        """Whether the span is proven a day."""
        return self.start is not None and self.start + ONE_DAY == self.end

    def __str__(self) -> str:
        """Give the span as the case writes it."""
        return self.edtf


@lru_cache(maxsize=10_000)
def read_edtf(text: str) -> DateSpan:
    """
    Read one of the forms of EDTF that a case may use.

    Parameters
    ----------
    text
        ``2020-11-25``, ``2020-11``, ``2020``, ``[..2020-11-30]``, ``[2020-10-14..2020-10-15]``,
        ``[2020-11-15..]``, ``2020-11-15/..``, ``../2020-12-01`` or ``2020-11-10/2020-12-01``.

    Returns
    -------
    DateSpan
        The span of days.

    Raises
    ------
    DateError
        The text has another form, names a day that does not exist, or ends before it starts.

    Notes
    -----
    Library of Congress, Extended Date/Time Format Specification (2019), levels 0 to 2:
    "Extended Interval" and "One of a set".  The forms are those in which reports give days;
    "about" is kept apart, in a claim's ``roughly``.

    Examples
    --------
    >>> read_edtf("[..2020-11-30]").last
    datetime.date(2020, 11, 30)
    >>> read_edtf("2020-11").start, read_edtf("2020-11").last
    (datetime.date(2020, 11, 1), datetime.date(2020, 11, 30))
    """
    try:
        start, last, throughout = _bounds(text)
    except ValueError as error:
        raise DateError(f"{text!r} is not a day or a span of days: {error}") from error
    if start is not None and last is not None and last < start:
        raise DateError(f"{text!r} ends before it starts")
    return DateSpan(text, start, None if last is None else last + ONE_DAY, throughout)


def read_day(text: str) -> date:
    """
    Read one plain day, as in ``2020-11-25``.

    Raises
    ------
    DateError
        The text is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DateError(f"{text!r} is not a day: {error}; write it as 2020-11-25") from error


def day_in_words(day: date) -> str:
    """
    Write a day as English reports do.

    Examples
    --------
    >>> day_in_words(date(2020, 11, 5))
    '5 November 2020'
    """
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _bounds(text: str) -> tuple[date | None, date | None, bool]:
    if one_of := _SET.fullmatch(text):
        first, last = (date.fromisoformat(day) if day else None for day in one_of.groups())
        if first is None and last is None:
            raise ValueError("it names no day")
        return first, last, False
    if through := _THROUGH.fullmatch(text):
        first_text, last_text = through.groups()
        start = None if first_text == ".." else _unit(first_text)[0]
        last = None if last_text == ".." else _unit(last_text)[1]
        if start is None and last is None:
            raise ValueError("it names no day")
        return start, last, True
    return *_unit(text), False


def _unit(text: str) -> tuple[date, date]:
    if re.fullmatch(_DAY, text):
        day = date.fromisoformat(text)
        return day, day
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        if not 1 <= number <= 12:  # noqa: PLR2004 - months of the year
            raise ValueError("month must be in 1..12")
        return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    if whole := _YEAR.fullmatch(text):
        return date(int(whole[1]), 1, 1), date(int(whole[1]), 12, 31)
    raise ValueError("write it as 2020-11-25, 2020-11, [..2020-11-30] or 2020-11-15/..")
