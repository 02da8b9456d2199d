"""
What in an article is no prose: navigation, captions, credits, share links, notices.

Lines are known by the patterns of ``boilerplate.toml``.  This module knows lines and nothing of
what an article says.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LONGEST = 600  # characters: a longer line is prose
_PERSON_DAY = re.compile(r"\bon (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}\.?$")
_SHOWS = re.compile(
    r"\b(?:speaks|attends|walks?|rides?|stands?|poses?|shows?|patrols?|drives?|sits?|gather|holds?"
    r"|looks?|waves?|arrives?|is seen|are seen)\b"
)
_CREDIT_IN_LINE = re.compile(
    r"[(\[](?:Photo|Image|Picture|File [Pp]hoto|Video)s?\b[^)\]\n]{0,80}[)\]]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that is not the article's prose, and why; end is the first after."""

    start: int
    end: int
    reason: str


def find_boilerplate(text: str) -> tuple[Span, ...]:
    """
    Give the lines of a text that are no prose, in order.

    Examples
    --------
    >>> [span.reason for span in find_boilerplate("News  /  Turkey")]
    ['navigation']
    """
    return tuple(_spans(text))


def span_at(spans: Sequence[Span], offset: int) -> Span | None:
    """Give which of some spans in order, none over another, holds an offset."""
    number = bisect_right(spans, offset, key=lambda span: span.start)
    return spans[number - 1] if number and offset < spans[number - 1].end else None


def find_publisher(text: str) -> str:
    """Give the publisher or agency that a text names as its own, or an empty string."""
    table: dict[str, list[str]] = _data()["publishers"]
    for publisher, patterns in table.items():
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns):
            return publisher
    return ""


def _spans(text: str) -> Iterator[Span]:
    earlier: set[str] = set()
    for line in re.finditer(r"[^\r\n]+", text):
        words = line[0].strip()
        if not words or len(words) > LONGEST:
            continue
        reason = _reason(words)
        if not reason and words in earlier:
            reason = "repeated line"
        earlier.add(words)
        start = line.start() + line[0].index(words)
        if reason:
            yield Span(start, start + len(words), reason)
        else:
            yield from (
                Span(line.start() + credit.start(), line.start() + credit.end(), "credit")
                for credit in _CREDIT_IN_LINE.finditer(line[0])
            )


def _reason(words: str) -> str:
    for reason, pattern in _patterns():
        if pattern.match(words):
            return reason
    return "caption" if _PERSON_DAY.search(words) and _SHOWS.search(words) else ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (group["reason"], re.compile(f"{pattern}", re.IGNORECASE))
        for group in _data()["line"]
        for pattern in group["patterns"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("boilerplate.toml").read_text("utf-8"))
