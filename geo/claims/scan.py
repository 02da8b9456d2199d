"""
The fast scan before the parser: which sentences can hold a claim at all.

One pass of a compiled Aho–Corasick automaton over an article's text finds the words that trigger
a rule; a sentence without one, or without a name, a number or a word for a force, ground, post,
mines or people beside it, never reaches the parser.  Nor does one of which the sieve knows that
no rule can take anything of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import ahocorasick_rs
from spacy.tokens import Doc

from geo.claims.sentences import Sentence
from geo.claims.sieve import Sieve, Triggers
from geo.claims.vocabulary import Vocabulary, inflections

BESIDE = (
    "vehicle",
    "aircraft",
    "force",
    "ground",
    "post",
    "mines",
    "people",
    "pact",
    "flag",
    "mission",
)


class Scan:
    """
    Finds the sentences worth parsing.

    Parameters
    ----------
    vocabulary
        Whose triggers and classes of words are looked for.
    names
        Names of parties, as they are printed.
    """

    def __init__(self, vocabulary: Vocabulary, names: Iterable[str]) -> None:
        names = tuple(names)
        self._vocabulary = vocabulary
        self._triggers = sorted(vocabulary.forms())
        beside = {
            form
            for name in BESIDE
            for word in vocabulary.words["classes"][name]
            for form in (*inflections(word)[:2], word.removesuffix("man") + "men")
        }
        self._names = sorted({name.casefold() for name in names})
        self._beside = sorted(beside)
        self._sieve = Sieve(vocabulary, names)

    @cached_property
    def _trigger_scan(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            self._triggers, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @cached_property
    def _name_scan(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            self._names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @cached_property
    def _beside_scan(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            self._beside, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def worth_parsing(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: Sequence[int],
        learn: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> tuple[tuple[Sentence, Triggers], ...]:
        """
        Give the sentences that name a trigger and something it can be about, with the triggers.

        Parameters
        ----------
        text
            The article's text.
        sentences
            In the order of the text.
        places
            Where its place names start, in order.
        learn
            Gives the further names by which the text calls parties, where it names any.
        """
        low = text.lower() if len(text.lower()) == len(text) else text
        triggers = _word_starts(low, self._trigger_scan.find_matches_as_indexes(low))
        if not triggers:
            return ()
        beside = _word_starts(low, self._beside_scan.find_matches_as_indexes(low))
        names = _word_starts(low, self._name_scan.find_matches_as_indexes(low))
        persons = tuple(learn(text)) if names else ()
        chosen = self._sieve.chosen(text.casefold())
        found = []
        for number, sentence in enumerate(sentences):
            if not _within(triggers, sentence):
                continue
            has_place, has_party = _within(places, sentence), _within(names, sentence)
            if not (has_place or has_party or _within(beside, sentence)):
                continue
            has_party = has_party or any(name in sentence.text for name in persons)
            said = sentence.text.casefold()
            before = sentences[number - 1].text if number and "it" in said else ""
            kept = chosen.triggers(
                said,
                has_place=has_place,
                has_party=has_party,
                after_post=self._vocabulary.names_post(before),
            )
            if kept:
                found.append((sentence, kept))
        return tuple(found)

    def is_worth_tagging(self, doc: Doc, triggers: Triggers) -> bool:
        """Tell whether the words of a sentence alone leave one of its triggers what it must be."""
        return self._sieve.can_have_one(doc, triggers)

    def is_worth_parsing(self, doc: Doc, triggers: Triggers) -> bool:
        """Tell whether the tags of a sentence leave one of its triggers what it must be."""
        return self._sieve.has_one(doc, triggers)


def _word_starts(text: str, found: Iterable[tuple[int, int, int]]) -> list[int]:
    """Give where matches start that are whole words."""
    last = len(text)
    return [
        start
        for _, start, end in found
        if (start == 0 or not text[start - 1].isalnum())
        and (end == last or not text[end].isalnum())
    ]


def _within(starts: Sequence[int], sentence: Sentence) -> bool:
    index = bisect_left(starts, sentence.start)
    return index < len(starts) and starts[index] < sentence.end
