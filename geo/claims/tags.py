"""
Whether a rule can take a word of a sentence, as far as tags tell before the parse.

Asked twice: first with the tags of the words that have but one, such as "the" and "in", then with
those of the model.

"Free" is no verb in "free lessons", nor "coming" in "the coming year"; "has" is no verb of its own
in "has changed"; "the presence of many children" is not that of anyone a rule asks for; and where
a sentence has one verb, what "replaced" does is told behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from geo.claims.reading import WILD
from geo.claims.triggers import DEMONSTRATIVE, TOLD_OF
from geo.claims.vocabulary import Rule

DOERS = frozenset({"force", "party", "any"})
NAMES = frozenset({"party", "ground"})  # what a word with a capital can stand for
_VERBS, _NOUNS = ("VB", "MD", "BES", "HVS"), "NN"  # tags of the Penn Treebank
_ALWAYS_VERBS = frozenset({"do", "does", "did", "'d", "have", "has", "had"})  # whatever their tag
_BEFORE_PASSIVES = frozenset({"be", "get", "by", "with"})
_PARTICIPLES = {"be": ("VBN", "VBG"), "have": ("VBN",)}  # of which it is the auxiliary
_BETWEEN = ("RB", "EX")
_SIMPLE = ("VBD", "VBP", "VBZ")
LOOSE = frozenset({"force", "party", "people"})  # pronouns stand for these
_OWNERS = ("DT", "PRP$", "POS")
_OPEN = ""  # of a word that can have several tags
_OUTSIDE_PHRASES = frozenset({"IN", "TO", "MD", "VB", "VBD", "VBP", "VBZ", "WDT", "WP", "WRB", "."})
_NO_NAMES = ("DT", "IN", "PRP", "PRP$", "CC", "RB", "EX", "CD", "TO", "WDT", "WP", "WRB", "MD")


class Tagged:
    """
    The words of a sentence with their tags.

    Parameters
    ----------
    texts
        The words as printed.
    tags
        The tag of each; empty where it is open.
    bases
        Gives what a dictionary may have for a word.
    classes
        Classes of words.
    """

    def __init__(
        self,
        texts: Sequence[str],
        tags: Sequence[str],
        bases: Callable[[str], frozenset[str]],
        classes: Mapping[str, frozenset[str]],
    ) -> None:
        self._texts, self._tags = texts, tags
        self._lowered = [text.lower() for text in texts]
        self._bases = [bases(word) for word in self._lowered]
        self._classes = classes
        self._can_be_passive = any(not _BEFORE_PASSIVES.isdisjoint(base) for base in self._bases)
        verbs = [at for at in range(len(tags)) if self._is_tagged_verb(at)]
        is_plain = len(verbs) == 1 and self._tags[verbs[0]] in _SIMPLE
        self._only_verb = verbs[0] if is_plain and not self._can_be_passive else None

    def can_take(self, word: str, kind: str, rule: Rule) -> bool:
        """Tell whether a rule can take a word, in its dictionary's form, as what is said."""
        places = (at for at, bases in enumerate(self._bases) if word in bases)
        if kind == "noun":
            return any(self._is_noun(at) and self._has_arguments(at, rule) for at in places)
        return any(
            self._is_verb(at, word, passive=kind == "passive")
            and (at != self._only_verb or self._stands_between(at, rule))
            for at in places
        )

    def _is_noun(self, at: int) -> bool:
        return self._tags[at] == _OPEN or self._tags[at].startswith(_NOUNS)

    def _is_verb(self, at: int, word: str, *, passive: bool) -> bool:
        if not self._is_tagged_verb(at):
            return False
        if passive and not self._can_be_passive and self._tags[at] not in ("VBN", _OPEN):
            return False
        return not self._is_auxiliary(at, word) and not self._is_adjective(at)

    def _is_tagged_verb(self, at: int) -> bool:
        tag = self._tags[at]
        return tag == _OPEN or tag.startswith(_VERBS) or self._lowered[at] in _ALWAYS_VERBS

    def _stands_between(self, at: int, rule: Rule) -> bool:
        """Tell whether an active verb, alone in its sentence, has who acts before it, then what."""
        if rule.arguments or any(verb.endswith(" in") for verb in rule.verbs):
            return True
        actors = {*rule.subject} | ({"any"} if LOOSE & {*rule.subject} else set())
        if actors and not actors & ({"any"} & {*rule.subject} | self._named(range(at))):
            return False
        things = {*rule.object} | ({"what"} if "ground" in rule.object else set())
        return not things or bool(things & self._named(range(at + 1, len(self._tags))))

    def _is_auxiliary(self, at: int, word: str) -> bool:
        """Tell "has changed" and "were not seen" from "has troops" and "were there"."""
        if word not in _PARTICIPLES:
            return False
        following = (tag for tag in self._tags[at + 1 :] if tag not in _BETWEEN)
        return next(following, "") in _PARTICIPLES[word]

    def _is_adjective(self, at: int) -> bool:
        """Tell "the coming year", and any word after "the" and before another."""
        if at == 0 or self._tags[at - 1] not in _OWNERS or self._tags[at + 1 : at + 2] == []:
            return False
        return self._tags[at] in ("VBG", "VBN", _OPEN) and self._is_noun(at + 1)

    def _has_arguments(self, at: int, rule: Rule) -> bool:
        """Tell whether a noun's rule finds who acts, or on what, in the phrase or behind "of"."""
        before = self._named(self._phrase_before(at))
        doers = before | self._named(self._behind(at, rule.slots.get("subject", ())))
        things = before | self._named(self._behind(at, rule.slots.get("object", ())))
        if rule.subject and "any" not in rule.subject and not doers & DOERS:
            return False
        if rule.object and not things & {*rule.object, "what"}:
            return False
        return rule.bare or bool(doers & DOERS or things & TOLD_OF)

    def _phrase_before(self, at: int) -> Iterator[int]:
        """Give the words before a noun that can belong to its phrase."""
        for place in range(at - 1, -1, -1):
            if self._tags[place] in _OUTSIDE_PHRASES:
                return
            yield place

    def _behind(self, at: int, words: tuple[str, ...]) -> range:
        """Give the words behind the first of some prepositions after a noun."""
        found = (place for place in range(at + 1, len(self._lowered)))
        first = next((place for place in found if self._lowered[place] in words), None)
        return range(len(self._lowered) if first is None else first + 1, len(self._lowered))

    def _named(self, places: Iterator[int] | range) -> set[str]:
        """Give the classes that words can be of: "any" for pronouns, "what" for some of them."""
        found: set[str] = set()
        for place in places:
            word = self._lowered[place]
            is_name = self._texts[place] != word and self._tags[place] not in _NO_NAMES
            found |= NAMES if is_name else set()
            found |= {"any"} if word in WILD else set()
            found |= {"what"} if word in DEMONSTRATIVE else set()
            found = found.union(*(self._classes.get(base, ()) for base in self._bases[place]))
        return found
