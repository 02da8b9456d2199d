"""When: the date phrase that belongs to a trigger, or the day by which it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from geo.claims.reading import Reading
from geo.dates import read_edtf
from geo.phrases import DatePhrase, find_dates
from geo.records import Status
from geo.toponyms import Toponym

SAME_DAY = re.compile(r"\b(?:the same|that) day\b", re.IGNORECASE)
HAPPENED = (Status.COMPLETED, Status.UNDERWAY)
DAYS_OF_NEWS = 240


@dataclass(frozen=True, slots=True)
class When:
    """
    When a claim says it was.

    Attributes
    ----------
    edtf, roughly
        As in the formats; empty when nothing is said.
    is_past
        Whether the day lies so far back that the text only recalls it.
    reason
        Empty where the clause itself gives the day.
    """

    edtf: str
    roughly: bool = False
    is_past: bool = False
    reason: str = ""


def day_of(phrase: DatePhrase) -> date | None:
    """Give the day a phrase ends with, or begins with where its end is open."""
    span = read_edtf(phrase.edtf)
    return span.last or span.start


def when_of(
    reading: Reading,
    trigger: Token,
    status: Status,
    published: date | None,
    background: Mapping[str, Sequence[str]],
) -> When:
    """
    Say when the matter of a trigger was.

    Notes
    -----
    A day that belongs to "said" is not the day of the matter: what had happened by then gets an
    open span that ends with it, and a plan gets no day.
    """
    phrases = find_dates(reading.sentence.text, published)
    own, said = _sorted_out(reading, trigger, phrases)
    clause = " ".join(t.text for t in sorted(_clause(trigger), key=lambda t: t.i)).casefold()
    recalled = any(phrase in clause for phrase in background["phrases"])
    recalled = recalled or _has_old_year(clause, published)
    if status not in HAPPENED:
        own = [p for p in own if not _is_of_a_pledge(reading, trigger, p)]
    if own:
        last = day_of(own[0])
        past = bool(published and last and (published - last).days > DAYS_OF_NEWS)
        return When(own[0].edtf, own[0].roughly, is_past=past or recalled)
    if status not in HAPPENED or recalled:
        return When("", is_past=recalled)
    if said and (day := day_of(said[0])):
        return When(f"[..{day}]", reason="by the day it was said")
    if published:
        return When(f"[..{published}]", reason="by the day of publication")
    return When("")


def _has_old_year(clause: str, published: date | None) -> bool:
    """Tell whether a clause names a war or a day of years ago, as in "the 1988-94 war"."""
    years = [int(year) for year in re.findall(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", clause)]
    if published is None or not years:
        return False
    return all(year < published.year - 1 for year in years)


def _clause(token: Token) -> Iterator[Token]:
    """Give a clause without the clauses that describe its nouns."""
    yield token
    for child in token.children:
        if child.dep_ not in ("relcl", "ccomp", "parataxis") and not (
            child.dep_ == "acl" and child.tag_ == "VBN"
        ):
            yield from _clause(child)


def _sorted_out(
    reading: Reading, trigger: Token, phrases: Sequence[DatePhrase]
) -> tuple[list[DatePhrase], list[DatePhrase]]:
    """Tell the dates of the trigger's clause, the nearest first, from those of "said"."""
    speech = reading.vocabulary.governors("speech")
    own, said = [], []
    line = _line(trigger, speech)
    for phrase in phrases:
        tokens = [
            t for t in reading.doc if phrase.start < t.idx + len(t.text) and t.idx < phrase.end
        ]
        if not tokens:
            continue
        owner = _owner(tokens)
        beside = owner.tag_ == "VBG" and owner.dep_ == "acl" and trigger in owner.ancestors
        if owner.i in line:
            own.append((line[owner.i], abs(tokens[0].i - trigger.i), phrase))
        elif beside:
            own.append((len(line), abs(tokens[0].i - trigger.i), phrase))
        elif owner.lemma_ in speech:
            said.append(phrase)
    return [p for _, _, p in sorted(own, key=lambda one: one[:2])], said


def _is_of_a_pledge(reading: Reading, trigger: Token, phrase: DatePhrase) -> bool:
    """Tell the day of "agreed on Sunday to leave" from the day of leaving."""
    tokens = [t for t in reading.doc if phrase.start < t.idx + len(t.text) and t.idx < phrase.end]
    owner = _owner(tokens)
    pledges = reading.vocabulary.governors("agreed") | reading.vocabulary.governors("proposed")
    past = owner.tag_ == "VBD" or any(c.lower_ in ("has", "have", "had") for c in owner.children)
    own_words = {p.lower_ for p in tokens}
    return (
        owner.i != trigger.i
        and owner.pos_ == "VERB"
        and owner.lemma_ in pledges
        and past
        and not own_words & {"by", "until", "before"}
    )


def _owner(tokens: Sequence[Token]) -> Token:
    """Give the verb a date belongs to."""
    inside = {t.i for t in tokens}
    token = tokens[0]
    while token.i in inside or token.pos_ not in ("VERB", "AUX"):
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _line(trigger: Token, speech: frozenset[str]) -> dict[int, int]:
    """Give the verbs that share a trigger's day, with their distance: itself and those above."""
    found = {trigger.i: 0}
    token = trigger
    for distance in range(1, 6):
        head = token.head
        if head.i == token.i or (
            token.pos_ in ("VERB", "AUX") and token.dep_ in ("relcl", "parataxis")
        ):
            break
        if head.lemma_ in speech and head.pos_ == "VERB":
            break
        found[head.i] = distance
        token = head
    for child in trigger.children:
        if child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX"):
            found[child.i] = 1
    return found


def pairs_after(
    reading: Reading, first: Toponym, published: date | None
) -> list[tuple[Toponym, str, bool]]:
    """
    Give the further pairs of "Orrin follows on 3 May and Lund on 5 May".

    Returns
    -------
    list[tuple[Toponym, str, bool]]
        Place, EDTF and roughly of each pair but the first; empty where places and days do not
        take turns.
    """
    start = reading.sentence.start
    places = [t for t in reading.toponyms if t.start >= first.start and t.kind != "country"]
    phrases = find_dates(reading.sentence.text, published)
    turns = sorted(
        [
            *((t.start - start, "place") for t in places),
            *((p.start, "day") for p in phrases if p.start > first.start - start),
        ]
    )
    if [kind for _, kind in turns] != ["place", "day"] * len(places) or not places[1:]:
        return []
    days = [p for p in phrases if p.start > first.start - start]
    return [(t, p.edtf, p.roughly) for t, p in list(zip(places, days, strict=True))[1:]]
