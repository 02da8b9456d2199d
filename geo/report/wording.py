"""The fixed words of a report, from ``texts.toml``; days, numbers and names as it writes them."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from geo.dates import DateSpan, day_in_words
from geo.prose.phrasing import WHOLE_KM2
from geo.records import Place

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def text(key: str, **values: object) -> str:
    """
    Fill one of the fixed texts.

    Parameters
    ----------
    key
        Group and key, such as ``events.day``; a key of no group as it is.
    values
        What stands in its braces; values are never read as a form again.
    """
    form = _form(key)
    return PLACEHOLDER.sub(lambda hit: str(values[hit[1]]), str(form))


def texts(key: str) -> tuple[str, ...]:
    """Give a fixed text that has several paragraphs."""
    return tuple(_form(key))


def in_language(names: Mapping[str, str], lang: str) -> str:
    """Give the name in a language, in English, or the first of all."""
    return names.get(lang) or names.get("en") or next(iter(names.values()))


def area(km2: float) -> str:
    """
    Write an area without its unit, rounded as the days in words round it.

    Examples
    --------
    >>> area(1808.6), area(9.94), area(0.0)
    ('1,809', '9.9', '0')
    """
    if km2 >= WHOLE_KM2 - 0.05:
        return f"{km2:,.0f}"
    return f"{km2:.1f}" if km2 >= 0.05 else "0"  # noqa: PLR2004 - below it rounds to nought


def span_in_words(span: DateSpan) -> str:
    """
    Write a span of days as English reports do.

    Examples
    --------
    >>> from geo.dates import read_edtf
    >>> span_in_words(read_edtf("2020-11-25")), span_in_words(read_edtf("2020-11"))
    ('25 November 2020', 'November 2020')
    >>> span_in_words(read_edtf("[2020-10-14..2020-10-15]"))
    'between 14 October 2020 and 15 October 2020'
    """
    if re.fullmatch(r"\d{4}", span.edtf):
        return span.edtf
    if month := re.fullmatch(r"(\d{4})-(\d{2})", span.edtf):
        return f"{calendar.month_name[int(month[2])]} {month[1]}"
    first, last = span.start, span.last
    if first and last:
        said = {"first": day_in_words(first), "last": day_in_words(last)}
        return said["first"] if first == last else text("reference.between", **said)
    if last:
        return text("reference.until", last=day_in_words(last))
    return text("reference.after", first=day_in_words(first)) if first else text("unknown")


def short_day(day: date | None) -> str:
    """Write a day as narrow columns have it, ``5 Nov 2020``, kept on one line."""
    if day is None:
        return text("unknown")
    return f"{day.day}\u00a0{calendar.month_abbr[day.month]}\u00a0{day.year}"


def place_name(place: Place | None, lang: str) -> str:
    """Give a place's name; a dash where there is none."""
    return place.label(lang) if place else text("unknown")


def _form(key: str) -> Any:
    form: Any = _read()
    for part in key.split("."):
        form = form[part]
    return form


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("geo.report") / "texts.toml").read_text("utf-8"))
