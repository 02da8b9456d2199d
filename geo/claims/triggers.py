"""Which rule takes which word of a sentence, and with which arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from geo.claims.reading import Reading, behind, is_passive, objects, subjects, with_conjuncts
from geo.claims.vocabulary import Rule

VERBS = ("VERB", "AUX")
REACH = (
    "prt",
    "prep",
    "advmod",
    "dobj",
    "acomp",
    "xcomp",
    "attr",
    "oprd",
    "ccomp",
    "advcl",
    "npadvmod",
    "agent",
    "nsubjpass",
)
TOLD_OF = frozenset({"ground", "post", "people", "mines", "flag"})
DEEPEST = 2  # "take up positions": verb, particle, object
DEMONSTRATIVE = frozenset({"everything", "that", "which", "what"})


@dataclass(frozen=True)
class Match:
    """
    A rule and the word it takes.

    Attributes
    ----------
    rule
        The rule.
    trigger
        The verb or noun.
    subjects, objects
        Its arguments, joined ones included.
    consumed
        Tokens that belong to the trigger: "over" in "hand over".
    """

    rule: Rule
    trigger: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    consumed: tuple[Token, ...]


class Words:
    """
    An article's words, to ask which lists of words they have one of.

    Parameters
    ----------
    text
        In small letters.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._has_one = cache(self._find_one)
        self._has_word = cache(self._find_word)

    def has_one(self, listed: frozenset[str]) -> bool:
        """Tell whether one of some words stands in the text, perhaps as part of another."""
        return self._has_one(listed)

    def has_word(self, listed: frozenset[str]) -> bool:
        """Tell whether one of some words stands in the text, as a word of its own."""
        return self._has_word(listed)

    def _find_one(self, listed: frozenset[str]) -> bool:
        return any(word in self._text for word in listed)

    def _find_word(self, listed: frozenset[str]) -> bool:
        return stands_in(self._text, listed)


def matches(reading: Reading, article: Words) -> Iterator[Match]:
    """
    Give the rules that take a word of a sentence, one for each word.

    Parameters
    ----------
    reading
        The sentence.
    article
        The article's words: some rules ask what it tells of.
    """
    for token in reading.doc:
        words = dict.fromkeys((lemma_of(reading, token), token.lower_))
        entries = [e for word in words for e in reading.vocabulary.by_trigger.get(word, ())]
        if token.dep_ in ("aux", "auxpass"):
            continue
        for rule, more in entries:
            match = _match(reading, token, rule, more)
            if match and _fits(reading, match, article):
                yield match
                break


def lemma_of(reading: Reading, token: Token) -> str:
    """Give a word as a dictionary writes it; the rules' own forms before the model's guess."""
    return reading.vocabulary.lemmas.get(token.lower_, token.lemma_.casefold())


def goes_in(match: Match) -> bool:
    """Tell whether "in" stands alone, as in "the troops went in": where, was said before."""
    if not match.consumed or match.consumed[-1].lower_ != "in":
        return False
    return not any(child.dep_ == "pobj" for child in match.consumed[-1].children)


def _match(reading: Reading, token: Token, rule: Rule, more: tuple[str, ...]) -> Match | None:
    first = " ".join((lemma_of(reading, token), *more))
    if token.pos_ in VERBS:
        if not rule.verbs or first not in rule.verbs:
            return None
        consumed = _particles(token, more)
        if consumed is None or _is_another_verb(token, consumed):
            return None
        return Match(
            rule, token, with_conjuncts(subjects(token)), _objects(token, consumed), consumed
        )
    if token.pos_ not in ("NOUN", "PROPN") or not rule.nouns:
        return None
    if first not in rule.nouns and token.lower_ not in rule.nouns:
        return None
    return _noun_match(reading, token, rule)


def _noun_match(reading: Reading, token: Token, rule: Rule) -> Match | None:
    before = [c for c in token.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
    doers = [
        t
        for t in (*behind(token, rule.slots.get("subject", ())), *before)
        if reading.classes(t) & {"force", "party"} or "any" in reading.classes(t)
    ]
    doers = doers or _deeper(reading, token, rule)
    things = [*behind(token, rule.slots.get("object", ())), *before]
    told = {c for thing in things for c in reading.classes(thing)} & TOLD_OF
    if not (rule.bare or doers or told):
        return None
    return Match(rule, token, with_conjuncts(doers), with_conjuncts(things), ())


def _deeper(reading: Reading, noun: Token, rule: Rule) -> list[Token]:
    """Give the force of "the withdrawal from Orrin of Dorian troops", whatever "of" hangs on."""
    return [
        t
        for prep in noun.subtree
        if prep.dep_ == "prep" and prep.lower_ in rule.slots.get("subject", ())
        for t in prep.children
        if t.dep_ == "pobj" and "force" in reading.classes(t)
    ]


def _particles(verb: Token, more: tuple[str, ...]) -> tuple[Token, ...] | None:
    """Find the further words of a trigger among the verb's near dependents; None: not all there."""
    near = list(_near(verb, 0))
    found = []
    for word in more:
        fitting = [t for t in near if word in (t.lower_, t.lemma_.casefold())]
        if not fitting:
            return None
        found.append(min(fitting, key=lambda t: abs(t.i - verb.i)))
    return tuple(found)


def _is_another_verb(verb: Token, consumed: tuple[Token, ...]) -> bool:
    """Tell "take up", a verb of its own, from "take"."""
    return any(c.dep_ == "prt" and c.lower_ == "up" and c not in consumed for c in verb.children)


def _near(token: Token, depth: int) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in REACH or (depth and child.dep_ in ("pobj", "compound")):
            yield child
            if depth < DEEPEST:
                yield from _near(child, depth + 1)


def _objects(verb: Token, consumed: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give a trigger's object; behind the object or preposition that belongs to the trigger."""
    if not consumed:
        return with_conjuncts(objects(verb))
    taken = {t.i for t in consumed}
    own = [t for t in objects(verb) if t.i not in taken]
    for token in consumed:
        if token.dep_ in ("dobj", "nsubjpass", "pobj", "attr"):
            own += behind(token, ("of", "over", "in", "from"))
            own += behind(verb, ("of",))
        elif token.dep_ in ("prep", "prt", "advmod"):
            own += [c for c in token.children if c.dep_ == "pobj"]
            own += behind(token, ("of", "from", "to"))
    return with_conjuncts(own)


def _fits(reading: Reading, match: Match, article: Words) -> bool:
    rule = match.rule
    return (
        _subject_fits(reading, match)
        and _object_fits(reading, match)
        and _actor_fits(reading, match)
        and _context_fits(reading, rule, article)
        and (not rule.passive or is_passive(match.trigger))
        and not (rule.intransitive and _has_object(match))
        and (not rule.numbered or _is_counted(reading, rule))
        and (not rule.existential or any(c.dep_ == "expl" for c in match.trigger.children))
    )


def _is_counted(reading: Reading, rule: Rule) -> bool:
    """Tell whether a number stands there, or a word such as "currently"."""
    now = reading.vocabulary.lists("now") if rule.ongoing else frozenset()
    return any(t.like_num or t.lower_ in now for t in reading.doc)


def _has_object(match: Match) -> bool:
    return not is_passive(match.trigger) and any(t.dep_ == "dobj" for t in match.objects)


def _subject_fits(reading: Reading, match: Match) -> bool:
    rule = match.rule
    if rule.arguments:
        both = (*match.subjects, *match.objects)
        return any(reading.classes(t) & set(rule.arguments) for t in both)
    wanted = set(rule.subject)
    if not wanted or "any" in wanted:
        return True
    if not match.subjects:
        return bool(rule.object) and is_passive(match.trigger)
    classes = frozenset().union(*(reading.classes(t) for t in match.subjects))
    if "ground" in wanted and "force" not in wanted:
        return "ground" in classes
    loose = {"any"} if wanted & {"force", "party", "people"} else set()
    return bool(classes & (wanted | loose))


def _object_fits(reading: Reading, match: Match) -> bool:
    rule = match.rule
    classes = frozenset().union(*(reading.classes(t) for t in match.objects))
    if classes & set(rule.forbid_object):
        return False
    if not rule.object:
        return True
    loose = any(t.lower_ in DEMONSTRATIVE for t in match.objects) or goes_in(match)
    return bool(classes & set(rule.object)) or (loose and "ground" in rule.object)


def _actor_fits(reading: Reading, match: Match) -> bool:
    rule = match.rule
    words = " ".join(t.lower_ for one in match.subjects for t in one.subtree)
    if rule.forbid and stands_in(words, reading.vocabulary.lists(rule.forbid)):
        return False
    return not rule.require or stands_in(words, reading.vocabulary.lists(rule.require))


def _context_fits(reading: Reading, rule: Rule, article: Words) -> bool:
    vocabulary = reading.vocabulary
    if rule.context and not article.has_one(vocabulary.lists(rule.context)):
        return False
    if rule.also and not any(rule.also in reading.classes(t) for t in reading.doc):
        classes = {c for t in reading.doc for c in vocabulary.classes.get(t.lemma_.casefold(), ())}
        if rule.also not in classes and rule.also not in reading.lowered:
            return False
    if rule.require_sentence and not stands_in(
        reading.lowered, vocabulary.lists(rule.require_sentence)
    ):
        return False
    if rule.forbid_sentence and stands_in(reading.lowered, vocabulary.lists(rule.forbid_sentence)):
        return False
    return not rule.require_article or article.has_word(vocabulary.lists(rule.require_article))


def stands_in(text: str, words: frozenset[str]) -> bool:
    """Tell whether one of the words stands in a text, as a word of its own."""
    return bool(words & {word.strip(".,;:“”\"'’()") for word in text.replace("-", " ").split()})
