"""
How far a matter has come: from tense, modals, negation, denial and the words above a trigger.

"Refuses to leave" has not left; "was to begin handing over" is a plan; "is being deployed" is
under way.  Where words pull both ways, what is undone wins: a plan is never told as a fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.claims.reading import Reading, subjects
from geo.claims.vocabulary import Vocabulary
from geo.records import Status

LINKS = (
    "xcomp",
    "ccomp",
    "acl",
    "pcomp",
    "dobj",
    "pobj",
    "prep",
    "conj",
    "nsubj",
    "nsubjpass",
    "advcl",
    "attr",
    "compound",
    "amod",
    "dep",
    "agent",
    "oprd",
    "nmod",
    "appos",
    "relcl",
    "advmod",
    "acomp",
    "parataxis",
)
ARGUMENTS = ("nsubj", "nsubjpass")
VERBS = ("VERB", "AUX")
UNDONE_ORDER = (
    Status.DISPUTED,
    Status.DENIED,
    Status.CANCELLED,
    Status.POSTPONED,
    Status.PROPOSED,
    Status.AGREED,
    Status.PLANNED,
)


def governors(
    trigger: Token, speech: frozenset[str], claims: frozenset[str] = frozenset()
) -> Iterator[Token]:
    """
    Give the words above a trigger that bear on it, the nearest first.

    Clauses that only stand beside it are left out: what a relative clause describes, the verb
    that a "because" or "after" clause belongs to, and the verb joined by "and", unless the
    trigger shares its auxiliary.
    """
    token = trigger
    for _ in range(12):
        head = token.head
        if head.i == token.i or token.dep_ not in LINKS:
            return
        if (_stands_beside(token) and not _is_content(token, claims)) or (
            token.dep_ in ARGUMENTS and trigger.pos_ in VERBS
        ):
            return
        if token.pos_ in VERBS and token.dep_ == "conj" and not _shares(token):
            token = head
            continue
        yield head
        if head.lemma_ in speech and head.pos_ in VERBS:
            token = head
            if token.dep_ != "xcomp":
                return
        token = head


def _is_content(verb: Token, claims: frozenset[str]) -> bool:
    """Tell "rejected claims that it had left", where the claim is what is said, from a relative."""
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    return verb.dep_ == "acl" and that and verb.head.lemma_.casefold() in claims


def _stands_beside(token: Token) -> bool:
    """Tell whether a clause only stands beside the words above it."""
    if token.pos_ not in VERBS:
        return False
    if token.dep_ == "acl":
        return token.tag_ in ("VBN", "VBG")
    return token.dep_ in ("relcl", "parataxis") or (token.dep_ == "advcl" and not _is_bare(token))


def _shares(verb: Token) -> bool:
    """Tell whether a verb after "and" takes its auxiliary from the first."""
    return not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children) and (
        verb.tag_ in ("VB", "VBG", "VBN")
    )


def _is_bare(verb: Token) -> bool:
    """Tell whether a clause is an infinitive of purpose or a participle of its main clause."""
    return verb.tag_ in ("VB", "VBG") and not any(c.dep_ == "mark" for c in verb.children)


def status_of(reading: Reading, trigger: Token) -> Status:
    """
    Say how far the matter of a trigger has come.

    Parameters
    ----------
    reading
        The sentence.
    trigger
        The verb or noun.
    """
    words = reading.vocabulary
    above = list(governors(trigger, words.governors("speech"), words.governors("claims")))
    signs = _signs(reading, trigger, above)
    for status in UNDONE_ORDER:
        if status in signs:
            return _under_a_pact(reading, status)
    if trigger.pos_ in VERBS:
        return Status.UNDERWAY if Status.UNDERWAY in signs else _of_form(trigger, above)
    return _of_noun(trigger, above, signs, words)


def _signs(reading: Reading, trigger: Token, above: list[Token]) -> set[Status]:
    """Collect what the trigger, the words above it and the sentence say."""
    words = reading.vocabulary
    signs = _signs_on(trigger, words) | _of_trigger(trigger, words) | _of_predicate(trigger, words)
    for below, token in zip((trigger, *above), above, strict=False):
        signs |= set() if _is_told_as_past(token, below, words) else _signs_of(token, words)
        signs |= _signs_above(token, below, words)
    if any(_awaits(token, words) for token in (trigger, *above)):
        signs.add(Status.PLANNED)
    if "odds" in reading.lowered and signs & {Status.PROPOSED, Status.PLANNED}:
        signs.add(Status.DISPUTED)
    if _is_condition(trigger, words):
        signs.add(Status.PROPOSED)
    return signs


def _signs_above(token: Token, below: Token, words: Vocabulary) -> set[Status]:
    """Read the auxiliaries and the negation of a word above the trigger."""
    if any(c.lower_ == "whether" for c in below.children):
        return {Status.PROPOSED}  # "has not decided whether to leave" denies nothing
    if token.pos_ in VERBS and token.lemma_ not in words.governors("speech"):
        return _signs_on(token, words) - {Status.UNDERWAY}
    if token.pos_ in (*VERBS, "NOUN", "PROPN") and _is_negated(token, words):
        return {Status.DENIED}  # "does not think that it has left", "cannot confirm"
    return set()


def _of_trigger(trigger: Token, words: Vocabulary) -> set[Status]:
    """Read what a trigger says by its own meaning: "are foreseen", "wants a post"."""
    lemma = trigger.lemma_.casefold()
    if lemma in ("foresee", "plan", "envisage", "envision", "intend"):
        return {Status.PLANNED}
    if lemma in ("want", "seek", "demand", "propose"):
        return {Status.PROPOSED}
    aims = ("for", "about", "on", "towards")
    bare = not any(c.dep_ in ("aux", "nsubj") for c in trigger.children)
    if trigger.tag_ == "VBG" and trigger.dep_ == "pcomp" and trigger.head.lower_ in aims and bare:
        return {Status.PLANNED}
    if (
        trigger.dep_ == "conj"
        and trigger.tag_ in ("VBZ", "VBP")
        and any(c.lower_ in words.governors("will") for c in trigger.head.children)
    ):
        return {Status.PLANNED}  # "will come once it is built and the post opens"
    return set()


def _awaits(verb: Token, words: Vocabulary) -> bool:
    """Tell "will leave after they complete": what the present tense tells there is to come."""
    if verb.pos_ not in VERBS or verb.dep_ != "advcl" or not _is_present(verb):
        return False
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    marks |= {verb.head.lower_} if verb.head.pos_ == "ADV" else set()  # "as soon as"
    if marks & words.governors("awaiting"):
        return True
    return any(c.lower_ in words.governors("will") for c in verb.head.children if c.dep_ == "aux")


def _is_present(verb: Token) -> bool:
    """Tell "they leave", "are cleared" and "have left" from "had left"."""
    finite = [c for c in verb.children if c.dep_ in ("aux", "auxpass")] or [verb]
    return finite[0].tag_ in ("VBP", "VBZ") and finite[0].lower_ not in ("did", "had")


def _of_predicate(noun: Token, words: Vocabulary) -> set[Status]:
    """Read what a noun is said to be: "a withdrawal is a key clause of the pact"."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return set()
    said = {c.lemma_.casefold() for c in noun.head.children if c.dep_ == "attr"}
    return {
        status
        for status in (Status.PROPOSED, Status.PLANNED, Status.AGREED)
        if said & words.governors(f"predicates-{status.value}")
    }


def _is_told_as_past(verb: Token, below: Token, words: Vocabulary) -> bool:
    """Tell "suggests that troops have left", which reports, from "suggests that troops leave"."""
    if verb.lemma_ not in words.governors("either") or below.dep_ != "ccomp":
        return False
    has = any(c.dep_ == "aux" and c.lemma_.casefold() == "have" for c in below.children)
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in below.children)
    return not modal and (below.tag_ == "VBD" or (below.tag_ == "VBN" and has))


def is_hypothetical(trigger: Token) -> bool:
    """Tell "would have lost", which never was, and "its right to take", which is no event."""
    if trigger.dep_ == "acl" and trigger.head.lemma_.casefold() in ("right", "ability", "chance"):
        return True
    auxiliaries = {c.lower_ for c in trigger.children if c.dep_ == "aux"}
    return bool(auxiliaries & {"would", "could", "might", "'d"}) and "have" in auxiliaries


def by_words_of_a_pact(reading: Reading, trigger: Token) -> bool:
    """Tell whether an agreement's text says so: it is agreed, not done."""
    pact = reading.vocabulary.lists("terms")
    speech = reading.vocabulary.governors("speech")
    for verb in trigger.ancestors:
        if verb.lemma_ in speech and any(t.lemma_.casefold() in pact for t in subjects(verb)):
            return True
    words = reading.lowered
    return trigger.tag_ in ("VBZ", "VBP", "VBN") and any(
        f"according to the {word}" in words for word in pact
    )


def _under_a_pact(reading: Reading, status: Status) -> Status:
    pact = reading.vocabulary.lists("pact")
    named = any(t.lemma_.casefold() in pact for t in reading.doc)
    return Status.AGREED if status is Status.PLANNED and named else status


def _signs_on(token: Token, words: Vocabulary) -> set[Status]:
    """Read a verb's own auxiliaries and negation, or a noun's determiner."""
    signs: set[Status] = set()
    if _is_negated(token, words):
        signs.add(Status.DENIED)
    auxiliaries = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    lemmas = {c.lower_ for c in auxiliaries} | {c.lemma_.casefold() for c in auxiliaries}
    if token.dep_ == "conj" and _shares(token) and token.head.pos_ in VERBS:
        signs |= _signs_on(token.head, words) - {Status.UNDERWAY}
    if lemmas & words.governors("may"):
        signs.add(Status.PROPOSED)
    if lemmas & words.governors("must"):
        signs.add(Status.AGREED)
    if lemmas & words.governors("will"):
        signs.add(Status.PLANNED)
    if token.tag_ == "VB" and "to" in lemmas:
        signs |= _of_infinitive(token, words)
    if _is_in_progress(token, lemmas):
        signs.add(Status.UNDERWAY)
    return signs


def _is_in_progress(verb: Token, auxiliaries: set[str]) -> bool:
    """Tell "is deploying" and "is being deployed"."""
    if verb.tag_ == "VBG":
        return "be" in auxiliaries
    return verb.tag_ == "VBN" and "being" in auxiliaries


def _of_infinitive(token: Token, words: Vocabulary) -> set[Status]:
    """Give what "to leave" means: after "helped" or "began" something else than after "is"."""
    head = token.head
    if token.dep_ in ("xcomp", "ccomp") and head.lemma_ in (
        words.governors("underway") | words.governors("implicative")
    ):
        return set()
    if token.dep_ in ("xcomp", "ccomp") and head.lemma_ in words.governors("agreed"):
        return {Status.AGREED}
    if _begins(token, words):
        return {Status.UNDERWAY}
    return {Status.PLANNED}


def _begins(verb: Token, words: Vocabulary) -> bool:
    """Tell "launched the operation to send troops", which is begun, from "the plan to send"."""
    main = verb.head.head if verb.dep_ in ("acl", "relcl") else verb.head
    if verb.dep_ not in ("acl", "relcl", "advcl") or main.tag_ not in ("VBD", "VBN"):
        return False
    begun = {c.lemma_.casefold() for c in main.children if c.dep_ in ("dobj", "nsubjpass")}
    return main.lemma_ in words.governors("underway") and bool(begun & words.lists("mission"))


def _signs_of(token: Token, words: Vocabulary) -> set[Status]:
    """Read what a governing word says by its meaning."""
    lemma = token.lemma_.casefold()
    if lemma == "rule" and not any(c.lower_ == "out" for c in token.children):
        return set()
    if lemma == "have" and any(c.dep_ == "aux" for c in token.children):
        return set()
    if token.dep_ == "amod" or (lemma == "have" and token.dep_ == "aux"):
        return set()
    if lemma == "follow" and token.tag_ in ("VBD", "VBN", "VBG"):
        return set()  # "the pull-out followed a meeting"
    return {
        status
        for status in (*UNDONE_ORDER, Status.UNDERWAY)
        if lemma in words.governors(status.value)
    }


def _is_negated(token: Token, words: Vocabulary) -> bool:
    negations = words.governors("negations")
    for child in token.children:
        if child.dep_ == "neg" or (
            child.dep_ in ("det", "advmod", "preconj") and child.lower_ in negations
        ):
            return True
        if (
            child.dep_ == "dobj"
            and token.lemma_ in ("have", "be", "send", "see", "deploy")
            and any(c.lower_ == "no" for c in child.children)
        ):
            return True
    head = token.head
    return token.dep_ == "pcomp" and head.lower_ == "without"


def _is_condition(trigger: Token, words: Vocabulary) -> bool:
    conditions = words.governors("conditions")
    verb = trigger
    while verb.pos_ not in VERBS and verb.head.i != verb.i:
        verb = verb.head
    if any(
        c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "whether", "until")
        for c in verb.children
    ):
        return True
    return any(token.lower_ in conditions - {"until"} for token in subjects(verb))


def _of_form(verb: Token, above: list[Token]) -> Status:
    if (
        verb.tag_ == "VBG"
        and verb.dep_ in ("xcomp", "pcomp")
        and above
        and above[0].lemma_ in ("begin", "start", "continue")
    ):
        return Status.UNDERWAY
    return Status.COMPLETED


def _of_noun(noun: Token, above: list[Token], signs: set[Status], words: Vocabulary) -> Status:
    """Say it of a noun: by what it does ("is over"), or by the preposition it stands behind."""
    adjectives = {
        c.lemma_.casefold()
        for t in (noun, *above[:1])
        for c in t.children
        if c.dep_ in ("acomp", "amod", "oprd", "advmod", "prep", "attr")
    }
    lemmas = {t.lemma_.casefold() for t in above[:2]} | adjectives
    if lemmas & words.governors("done"):
        return Status.COMPLETED
    if Status.UNDERWAY in signs or lemmas & words.governors("underway"):
        return Status.UNDERWAY
    prepositions = [t.lower_ for t in above if t.dep_ == "prep" or t.pos_ == "ADP"]
    if set(prepositions) & (words.governors("after") | words.governors("before")):
        after = set(prepositions) & words.governors("after")
        return Status.COMPLETED if after else Status.PLANNED
    verb = next((t for t in above if t.pos_ in VERBS), None)
    of_form = {"VBG": Status.UNDERWAY, "VBD": Status.COMPLETED, "VBN": Status.COMPLETED}
    return of_form.get(verb.tag_, Status.PLANNED) if verb is not None else Status.PLANNED
