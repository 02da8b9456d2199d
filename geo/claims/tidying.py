"""What is said twice is claimed once: headlines, and "The deployment has begun"."""

from __future__ import annotations

from collections import Counter
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
ANYONE, NOWHERE = "*", "*"
_Voice = tuple[bool, str, str]  # whether it is denied, by whose word, who acts


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
    sizes = Counter(sentence.paragraph for sentence in sentences)
    everything = list(claims)
    told = _Told(everything)
    kept: list[FoundClaim] = []
    earlier = _Earlier()
    unused: list[Unused] = []
    for claim in everything:
        sentence = sentences[number[claim.start]]
        alone = sizes[sentence.paragraph] == 1
        reason = ""
        if claim.rule == "deployment.noun-bare":
            reason = _carried_over(claim, kept, number, earlier)
        elif alone and is_headline(sentence) and told.elsewhere(claim):
            reason = "a headline repeats what the text says"
        elif told.is_mention(claim):
            reason = "it only mentions what is claimed elsewhere"
        elif earlier.says(claim):
            reason = "it repeats an earlier claim"
        if reason:
            unused.append(Unused(claim.start, claim.end, f"{claim.rule}: {reason}"))
        else:
            kept.append(claim)
            earlier.add(claim)
    return kept, unused


def is_headline(sentence: Sentence) -> bool:
    """Tell a line that can be a headline where it is alone: short, and without a full stop."""
    text = sentence.text.rstrip()
    return len(text) <= LONGEST_HEADLINE and text[-1:] not in STOPS


def _carried_over(
    claim: FoundClaim, kept: list[FoundClaim], number: dict[int, int], told: _Earlier
) -> str:
    """Give "The deployment has begun" to the deployment told of just before."""
    for index in reversed(range(len(kept))):
        earlier = kept[index]
        if number[claim.start] - number[earlier.start] > NEAR_SENTENCES:
            break
        if earlier.kind == claim.kind:
            if claim.status in DONE and earlier.status not in (*DONE, Status.DENIED):
                told.forget(earlier)
                kept[index] = replace(
                    earlier, status=claim.status, edtf=earlier.edtf or claim.edtf, end=claim.end
                )
            return "it follows up an earlier claim"
    return "it names no force"


def _family(kind: str) -> str:
    return "transfer" if kind in TRANSFER else kind


class _Told:
    """What an article's claims tell, to ask whether another sentence tells it as well."""

    def __init__(self, claims: Iterable[FoundClaim]) -> None:
        self._starts: dict[str, set[int]] = {}
        self._news: dict[tuple[str, str], set[int]] = {}
        for claim in claims:
            family = _family(claim.kind)
            self._starts.setdefault(family, set()).add(claim.start)
            if not claim.rule.endswith(".noun"):
                for actor in {claim.actor, ANYONE}:
                    self._news.setdefault((family, actor), set()).add(claim.start)

    def elsewhere(self, claim: FoundClaim) -> bool:
        """Tell whether another sentence has a claim of the kind."""
        return bool(self._starts[_family(claim.kind)] - {claim.start})

    def is_mention(self, claim: FoundClaim) -> bool:
        """Tell a bare "the withdrawal", with no place or number of its own, from news of one."""
        if not claim.rule.endswith(".noun") or claim.quantity is not None:
            return False
        if "article" not in claim.reason:
            return False
        news = self._news.get((_family(claim.kind), claim.actor or ANYONE), set())
        return bool(news - {claim.start})


class _Earlier:
    """Claims that stay, by what a later one can repeat of them."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str | None, str | None], Counter[_Voice]] = {}

    def add(self, claim: FoundClaim) -> None:
        """Keep a claim, if it tells of nothing done."""
        self._count(claim, 1)

    def forget(self, claim: FoundClaim) -> None:
        """Leave a claim out again, since it is done."""
        self._count(claim, -1)

    def _count(self, claim: FoundClaim, more: int) -> None:
        if claim.status in DONE:
            return
        place = claim.place.place_id if claim.place else None
        voice = (claim.status == Status.DENIED, claim.attribution, claim.actor)
        for key in {(place, claim.edtf), (place, None), (NOWHERE, claim.edtf), (NOWHERE, None)}:
            voices = self._told.setdefault((_family(claim.kind), *key), Counter())
            voices[voice] += more

    def says(self, claim: FoundClaim) -> bool:
        """Tell whether a claim with no number, of nothing done, adds no day, place or voice."""
        if claim.quantity is not None or claim.status in DONE:
            return False
        own_place = claim.place if "article" not in claim.reason else None
        place = own_place.place_id if own_place else NOWHERE
        voices = +self._told.get((_family(claim.kind), place, claim.edtf or None), Counter())
        actors = {*claim.actor.split("; ")}
        return any(
            actors <= {*actor.split("; "), ""}
            and claim.attribution in ("", attribution)
            and not (denied and claim.status != Status.DENIED)
            for denied, attribution, actor in voices
        )
