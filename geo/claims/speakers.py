"""Who says so: a speech verb's subject, "according to", or who spoke in the sentence before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.claims.reading import Reading, behind, subjects

PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
REPORTED = frozenset({"reportedly", "allegedly"})


def speaker_of(reading: Reading, trigger: Token, earlier: str) -> str:
    """
    Give who a trigger's matter is attributed to.

    Parameters
    ----------
    earlier
        Who spoke last in the sentences before; taken for "he said" and within quotes.

    Returns
    -------
    str
        An actor's id where the case knows the speaker, otherwise the name or title as printed;
        empty for the source itself.
    """
    for noun in (*_subjects_of_speech(reading, trigger), *_after_according(reading)):
        return _named(reading, noun, earlier)
    if any(t.lower_ in REPORTED for t in reading.doc):
        return "reportedly"
    inside = reading.sentence.text[:1] in '"“‘' or reading.sentence.text.rstrip()[-1:] in '"”'
    return earlier if inside else ""


def _subjects_of_speech(reading: Reading, trigger: Token) -> Iterator[Token]:
    """Give who says it: the verbs above the trigger come first, then the main verb."""
    speech = reading.vocabulary.governors("speech")
    main = [t for t in reading.doc if t.pos_ == "VERB" and t.dep_ in ("ROOT", "parataxis")]
    for verb in (*_verbs_above(trigger), *main):
        if verb.lemma_ in speech:
            yield from subjects(verb)


def _after_according(reading: Reading) -> Iterator[Token]:
    for token in reading.doc:
        if token.lower_ == "according":
            yield from behind(token, ("to",))
            for to in token.children:
                yield from to.children


def _verbs_above(token: Token) -> list[Token]:
    return [t for t in token.ancestors if t.pos_ == "VERB"]


def _named(reading: Reading, subject: Token, earlier: str) -> str:
    if subject.lower_ in PRONOUNS:
        return earlier
    actors = reading.actors_of(subject)
    if actors:
        return "; ".join(actors)
    left = min(
        (t.i for t in subject.children if t.dep_ in ("compound", "amod", "poss", "nmod")),
        default=subject.i,
    )
    return reading.doc[left : subject.i + 1].text
