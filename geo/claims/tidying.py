"""What is said twice is claimed once: headlines, and "The deployment has begun"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.claims.model import FoundClaim, Unused
from geo.claims.sentences import Sentence
from geo.records import Status

TRANSFER = frozenset({"handover", "withdrawal"})
DONE = frozenset({Status.COMPLETED, Status.UNDERWAY})
LONGEST_HEADLINE = 130
STOPS = '.!?"”’…:;'
NEAR_SENTENCES = 2


def is_headline(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Tell a headline: a short paragraph of one sentence without a full stop."""
    text = sentence.text.rstrip()
    if len(text) > LONGEST_HEADLINE or text[-1:] in STOPS:
        return False
    return sum(other.paragraph == sentence.paragraph for other in others) == 1


def tidied(
    claims: Iterable[FoundClaim], sentences: Sequence[Sentence]
) -> tuple[list[FoundClaim], list[Unused]]:
    """
    Leave out what only repeats, and carry follow-ups over to what they follow.

    Parameters
    ----------
    claims
        In the order of the text.
    sentences
        All of the article.

    Returns
    -------
    tuple[list[FoundClaim], list[Unused]]
        The claims that stay, and those left out with the reason.
    """
    number = {sentence.start: i for i, sentence in enumerate(sentences)}
    everything = list(claims)
    kept: list[FoundClaim] = []
    unused: list[Unused] = []
    for claim in everything:
        sentence = sentences[number[claim.start]]
        reason = ""
        if claim.rule == "deployment.noun-bare":
            reason = _carried_over(claim, kept, number)
        elif is_headline(sentence, sentences) and _told_elsewhere(claim, everything):
            reason = "a headline repeats what the text says"
        elif _only_mentions(claim, everything):
            reason = "it only mentions what is claimed elsewhere"
        elif _can_repeat(claim) and any(_repeats(claim, other) for other in kept):
            reason = "it repeats an earlier claim"
        if reason:
            unused.append(Unused(claim.start, claim.end, f"{claim.rule}: {reason}"))
        else:
            kept.append(claim)
    return kept, unused


def _carried_over(claim: FoundClaim, kept: list[FoundClaim], number: dict[int, int]) -> str:
    """Give "The deployment has begun" to the deployment told of just before."""
    for index in reversed(range(len(kept))):
        earlier = kept[index]
        near = number[claim.start] - number[earlier.start] <= NEAR_SENTENCES
        if earlier.kind == claim.kind and near:
            if claim.status in DONE and earlier.status not in (*DONE, Status.DENIED):
                kept[index] = replace(
                    earlier, status=claim.status, edtf=earlier.edtf or claim.edtf, end=claim.end
                )
            return "it follows up an earlier claim"
    return "it names no force"


def _family(kind: str) -> str:
    return "transfer" if kind in TRANSFER else kind


def _told_elsewhere(claim: FoundClaim, others: Iterable[FoundClaim]) -> bool:
    return any(
        other.start != claim.start and _family(other.kind) == _family(claim.kind)
        for other in others
    )


def _only_mentions(claim: FoundClaim, others: Iterable[FoundClaim]) -> bool:
    """Tell a bare "the withdrawal", with no place or number of its own, from news of one."""
    if not claim.rule.endswith(".noun") or claim.quantity is not None:
        return False
    if "article" not in claim.reason:
        return False
    return any(
        other.start != claim.start
        and not other.rule.endswith(".noun")
        and _family(other.kind) == _family(claim.kind)
        and (claim.actor in ("", other.actor))
        for other in others
    )


def _can_repeat(claim: FoundClaim) -> bool:
    """Tell a claim with no number of its own that tells of nothing done."""
    return claim.quantity is None and claim.status not in DONE


def _repeats(claim: FoundClaim, other: FoundClaim) -> bool:
    """Tell whether a claim that can repeat another says nothing new, with no day or place."""
    if _family(claim.kind) != _family(other.kind) or other.status in DONE:
        return False
    if other.status == Status.DENIED != claim.status:
        return False
    if claim.attribution not in ("", other.attribution):
        return False
    same_actor = set(claim.actor.split("; ")) <= {*other.actor.split("; "), ""}
    no_day = not claim.edtf or claim.edtf == other.edtf
    own_place = claim.place and "article" not in claim.reason
    same_place = not own_place or (
        other.place is not None
        and claim.place is not None
        and claim.place.place_id == other.place.place_id
    )
    return same_actor and no_day and bool(same_place)
