"""
Whether a rule can take anything in a sentence, as far as its words tell before it is parsed.

Only what a rule cannot do without is asked for: the further words of its trigger, a word of the
classes that its object must be of, and the words it wants in the sentence or the article.  So a
sentence that is left out could not have given a claim; one that is kept may still give none.
Once its words have tags it is asked again, by ``geo.claims.tags``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.lang.en.lex_attrs import like_num
from spacy.tokens import Doc

from geo.claims.reading import WILD
from geo.claims.tags import LOOSE, Tagged
from geo.claims.triggers import DEMONSTRATIVE, stands_in
from geo.claims.vocabulary import Rule, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:['’\-–][^\W_]+)*")
_PART = re.compile(r"['’\-–]")
_OWNERS = frozenset({"its", "their"})  # who acts in "its right to return" and "their withdrawal"
Triggers = frozenset[tuple[str, str, str]]  # dictionary's form; verb, passive or noun; rule's id
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
    kinds: tuple[str, ...]  # "verb", "noun" or both


class Sieve:
    """
    Tells which sentences a rule can take anything of.

    Parameters
    ----------
    vocabulary
        Whose rules are asked.
    names
        Of parties.
    """

    def __init__(self, vocabulary: Vocabulary, names: Iterable[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._rules = {rule.id: rule for rule in vocabulary.rules}
        small = {name.split()[-1] for name in names if name.islower()}
        self._classes = vocabulary.classes | {
            word: vocabulary.classes.get(word, frozenset()) | {"party"} for word in small
        }
        self._bases = lru_cache(maxsize=100_000)(self._read)

    def chosen(self, article: str) -> _Chosen:
        """Give the rules that an article, in small letters, allows."""
        asked = {rule.id: {rule.context, rule.require_article} for rule in self._vocabulary.rules}
        told = {
            name: not name or self.is_listed(name, article) for name in set().union(*asked.values())
        }
        return _Chosen(
            self, frozenset(key for key, names in asked.items() if all(told[n] for n in names))
        )

    @cached_property
    def by_trigger(self) -> dict[str, tuple[_Wanted, ...]]:
        """What each trigger's rules want, by its first word."""
        return {
            first: tuple(
                _Wanted(
                    rule,
                    frozenset(more),
                    goes_in=more[-1:] == ("in",),
                    kinds=tuple(
                        kind
                        for kind, listed in (("verb", rule.verbs), ("noun", rule.nouns))
                        if " ".join((first, *more)) in listed
                    ),
                )
                for rule, more in entries
            )
            for first, entries in self._vocabulary.by_trigger.items()
        }

    def words(self, printed: Iterable[str]) -> frozenset[str]:
        """Give words as a sentence has them, and as a dictionary may have them."""
        return frozenset().union(*map(self._bases, printed))

    def can_have_one(self, doc: Doc, triggers: Triggers) -> bool:
        """Tell the same of a sentence without tags, by the words that have but one."""
        closed = self._vocabulary.closed
        return self._takes(doc, [closed.get(token.lower_, "") for token in doc], triggers)

    def has_one(self, doc: Doc, triggers: Triggers) -> bool:
        """Tell whether the tags of a sentence leave one of the triggers what it must be."""
        return self._takes(doc, [token.tag_ for token in doc], triggers)

    def _takes(self, doc: Doc, tags: list[str], triggers: Triggers) -> bool:
        words = Tagged([t.text for t in doc], tags, self._bases, self._classes)
        return any(words.can_take(word, kind, self._rules[rule]) for word, kind, rule in triggers)

    def classes(self, words: Iterable[str]) -> frozenset[str]:
        """Give the classes of words."""
        known = self._vocabulary.classes
        return frozenset().union(*(known[word] for word in words if word in known))

    def is_listed(self, name: str, sentence: str) -> bool:
        """Tell whether a word of a list stands in a sentence, perhaps as part of another."""
        return any(word in sentence for word in self._vocabulary.lists(name))

    def stands_in(self, name: str, sentence: str) -> bool:
        """Tell whether a word of a list stands in a sentence, as the rules ask for it."""
        return stands_in(sentence, self._vocabulary.lists(name))

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

    def triggers(
        self, sentence: str, *, has_place: bool, has_party: bool, after_post: bool = True
    ) -> Triggers:
        """
        Give the words of a sentence in small letters that a rule can take.

        Parameters
        ----------
        has_place, has_party
            Whether a place or a party is named in it.
        after_post
            Whether the sentence before names a post, so that "it" can be one.
        """
        whole = _WORD.findall(sentence)
        printed = frozenset(part for word in whole for part in (word, *_PART.split(word)))
        words = self.sieve.words(printed)
        classes = set(self.sieve.classes(words))
        classes |= {"ground"} if has_place else set()
        classes |= {"party"} if has_party else set()
        classes |= {"post"} if after_post and "it" in printed else set()
        ground = bool(printed & DEMONSTRATIVE)
        pronouns = printed & WILD
        by_trigger = self.sieve.by_trigger
        return frozenset(
            (word, fitting, wanted.rule.id)
            for word in words
            if word in by_trigger
            for wanted in by_trigger[word]
            if wanted.rule.id in self.rules
            and wanted.more <= words
            and _object_can_fit(wanted, classes, ground=ground, pronouns=bool(pronouns))
            and self._sentence_fits(wanted.rule, sentence, words, classes)
            for kind in wanted.kinds
            for stand_in in [
                pronouns - _OWNERS if kind == "verb" and word not in printed else pronouns
            ]
            if (fitting := _fitting(wanted.rule, kind, classes, pronouns=bool(stand_in)))
        )

    def _sentence_fits(
        self, rule: Rule, sentence: str, words: frozenset[str], classes: set[str]
    ) -> bool:
        if rule.require_sentence and not self.sieve.stands_in(rule.require_sentence, sentence):
            return False
        if rule.forbid_sentence and self.sieve.stands_in(rule.forbid_sentence, sentence):
            return False
        if rule.also and rule.also not in classes and rule.also not in sentence:
            return False
        if rule.require and not self.sieve.is_listed(rule.require, sentence):
            return False
        if not rule.numbered or any(map(like_num, words)):
            return True
        return rule.ongoing and self.sieve.is_listed("now", sentence)


def _object_can_fit(wanted: _Wanted, classes: set[str], *, ground: bool, pronouns: bool) -> bool:
    asked = frozenset(wanted.rule.object)
    if not asked or wanted.goes_in or asked & classes:
        return True
    return (ground and "ground" in asked) or (pronouns and "any" in asked)


def _fitting(rule: Rule, kind: str, classes: set[str], *, pronouns: bool) -> str:
    """Give as what a word can be a trigger, for all that is said of who acts; empty for none."""
    asked = frozenset(rule.subject)
    if not asked or "any" in asked or rule.arguments:
        return kind
    if asked & classes or (pronouns and asked & LOOSE):
        return kind
    return "passive" if rule.object and kind == "verb" else ""
