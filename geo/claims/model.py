"""What is read: a claim as found, and what was seen and not used."""

from __future__ import annotations

from dataclasses import dataclass

from geo.records import Scope, Status
from geo.toponyms import Toponym


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """
    A claim as a rule reads it.

    Attributes
    ----------
    kind
        As in ``geo.records.Kind``.
    place
        Where; None where the text names no place.
    actor, counterparty
        Ids of the case's actors, or names of states and bodies; several stand with "; " between.
    origin
        Place id of where it came from, or empty.
    edtf, roughly
        When, as ``geo.dates.read_edtf`` reads it; empty when nothing is said.
    start, end
        Offsets of the evidence into the article's text.
    rule
        Id of the rule.
    reason
        How place and day were found, where the sentence itself does not name them.
    """

    claim_id: str
    kind: str
    place: Toponym | None
    scope: Scope
    actor: str
    counterparty: str
    origin: str
    edtf: str
    roughly: bool
    status: Status
    quantity: float | None
    quantity_as_printed: str
    approximation: str
    unit: str
    attribution: str
    start: int
    end: int
    rule: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unused:
    """A stretch of text that was seen and not used, and why."""

    start: int
    end: int
    reason: str
