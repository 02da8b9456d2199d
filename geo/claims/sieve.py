"""
Whether a rule can take anything in a sentence, as far as its words tell before it is parsed.

Only what a rule cannot do without is asked for: the further words of its trigger, a word of the
classes that its object must be of, and the words it wants in the sentence or the article.  So a
sentence that is left out could not have given a claim; one that is kept may still give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.lang.en.lex_attrs import like_num

from geo.claims.reading import WILD
from geo.claims.triggers import DEMONSTRATIVE
from geo.claims.vocabulary import Rule, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:['’\-–][^\W_]+)*")
_PART = re.compile(r"['’\-–]")
_LOOSE = frozenset({"force", "party", "people"})  # as subjects, pronouns stand for these
_OTHER_FORMS = {"made": "make", "am": "be", "s": "be", "re": "be", "m": "be", "ve": "have"}
_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", "")),
    *(("ing", "e"), ("men", "man"), ("ren", ""), ("ves", "f"), ("ves", "fe")),
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a trigger's rule cannot do without."""

    rule: Rule
    more: frozenset[str]
    goes_in: bool


class Sieve:
    """
    Tells which sentences a rule can take anything of.

    Parameters
    ----------
    vocabulary
        Whose rules are asked.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._bases = lru_cache(maxsize=100_000)(self._read)

    def chosen(self, article: str) -> _Chosen:
        """Give the rules that an article, in small letters, allows."""
        open_rules = {
            rule.id: all(
                not name or any(word in article for word in self._vocabulary.lists(name))
                for name in (rule.context, rule.require_article)
            )
            for rule in self._vocabulary.rules
        }
        return _Chosen(self, frozenset(key for key, is_open in open_rules.items() if is_open))

    @cached_property
    def by_trigger(self) -> dict[str, tuple[_Wanted, ...]]:
        """What each trigger's rules want, by its first word."""
        return {
            first: tuple(
                _Wanted(rule, frozenset(more), goes_in=more[-1:] == ("in",))
                for rule, more in entries
            )
            for first, entries in self._vocabulary.by_trigger.items()
        }

    def words(self, printed: Iterable[str]) -> frozenset[str]:
        """Give words as a sentence has them, and as a dictionary may have them."""
        return frozenset().union(*map(self._bases, printed))

    def classes(self, words: Iterable[str]) -> frozenset[str]:
        """Give the classes of words."""
        known = self._vocabulary.classes
        return frozenset().union(*(known[word] for word in words if word in known))

    def is_listed(self, name: str, sentence: str) -> bool:
        """Tell whether a word of a list stands in a sentence."""
        return any(word in sentence for word in self._vocabulary.lists(name))

    def _read(self, word: str) -> frozenset[str]:
        found = {word, *_PART.split(word)}
        for one in tuple(found):
            found |= {one.removesuffix(end) + new for end, new in _ENDINGS if one.endswith(end)}
            if one in self._vocabulary.lemmas:
                found.add(self._vocabulary.lemmas[one])
            if one in _OTHER_FORMS:
                found.add(_OTHER_FORMS[one])
            if one.endswith(("ed", "ing")):
                stem = one.removesuffix("ed").removesuffix("ing")
                found |= {stem[:-1]} if stem[-1:] == stem[-2:-1] else set()
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rules that an article allows."""

    sieve: Sieve
    rules: frozenset[str]

    def lets_through(self, sentence: str, *, has_place: bool, has_party: bool) -> bool:
        """Tell whether a rule can take anything of a sentence in small letters."""
        whole = _WORD.findall(sentence)
        printed = frozenset(part for word in whole for part in (word, *_PART.split(word)))
        words = self.sieve.words(printed)
        classes = set(self.sieve.classes(words))
        classes |= {"ground"} if has_place else set()
        classes |= {"party"} if has_party else set()
        classes |= {"post"} if "it" in printed else set()
        classes |= {"any"} if printed & WILD else set()
        ground = bool(printed & DEMONSTRATIVE)
        by_trigger = self.sieve.by_trigger
        return any(
            wanted.rule.id in self.rules
            and wanted.more <= words
            and _object_can_fit(wanted, classes, ground=ground)
            and _subject_can_fit(wanted.rule, classes)
            and self._sentence_fits(wanted.rule, sentence, words)
            for word in words
            if word in by_trigger
            for wanted in by_trigger[word]
        )

    def _sentence_fits(self, rule: Rule, sentence: str, words: frozenset[str]) -> bool:
        if rule.require_sentence and not self.sieve.is_listed(rule.require_sentence, sentence):
            return False
        if not rule.numbered or any(map(like_num, words)):
            return True
        return rule.ongoing and self.sieve.is_listed("now", sentence)


def _object_can_fit(wanted: _Wanted, classes: set[str], *, ground: bool) -> bool:
    asked = frozenset(wanted.rule.object)
    if not asked or "any" in asked or wanted.goes_in:
        return True
    return bool(asked & classes) or (ground and "ground" in asked)


def _subject_can_fit(rule: Rule, classes: set[str]) -> bool:
    asked = frozenset(rule.subject)
    if not asked or "any" in asked or rule.object or rule.arguments:
        return True
    return bool(asked & classes) or ("any" in classes and bool(asked & _LOOSE))
