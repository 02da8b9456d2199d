"""
A spaCy attribute ruler that remembers what it says of a word, which is most of its work.

Most of its patterns ask for one word's tag, role and letters; what they say of a word is the same
each time.  The few that ask for words in a row are tried where such words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

KNOWN = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
Pattern = dict[str, Any]
Found = tuple[int, int, int]  # key of a pattern, first word, the one after the last


def remember(ruler: AttributeRuler) -> None:
    """Let a ruler remember; one whose patterns ask for more than is known here stays as it is."""
    alone = [row[0] for row in _rows(ruler) if len(row) == 1]
    letters = [pattern["LOWER"] for pattern in alone if "LOWER" in pattern]
    words = {word for one in letters for word in _listed(one)}
    regexes = [one["REGEX"] for one in letters if isinstance(one, dict) and {*one} == {"REGEX"}]
    told = len(regexes) == sum(not _listed(one) for one in letters)
    if told and all(KNOWN.issuperset(pattern) for pattern in alone):
        ruler.matcher = _Remembering(ruler, words, regexes)  # type: ignore[assignment]


class _Remembering:
    """What an attribute ruler asks for matches."""

    def __init__(self, ruler: AttributeRuler, words: set[str], regexes: Iterable[str]) -> None:
        own = [re.compile(regex) for regex in regexes]
        strings = ruler.vocab.strings
        self._alone = _matcher(ruler, in_a_row=False)
        self._in_a_row = _matcher(ruler, in_a_row=True)
        self._needed = [_needed(ruler.vocab, row) for row in _rows(ruler) if len(row) > 1]
        self._said: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._is_asked_for = lru_cache(maxsize=100_000)(
            lambda lower: (
                str(strings[lower]) in words or any(r.search(str(strings[lower])) for r in own)
            )
        )

    def __call__(self, doc: Doc, *, allow_missing: bool, **_: object) -> list[Found]:
        found: list[Found] = []
        there = {key for token in doc for key in (token.lower, token.dep)}
        if any(needed is None or needed & there for needed in self._needed):
            found += self._in_a_row(doc, allow_missing=allow_missing)
        for token in doc:
            letters = token.lower if self._is_asked_for(token.lower) else 0
            key = (token.tag, token.dep, letters, token.is_space)
            if key not in self._said:
                said = self._alone(doc[token.i : token.i + 1], allow_missing=allow_missing)
                self._said[key] = tuple(pattern for pattern, _, _ in said)
            found += ((pattern, token.i, token.i + 1) for pattern in self._said[key])
        return found


def _rows(ruler: AttributeRuler) -> Iterable[list[Pattern]]:
    return (row for entry in _entries(ruler) for row in entry["patterns"])


def _entries(ruler: AttributeRuler) -> Any:
    return ruler.patterns


def _listed(value: object) -> tuple[str, ...]:
    """Give the words of "x" and of {"IN": ["x", "y"]}; none where it asks otherwise."""
    if isinstance(value, dict):
        return tuple(value["IN"]) if {*value} == {"IN"} else ()
    return (value,) if isinstance(value, str) else ()


def _needed(vocab: Vocab, row: Iterable[Pattern]) -> frozenset[int] | None:
    """Give letters or roles one of which words in a row must have; None where that is open."""
    for pattern in row:
        if listed := _listed(pattern.get("LOWER")) or _listed(pattern.get("DEP")):
            return frozenset(vocab.strings[one] for one in listed)
    return None


def _matcher(ruler: AttributeRuler, *, in_a_row: bool) -> Matcher:
    matcher = Matcher(ruler.vocab)
    for number, entry in enumerate(_entries(ruler)):
        patterns = [row for row in entry["patterns"] if (len(row) > 1) == in_a_row]
        if patterns:
            matcher.add(str(number), patterns)
    return matcher
