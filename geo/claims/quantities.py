"""Numbers with their unit, and how far they hold: "some 2,000 troops", "over 900 people"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from geo.claims.reading import Reading, singular
from geo.claims.vocabulary import Vocabulary

FEW_WORDS = 3
_DIGITS = re.compile(r"\d{1,3}(?:[,. \u00a0]\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number and what it counts.

    Attributes
    ----------
    token
        Index of the counted noun in its sentence.
    value
        The number.
    as_printed
        The number as the text writes it.
    approximation
        ``exact``, ``about``, ``at-least`` or ``at-most``.
    unit
        As in the formats: ``troops``, ``people``, ``posts`` and so on.
    """

    token: int
    value: float
    as_printed: str
    approximation: str
    unit: str


def quantities(reading: Reading) -> tuple[Quantity, ...]:
    """Find the numbers of a sentence whose unit the vocabulary knows, in its order."""
    units = {
        word: unit
        for unit, words in reading.vocabulary.quantities["units"].items()
        for word in words
    }
    found = []
    for token in reading.doc:
        unit = units.get(token.lemma_.casefold(), units.get(singular(token), ""))
        numbers = [
            c
            for c in token.children
            if c.dep_ == "nummod" and number_of(c, reading.vocabulary) is not None
        ]
        if not numbers and token.dep_ == "amod" and token.head.pos_ == "NUM":
            numbers = [token.head]  # "one general"
        if not numbers:
            numbers = _above(token, reading.vocabulary)
        if unit and numbers:
            value = number_of(numbers[0], reading.vocabulary)
            if value:
                printed, approximation = _worded(numbers[0], reading)
                found.append(Quantity(token.i, value, printed, approximation, unit))
    return tuple(_summed(found, reading))


def _above(token: Token, words: Vocabulary) -> list[Token]:
    """Give the number of "60 of the staff"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NUM":
        return [token.head.head] if number_of(token.head.head, words) else []
    return []


def number_of(token: Token, words: Vocabulary) -> float | None:
    """
    Read a number in digits or words; None where it is none.

    ``12,000`` and ``12.000`` are twelve thousand; "26 thousand" is read with its left neighbour.
    """
    text = token.text
    match = _DIGITS.fullmatch(text)
    if match:
        grouped = re.sub(r"[,. \u00a0](?=\d{3}\b)", "", text)
        value = float(grouped)
    else:
        table = words.quantities["numbers"]
        parts = token.lower_.split("-")
        if not all(part in table for part in parts):
            return None
        value = float(sum(table[part] for part in parts))
    for child in token.children:
        inner = number_of(child, words) if child.dep_ == "compound" else None
        if inner is not None and child.i < token.i:
            value = inner * value
    return value


def _worded(number: Token, reading: Reading) -> tuple[str, str]:
    """Give the number as printed, and how far it holds by the words before it."""
    parts = [c for c in number.children if c.dep_ == "compound" and c.pos_ == "NUM"]
    first = min((c.i for c in parts), default=number.i)
    printed = reading.doc[first : number.i + 1].text
    before = reading.doc[max(0, first - 4) : first].text.casefold()
    table = reading.vocabulary.quantities["approximations"]
    phrases = sorted(
        ((phrase, name) for name, words in table.items() for phrase in words),
        key=lambda pair: -len(pair[0]),
    )
    for phrase, name in phrases:
        if re.search(rf"(?<!\w){re.escape(phrase)}\s*(?:the |a )?$", before):
            return printed, name
    return printed, "exact"


def _summed(found: list[Quantity], reading: Reading) -> list[Quantity]:
    """Add "one general and 35 officers" together: joined by "and", of one unit."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        between = reading.doc[last.token + 1 : quantity.token].text.split() if last else []
        if (
            last
            and last.unit == quantity.unit
            and between[:1] == ["and"]
            and len(between) <= FEW_WORDS
        ):
            printed = f"{last.as_printed} and {quantity.as_printed}"
            result[-1] = Quantity(
                quantity.token, last.value + quantity.value, printed, "exact", last.unit
            )
        else:
            result.append(quantity)
    return result


def chosen_quantity(
    found: tuple[Quantity, ...],
    wanted: tuple[str, ...],
    arguments: tuple[Token, ...],
    trigger: Token,
) -> Quantity | None:
    """
    Choose the number that belongs to a trigger.

    Parameters
    ----------
    found
        The numbers of the sentence.
    wanted
        Units in the order of preference.
    arguments
        Nouns that the trigger is about; a number on them or below them comes first.
    trigger
        Its verb or noun; the number of what another clause tells is not its own.
    """
    below = {t.i for argument in arguments for t in argument.subtree}
    for inside in (True, False):
        for unit in wanted:
            fitting = [q for q in found if q.unit == unit and (q.token in below) is inside]
            if fitting and (inside or len(fitting) == 1):
                return fitting[0] if inside or not _is_told_apart(fitting[0], trigger) else None
    return None


def _is_told_apart(quantity: Quantity, trigger: Token) -> bool:
    """
    Tell the number of a clause with a subject of its own.

    So it is in "entered after the others had moved 30,000 men", and in "sent 300 men, but the
    others have not decided to send any".
    """
    teller = trigger.doc[quantity.token]
    while not _is_verb(teller) and teller.head.i != teller.i:
        teller = teller.head
    if teller.i == trigger.i:
        return False
    if trigger in teller.ancestors:
        return _has_subject(teller)
    between: list[Token] = []
    for token in (trigger, *trigger.ancestors):
        if token.i == teller.i:
            return any(_has_subject(one) for one in between)
        between += [token] if _is_verb(token) else []
    return False


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
