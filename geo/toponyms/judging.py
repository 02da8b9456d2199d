"""
Judge whether a name in a text stands for a place there, from the words around it.

Each sign for or against adds to a score; the reasons say which.  This module knows nothing of
which place is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from geo.toponyms.folding import flat
from geo.toponyms.scan import Hit
from geo.toponyms.words import common_words, generics, words

ENOUGH = 1.5
GENERIC = 2.4
AGAINST = -0.5
CASED = 0.5  # an ending of a name within a sentence
LARGE_CITY = 100_000
SHORT_ACRONYM = 3
METROPOLIS = 200_000
MILLION = 1_000_000
_LAST_WORDS = re.compile(r"(?:((?:[^\W\d_]|')+)([ ,]+))?((?:[^\W\d_]|')+) $")
_TAKEN = re.compile(
    r" (?:was|were|is|has been|had been|have been) (?:now |also |then |later )?"
    r"(?:liberated|captured|recaptured|retaken|seized|shelled|bombed|evacuated|occupied|taken|handed|ceded)\b"
)
_JOINT = re.compile(r"(?:,|,? (?:and|or|и|или|та|і|й|або|և|ու|կամ)) $")
_TITLE = re.compile(r"(?: [A-Z][a-z']+){1,3} ([A-Z][a-z]+)\b(?! [A-Z])")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_APPOSITION = re.compile(
    r", (?:a|an|the|another) (?:[a-z]+ ){0,3}"
    r"(?:town|village|city|settlement|district|province|port)\b"
)
_SENTENCE = re.compile(r"(?:^|[.!?:\"“”\n])\s*$")
_PLACES = {"GPE", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class View:
    """
    A text with its plain form, its hits by where they start and end, and named entities.

    Attributes
    ----------
    words
        The words of the plain form, where a name may stand with an ending.
    """

    text: str
    plain: str
    starts: dict[int, Hit]
    ends: dict[int, Hit]
    entities: tuple[tuple[int, int, str], ...]
    parsed: bool
    persons: frozenset[str]
    words: frozenset[str]
    _last_words: dict[int, re.Match[str] | None] = field(default_factory=dict)

    def last_words(self, start: int) -> re.Match[str] | None:
        """Give the two words, or the one, that end right before a place of the text."""
        if start not in self._last_words:
            self._last_words[start] = _LAST_WORDS.search(self.plain, max(0, start - 40), start)
        return self._last_words[start]


def view_of(text: str, hits: list[Hit], doc: Any = None, *, plain: str = "") -> View:
    """Prepare a text for judging; ``plain`` is its plain form, where it is at hand."""
    plain = plain or flat(text)
    entities: tuple[tuple[int, int, str], ...] = ()
    if doc is not None:
        entities = tuple((e.start_char, e.end_char, e.label_) for e in doc.ents)
    starts = {hit.start: hit for hit in hits}
    ends = {hit.last: hit for hit in hits} | {hit.end: hit for hit in hits}
    cased = any(hit.cased for hit in hits)
    used = frozenset(re.findall(r"[^\W\d_]+", plain)) if cased else frozenset[str]()
    view = View(text, plain, starts, ends, entities, doc is not None, frozenset(), used)
    persons = {
        plain[hit.start : hit.end] for hit in hits if _is_person(view, hit) and not _famous(hit)
    }
    return replace(view, persons=frozenset(persons))


def judge(view: View, hit: Hit) -> float:
    """Give how much speaks for a place; ``ENOUGH`` and more is one."""
    if not hit.senses:
        return ENOUGH + 0.2 if hit.generic else ENOUGH
    name = view.plain[hit.start : hit.end]
    if _is_adjective(view, hit) or (hit.cased and name.casefold() in view.words):
        return 0.0
    score = _standing(hit, name)
    score += GENERIC if hit.generic else 0.0
    score += CASED if hit.cased and not _SENTENCE.search(view.text, 0, hit.start) else 0.0
    score += _before(view, hit) + _after(view, hit) + _entity(view, hit)
    if name in view.persons and not _follows_locative(view, hit):
        score -= 2.0
    return score


def speaks_against(view: View, hit: Hit) -> bool:
    """Tell whether the words beside a name make it part of another: "China Daily"."""
    return _before(view, hit) + _after(view, hit) < AGAINST


def _is_adjective(view: View, hit: Hit) -> bool:
    """Tell "US troops" from "in the US"."""
    if view.text[hit.start : hit.end] not in words("around", "adjectives"):
        return False
    if view.text[hit.end : hit.end + 1] == "$":
        return True
    after = re.match(r"[. ]{0,2}([a-z]+|[A-Z][a-z]+)", view.text[hit.end : hit.end + 30])
    if after is None or view.text[hit.end : hit.end + 1] == "'" or after[1].endswith("ed"):
        return False
    plain = words("around", "free") | words("roles", "says") | words("around", "verbs")
    return after[1].casefold() not in plain


def _standing(hit: Hit, name: str) -> float:
    """Give how well known the best-known place of the name is."""
    best = max(_fame(sense.entry, main=sense.main) for sense in hit.senses)
    if name.casefold() in words("around", "unlikely"):
        best -= 2.0  # "Azeri" is no village
    if hit.loose:
        best -= 0.5
    if " " in name and name.rsplit(" ", 1)[1].casefold() in generics():
        best += 1.5  # "Kherson Oblast" says itself what it is
    known = any(s.entry.kind in {"country", "continent"} and s.main for s in hit.senses)
    if name.casefold() in common_words() and not known:
        best -= 1.0 if any(s.entry.population >= METROPOLIS for s in hit.senses) else 2.5
    if len(name) <= SHORT_ACRONYM and name.isupper() and not known:
        best -= 1.0
    return best


def _fame(entry: Any, *, main: bool) -> float:
    if entry.own:
        return 1.2 if entry.kind == "village" else 3.0
    if entry.kind in {"country", "continent"}:
        return 3.0 if main else 2.0
    if entry.kind in {"region", "area", "lake", "sea"}:
        return 2.2 if main else 0.8
    if entry.population >= LARGE_CITY:
        return 2.0
    return {"city": 1.5, "town": 0.8}.get(entry.kind, 0.1) - (0.0 if main else 0.3)


def _famous(hit: Hit, *kinds: str) -> bool:
    """Whether the name is a case's, or a country's or unit's, or of the kinds given."""
    wanted = set(kinds or ("country", "continent", "region"))
    return any(s.entry.own or (s.main and s.entry.kind in wanted) for s in hit.senses)


def _known(hit: Hit) -> bool:
    """Whether the name is well known as a place."""
    return _famous(hit) or any(s.entry.population >= MILLION for s in hit.senses if s.main)


def _before(view: View, hit: Hit) -> float:
    """Weigh what stands before the name."""
    match = view.last_words(hit.start)
    if match is None:
        return 0.0
    word = match[3]
    low = word.casefold()
    if word[0].isupper() and low in words("around", "compass") and not _famous(hit, "country"):
        return -1.0
    if _follows_locative(view, hit):
        return 1.2
    if low in words("around", "particles"):
        return -2.5
    if low == "of" and match[1] and match[1].casefold() in words("around", "of_body"):
        return -1.5
    return _capital_before(view, hit, match) if word[0].isupper() else 0.0


def _capital_before(view: View, hit: Hit, match: re.Match[str]) -> float:
    """Weigh a capitalised word right before the name."""
    low = match[3].casefold()
    if low in words("around", "person"):
        return -2.5
    if low in words("around", "free") or view.ends.get(hit.start - 1) is not None:
        return 0.0
    start = match.start(3)
    starts_sentence = _SENTENCE.search(view.text, max(0, start - 12), start)
    if starts_sentence and low in common_words():
        return 0.0
    return -0.8 if _famous(hit) else -2.2


def _follows_locative(view: View, hit: Hit) -> bool:
    joint = _JOINT.search(view.plain, max(0, hit.start - 12), hit.start)
    before = view.ends.get(joint.start()) if joint else None
    if before is not None and before.start < hit.start:
        return _follows_locative(view, before)  # "in Orrin and Lund"
    match = view.last_words(hit.start)
    if match is None:
        return False
    one = match[3].casefold()
    if one == "the" and match[1]:
        one = match[1].casefold()
    two = f"{match[1]} {match[3]}".casefold() if match[1] else ""
    known = words("around", "locative")
    return one in known or two in known


def _after(view: View, hit: Hit) -> float:
    """Weigh what stands after the name."""
    score = 0.0
    container = view.starts.get(hit.last + 2)
    if view.plain[hit.last : hit.last + 2] == ", " and container and _contains(container, hit):
        score += 2.0
    if _APPOSITION.match(view.plain, hit.last):
        score += 1.5
    if _TAKEN.match(view.plain, hit.last):
        score += 1.2
    match = _NEXT_WORD.match(view.plain, hit.last)
    if match is not None and match[1] in words("roles", "says") and not _known(hit):
        score -= 1.2
    if match is None or view.text[hit.last : hit.last + 1] in ".,;:":
        return score
    return score + _before_word(view, hit, match)


def _before_word(view: View, hit: Hit, match: re.Match[str]) -> float:
    """Weigh the word right after the name."""
    word, low = match[1], match[1].casefold()
    is_name = _is_surname(word) and match.start(1) not in view.starts
    if is_name and not _follows_locative(view, hit):
        return -3.0
    if low in words("around", "body") and word[0].isupper():
        return -2.5
    title = _TITLE.match(view.plain, hit.last)
    if title and title[1].casefold() in words("around", "body"):
        return -2.0  # "Sudan People's Liberation Army"
    if word[0].isupper() and low not in words("around", "free") | words("around", "person"):
        follower = view.starts.get(match.start(1))
        if follower is None or (not _famous(hit) and not _famous(follower)):
            return -0.8 if _famous(hit) else -2.0
    return 0.0


def _is_surname(word: str) -> bool:
    """Whether a word ends as surnames do, after three letters or more."""
    endings = tuple(words("around", "surname_endings"))
    return word[0].isupper() and word[3:].casefold().endswith(endings)


def _contains(container: Hit, hit: Hit) -> bool:
    outer = {s.entry.unit or s.entry.country for s in container.senses if not _is_town(s.entry)}
    outer |= {s.entry.country for s in container.senses if s.entry.kind == "country"}
    return any(s.entry.country in outer or s.entry.unit in outer for s in hit.senses)


def _is_town(entry: Any) -> bool:
    return entry.kind in {"city", "town", "village"}


def _is_person(view: View, hit: Hit) -> bool:
    """Whether this mention is part of a person's name: "George Washington", "Mr Jordan"."""
    if any(label == "PERSON" and first < hit.start < last for first, last, label in view.entities):
        return True
    return _before(view, hit) <= -0.8 and not hit.generic  # noqa: PLR2004 - a name, or a title


def _entity(view: View, hit: Hit) -> float:
    """Weigh what a parser takes the name for."""
    if not view.parsed:
        return 0.0
    for first, last, label in view.entities:
        if first < hit.end and hit.start < last:
            if label in _PLACES:
                return 1.3
            if label == "PERSON":
                return -0.5 if _famous(hit) else -2.0
            if label == "ORG":
                return -1.5 if last > hit.last or first < hit.start - 4 else -0.3
            return -0.5 if label in {"NORP", "DATE", "EVENT", "WORK_OF_ART", "LAW"} else 0.0
    return -0.3
