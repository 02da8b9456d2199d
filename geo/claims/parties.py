"""
Who acts and who speaks: states, bodies and the case's own actors, by whatever name.

Persons are learned from the article: after "Velt foreign minister Anna Orrin" a bare "Orrin"
speaks for the Velts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick_rs

from geo.claims.vocabulary import Vocabulary

if TYPE_CHECKING:
    from geo.case.models import CaseFile

A_PAIR = 2
_NAME = r"[A-Z][\w’'-]+(?: (?:al-)?[A-Z][\w’'-]+){1,2}"


@dataclass(frozen=True, slots=True)
class Party:
    """
    Who is named at a place of the text.

    Attributes
    ----------
    start, end
        Offsets into the text that was searched.
    actor
        Id of the case's actor, or the state's or body's name.
    is_person
        Whether a person's name stands there.
    """

    start: int
    end: int
    actor: str
    is_person: bool = False


class Parties:
    """
    Finds who is named in a text.

    Parameters
    ----------
    vocabulary
        Where states and bodies stand.
    case
        Its actors come first; None for an article without a case.
    """

    def __init__(self, vocabulary: Vocabulary, case: CaseFile | None = None) -> None:
        own = _case_names(case) if case else {}
        self._actors: dict[str, str] = {}
        self._general: set[str] = set()
        for table in ("states", "bodies"):
            for name, others in vocabulary.parties.get(table, {}).items():
                actor = own.get(name, name)
                for word in (name, *others):
                    self._actors[word] = own.get(word, actor)
        self._actors.update(own)
        titles = "|".join(sorted(vocabulary.parties["titles"]["words"], key=len, reverse=True))
        known = _alternatives(self._actors)
        self._pattern = re.compile(rf"(?<!\w)({known})s?(?!\w|-(?!(?:{known})\b))")
        self._leads = re.compile(
            rf"(?<![\w-])({known})(?:['’]s|s['’])?\s(?:[\w-]+\s){{0,4}}?(?i:{titles})s?,? ({_NAME})"
        )
        self._follows = re.compile(
            rf"({_NAME}),? (?:of|from|for)(?: the)? (?:[a-z]+ ){{0,3}}({known})(?![\w])"
            rf"|({_NAME}), (?:the |a |an )?({known})(?:['’]s)? (?:[\w-]+ ){{0,3}}(?i:{titles})"
        )
        self._anyone = ahocorasick_rs.AhoCorasick(sorted(self._actors))
        self._parties = dict(case.party_of) if case else {}
        self._rivals = _rivals(case) if case else ()

    def learn(self, text: str) -> dict[str, str]:
        """
        Learn from an article for whom its persons speak.

        Returns
        -------
        dict[str, str]
            Actor by full name and by last name.
        """
        found: dict[str, str] = {}
        for match in self._each(self._leads, text):
            _note(found, match[2], self._actors[match[1]])
        for match in self._follows.finditer(text):
            if match[1]:
                _note(found, match[1], self._actors[match[2]])
            else:
                _note(found, match[3], self._actors[match[4]])
        return {name: actor for name, actor in found.items() if name not in self._actors}

    def find(self, text: str, persons: Mapping[str, str]) -> tuple[Party, ...]:
        """Find who is named, in the order of the text."""
        found = [
            Party(m.start(), m.end(), self._actors[m[1]]) for m in self._each(self._pattern, text)
        ]
        if persons:
            for match in re.finditer(rf"(?<!\w)(?:{_alternatives(persons)})(?!\w)", text):
                if not any(p.start < match.end() and match.start() < p.end for p in found):
                    found.append(
                        Party(match.start(), match.end(), persons[match.group()], is_person=True)
                    )
        return tuple(sorted(found, key=lambda party: party.start))

    def _each(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Give the matches of a pattern that begins with a name, one after the other."""
        done = 0
        named = self._anyone.find_matches_as_indexes(text, overlapping=True)
        for start in sorted({start for _, start, _ in named}):
            if start >= done and (match := pattern.match(text, start)):
                done = match.end()
                yield match

    def opponent(self, actor: str) -> str:
        """Give the other of two rivals of the case; empty where there are not just two."""
        side = self.side(actor)
        if len(self._rivals) != A_PAIR or side not in self._rivals:
            return ""
        return next(rival for rival in self._rivals if rival != side)

    def side(self, actor: str) -> str:
        """Give the party of an actor, or the actor itself where the case knows no better."""
        return self._parties.get(actor) or actor

    def names(self) -> Iterable[str]:
        """Every word by which a party can be named."""
        return self._actors


def _note(found: dict[str, str], name: str, actor: str) -> None:
    found.setdefault(name, actor)
    found.setdefault(name.rsplit(maxsplit=1)[-1], actor)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def _case_names(case: CaseFile) -> dict[str, str]:
    """Give the case's actors by alias, and by their English name where a state bears it."""
    named = {actor.names["en"]: actor.id for actor in case.actor if "en" in actor.names}
    aliases = {alias: actor.id for actor in case.actor for alias in actor.aliases}
    bare = {alias.removeprefix("the "): actor for alias, actor in aliases.items()}
    return named | bare | aliases


def _rivals(case: CaseFile) -> tuple[str, ...]:
    return tuple(
        party.id
        for party in case.party
        if party.holds and not any("peace" in name.casefold() for name in party.names.values())
    )
