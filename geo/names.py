"""
The names of a case's places, found again however they are spelt.

Four spellings of each name are kept (as printed, folded, before an ending, and what
romanisations have in common), so that a name is looked up and not searched for.  This module
knows names and nothing of where their places lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from geo.records import Name, Place
from geo.spelling import dropped_forms, fold, read_phrase, skeleton, stems

MIN_LOOSE = 4  # shorter names are only matched letter by letter
MIN_RATIO = 78.0
UNKNOWN = "und"  # ISO 639-2 for a language nobody determined


@dataclass(frozen=True, slots=True)
class Match:
    """A place whose name is like the one asked for, from 0 to 1, and how."""

    place_id: str
    likeness: float
    reason: str


class Names:
    """The names of a case's places, by four spellings."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._printed: dict[str, list[str]] = {}
        self._stray: dict[str, list[str]] = {}
        self._implied: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        for place in places:
            for name in place.names:
                self._enter(name, place.place_id)

    def __iter__(self) -> Iterator[str]:
        """Give every name as the case has it, in alphabetical order."""
        return iter(sorted(self._printed.keys() | self._stray.keys()))

    def same(self, name: str) -> list[Match]:
        """Give the places that have this name, however it is typed."""
        key = fold(name)
        return [
            *(Match(i, 1.0, "a name of it") for i in self._printed.get(name, ())),
            *(
                Match(i, 0.97, "a name of it, of no known language")
                for i in self._stray.get(name, ())
            ),
            *(Match(i, 0.97, "a name of it, typed otherwise") for i in self._folded.get(key, ())),
            *(Match(i, 0.92, "short for a name of it") for i in self._implied.get(key, ())),
        ]

    def inflected(self, name: str) -> list[Match]:
        """Give the places whose name this is with an ending."""
        return [
            Match(place_id, 0.9, "a name of it with an ending")
            for stem in sorted(stems(name))
            for place_id in self._stems.get(stem, ())
        ]

    def alike(self, name: str) -> list[Match]:
        """Give the places with a name that looks like this one."""
        key = fold(name)
        if len(key) < MIN_LOOSE:
            return []
        found = [
            Match(place_id, 0.86, "another romanisation of a name of it")
            for place_id in self._skeletons.get(skeleton(name), ())
        ]
        close = process.extract(key, list(self._folded), scorer=fuzz.ratio, score_cutoff=MIN_RATIO)
        return found + [
            Match(place_id, 0.8 * ratio / 100, f"looks like its name ({ratio:.0f} %)")
            for spelling, ratio, _ in close
            for place_id in self._folded[spelling]
        ]

    def _enter(self, entry: Name, place_id: str) -> None:
        name, core = entry.name, read_phrase(entry.name).core
        _add(self._stray if entry.lang == UNKNOWN else self._printed, name, place_id)
        _add(self._folded, fold(name), place_id)
        if core != name:
            _add(self._implied, fold(core), place_id)
        for spelling in {name, core}:
            _add(self._skeletons, skeleton(spelling), place_id)
            for form in dropped_forms(spelling):
                _add(self._stems, form, place_id)


def _add(index: dict[str, list[str]], key: str, place_id: str) -> None:
    ids = index.setdefault(key, [])
    if key and place_id not in ids:
        ids.append(place_id)
