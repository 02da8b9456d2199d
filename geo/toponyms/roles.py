"""What a named place is in its sentence: where, who speaks, where from, where to, background."""

from __future__ import annotations

import re

from geo.toponyms.scan import Hit
from geo.toponyms.words import words

CAPITALS_AND_STATES = frozenset({"country", "city"})
_NEXT = re.compile(
    r"(?:'s)?(?: (?:on|last) [A-Z][a-z]+)?(?: (?:has|had|have|also|later|then|earlier))?"
    r"(?: (?:repeatedly|previously|long|already))? ([a-z]+)"
)


def role_of(plain: str, hit: Hit, kind: str) -> str:
    """
    Give the role of a place in its sentence.

    Parameters
    ----------
    plain
        The text in plain form.
    kind
        Of the chosen place: only capitals and states speak.
    """
    before = plain[max(0, hit.start - 60) : hit.start]
    sentence = before[before.rfind(". ") + 1 :]
    low = re.sub(r"\bthe $", "", sentence.casefold()).rstrip()
    if kind in CAPITALS_AND_STATES and _speaks(plain, hit, low):
        return "speaker"
    if any(low.endswith(f" {word}") or low == word for word in words("roles", "background")):
        return "background"
    moving = words("roles", "not_moving") & set(re.findall(r"[a-z]+", low[-40:]))
    for role in ("origin", "destination"):
        endings = words("roles", role)
        if any(low.endswith(f" {word}") for word in endings) and not moving:
            return role
    return "location"


def _speaks(plain: str, hit: Hit, low: str) -> bool:
    if any(low.endswith(word) for word in words("roles", "by_word_of")):
        return True
    if low.endswith((" in", " at", " near", " from", " to", " of", " into")):
        return False
    match = _NEXT.match(plain, hit.last)
    if match is None:
        return False
    return match[1] in words("roles", "says")


def is_dateline(text: str, hit: Hit) -> bool:
    """Whether the name stands where a report says where it was filed: "MOSCOW, Nov 11 -"."""
    line = text.rfind("\n", 0, hit.start) + 1
    shouted = text[hit.start : hit.end].isupper()
    if hit.start - line > len("(Reuters) "):
        return False
    rest = text[hit.end : hit.end + 50].split("\n", maxsplit=1)[0]
    return bool(re.match(r"[^.\n]{0,40}?(?:—|–|--| - |\. /)", rest)) and (
        shouted or bool(re.match(r"(?:, [A-Z]\w+)? ?[(—–-]", rest))
    )
