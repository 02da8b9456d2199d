"""
Who did what where and when, by the rules in ``geo/rules``; each claim with its evidence.

The scan picks the sentences, spaCy parses them, rules take words of them, and each match is
settled into claims.  What is seen and not used comes out too, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from geo.articles import Article
from geo.claims.discourse import Discourse
from geo.claims.model import FoundClaim, Unused
from geo.claims.parser import DEFAULT_MODEL, parsed, tagged
from geo.claims.parties import Parties
from geo.claims.places import Locate, Whereabouts
from geo.claims.reading import Reading
from geo.claims.scan import Scan
from geo.claims.sentences import Sentence, split_sentences
from geo.claims.settling import Settler
from geo.claims.sieve import Triggers
from geo.claims.sites import THEATRE
from geo.claims.tidying import tidied
from geo.claims.triggers import matches
from geo.claims.vocabulary import Vocabulary, load_vocabulary
from geo.records import Status
from geo.toponyms import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geo.case.models import CaseFile

__all__ = ["ClaimReader", "FoundClaim", "Unused"]

TRANSFER = frozenset({"handover", "withdrawal"})
DONE = frozenset({Status.COMPLETED, Status.UNDERWAY})
DISPUTED_WITHIN = 3
SOMEWHERE = re.compile(r"\b(?:in|into|from|inside|across|near|to|over|of) (?:the )?$")
SPOKEN = re.compile(r"\b(?:said|told|wrote|announced|according to|says|added)\b")


class ClaimReader:
    """
    Reads claims in articles; made once for many of them.

    Parameters
    ----------
    case
        Its actors; None for articles without a case.
    corridors
        Toponyms by kind of which the case has just one, for "the corridor".
    locate
        Gives a place by its name; None finds none.
    vocabulary
        Rules; None for the shipped ones.
    model
        The spaCy model.
    """

    def __init__(
        self,
        case: CaseFile | None = None,
        *,
        corridors: dict[str, Toponym] | None = None,
        locate: Locate | None = None,
        vocabulary: Vocabulary | None = None,
        model: str = DEFAULT_MODEL,
    ) -> None:
        self._vocabulary = vocabulary or load_vocabulary()
        self._parties = Parties(self._vocabulary, case)
        self._scan = Scan(self._vocabulary, self._parties.names())
        self._own = corridors or {}
        self._locate = locate or (lambda _: None)
        self._model = model

    def read(
        self, article: Article, toponyms: Sequence[Toponym]
    ) -> tuple[tuple[FoundClaim, ...], tuple[Unused, ...]]:
        """Give the claims of an article, and what was seen and not used; in the text's order."""
        sentences = split_sentences(article)
        toponyms = sorted(toponyms, key=lambda t: t.start)
        starts = [t.start for t in toponyms]
        learn = cache(self._parties.learn)
        chosen = self._scan.worth_parsing(article.text, sentences, starts, learn)
        if not chosen:
            return (), ()
        docs = self._parse(chosen)
        whereabouts = Whereabouts(
            toponyms, sentences, self._own, self._locate, frozenset(self._parties.names())
        )
        persons = learn(article.text)
        settler = Settler(article.sha256, article.published, self._parties, whereabouts)
        discourse = Discourse(theatre=whereabouts.theatre())
        low = article.text.casefold()
        claims: list[FoundClaim] = []
        unused: list[Unused] = []
        for number, sentence in enumerate(sentences):
            named = self._parties.find(sentence.text, persons)
            doc = docs.get(sentence.start)
            if doc is not None and _is_caption(sentence, self._vocabulary):
                unused.append(Unused(sentence.start, sentence.end, "a caption"))
            elif doc is not None:
                first, last = (bisect_left(starts, at) for at in (sentence.start, sentence.end))
                inside = toponyms[first:last]
                before = self._classes_in(sentences[number - 1 : number])
                reading = Reading(sentence, doc, inside, named, self._vocabulary, before)
                found, left = _of_sentence(reading, settler, discourse, low)
                claims += found
                unused += left
            self._remember(sentence, named, discourse)
        kept, repeated = tidied(_disputed(claims, sentences, self._vocabulary), sentences)
        return tuple(kept), (*unused, *repeated)

    def _parse(self, chosen: Sequence[tuple[Sentence, Triggers]]) -> dict[int, Doc]:
        """Give the parses of sentences by where they start, of those whose tags fit a rule."""
        docs = tagged((sentence.text for sentence, _ in chosen), self._model)
        kept = {
            sentence.start: doc
            for (sentence, triggers), doc in zip(chosen, docs, strict=True)
            if self._scan.is_worth_parsing(doc, triggers)
        }
        return dict(zip(kept, parsed(kept.values(), self._model), strict=True))

    def _classes_in(self, earlier: Sequence[Sentence]) -> frozenset[str]:
        """Tell whether "it" can be a post: the sentence before names one."""
        words = {w.strip(".,").casefold() for s in earlier for w in s.text.split()}
        posts = set(self._vocabulary.words["classes"]["post"])
        return frozenset({"post"}) if words & posts else frozenset()

    def _remember(self, sentence: Sentence, named: Sequence[object], discourse: Discourse) -> None:
        """Keep who was named, for the sentences to come."""
        actors = [(p.start, p.end, p.actor) for p in named]  # type: ignore[attr-defined]
        if not actors:
            return
        acting = [a for a in actors if not SOMEWHERE.search(sentence.text[: a[0]])]
        discourse.actor = (acting or actors)[0][2]
        forces = self._vocabulary.words["classes"]["force"]
        found = ""
        for _, end, actor in actors:
            follow = re.match(r"(?:['’]s)?((?: [\w-]+){1,3})", sentence.text[end:])
            words = {
                w
                for word in (follow[1].split() if follow else [])
                for w in (word, word.rstrip("s"))
            }
            if named_forces := words & set(forces):
                found = found or actor
                for force in named_forces:
                    discourse.forces.setdefault(force, Counter())[actor] += 1
        discourse.force = found or discourse.force
        spoken = SPOKEN.search(sentence.text)
        if spoken:
            discourse.speaker = min(actors, key=lambda a: abs(a[1] - spoken.start()))[2]


def _of_sentence(
    reading: Reading, settler: Settler, discourse: Discourse, article: str
) -> tuple[list[FoundClaim], list[Unused]]:
    sentence = reading.sentence
    claims: list[FoundClaim] = []
    unused: list[Unused] = []
    taken: set[int] = set()
    for match in matches(reading, article):
        if (
            match.trigger.dep_ == "advcl"
            and match.trigger.tag_ == "VBG"
            and match.trigger.head.i in taken
        ):
            continue  # "entered the town, taking it over"
        found, reason = settler.claims(reading, match, discourse)
        if reason:
            unused.append(Unused(sentence.start, sentence.end, f"{match.rule.id}: {reason}"))
        if found and found[0].kind in TRANSFER:
            taken.add(match.trigger.i)
        for claim in found:
            same = [i for i, other in enumerate(claims) if _is_same(claim, other)]
            if not same:
                claims.append(claim)
            elif claims[same[0]].status in DONE and claim.status not in DONE and not claim.reason:
                claims[same[0]] = claim  # what is undone wins
    own = {claim.kind in TRANSFER or claim.kind for claim in claims if THEATRE not in claim.reason}
    kept = [
        claim
        for claim in claims
        if THEATRE not in claim.reason
        or not claim.rule.endswith(".noun")
        or (claim.kind in TRANSFER or claim.kind) not in own
    ]
    return kept, unused


def _is_caption(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    low = sentence.text.casefold()
    return any(sign in low for sign in vocabulary.background["captions"])


def _is_same(one: FoundClaim, other: FoundClaim) -> bool:
    """Tell whether two matches of a sentence say the same thing."""
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and not kinds <= TRANSFER:
        return False
    return (one.place.place_id if one.place else "") == (
        other.place.place_id if other.place else ""
    )


def _disputed(
    claims: Iterable[FoundClaim], sentences: Sequence[Sentence], vocabulary: Vocabulary
) -> list[FoundClaim]:
    """Mark what is told as a claim, and denied in the sentences after it."""
    claiming = vocabulary.governors("claiming")
    disputing = vocabulary.governors("disputing")
    numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
    result = []
    for claim in claims:
        number = numbers[claim.start]
        told = any(
            word.startswith(tuple(claiming)) for word in sentences[number].text.casefold().split()
        )
        after = " ".join(s.text for s in sentences[number + 1 : number + 1 + DISPUTED_WITHIN])
        denied = disputing & set(re.findall(r"[a-z]+", after.casefold()))
        if told and denied and claim.status in (Status.COMPLETED, Status.UNDERWAY):
            result.append(replace(claim, status=Status.DISPUTED))
        else:
            result.append(claim)
    return result
