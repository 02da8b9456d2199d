"""What earlier sentences leave behind for those to come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from geo.toponyms import Toponym


@dataclass
class Discourse:
    """
    What earlier sentences leave behind for "it", "the force" and "he said".

    Attributes
    ----------
    actor
        Who was named last as a subject.
    force
        Whose force was named last.
    speaker
        Who spoke last.
    theatre
        What the article is about; None when it names no place.
    forces
        How often whose force was named, by the word for it: "peacekeeper", "troop".
    passing
        Who receives and who gives in the handover told of last.
    """

    actor: str = ""
    force: str = ""
    speaker: str = ""
    theatre: Toponym | None = None
    forces: dict[str, Counter[str]] = field(default_factory=dict)
    passing: tuple[str, str] = ("", "")
