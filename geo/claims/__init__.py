"""
Who did what where and when, by the rules in ``geo/rules``; each claim with its evidence.

The scan picks the sentences, spaCy parses them, rules take words of them, and each match is
settled into claims.  What is seen and not used comes out too, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geo.articles import Article
from geo.claims.discourse import Discourse
from geo.claims.model import FoundClaim, Unused
from geo.claims.parser import DEFAULT_MODEL, parsed, tagged, words_of
from geo.claims.parties import Parties
from geo.claims.places import Locate, Whereabouts
from geo.claims.reading import Reading
from geo.claims.scan import Scan
from geo.claims.sentences import Sentence, split_sentences
from geo.claims.settling import Settler
from geo.claims.sieve import Triggers
from geo.claims.sites import THEATRE
from geo.claims.tidying import tidied
from geo.claims.triggers import Words, matches
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


@dataclass(frozen=True, slots=True)
class _Opened:
    """An article cut into sentences, with those that can hold a claim."""

    article: Article
    toponyms: Sequence[Toponym]
    starts: Sequence[int]
    sentences: Sequence[Sentence]
    chosen: Sequence[tuple[Sentence, Triggers]]
    persons: Mapping[str, str]

    def places_in(self, sentence: Sentence) -> Sequence[Toponym]:
        """Give the toponyms of a sentence."""
        first, last = (bisect_left(self.starts, at) for at in (sentence.start, sentence.end))
        return self.toponyms[first:last]


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
        return self.read_together([(article, toponyms)])[0]

    def read_together(
        self, articles: Iterable[tuple[Article, Sequence[Toponym]]]
    ) -> list[tuple[tuple[FoundClaim, ...], tuple[Unused, ...]]]:
        """
        Give the same of several articles, in their order.

        Notes
        -----
        Their sentences are parsed together, which is quicker and changes nothing.
        """
        opened = [self._open(article, toponyms) for article, toponyms in articles]
        docs = self._parse([one for each in opened for one in each.chosen])
        return [self._settle(each, docs) for each in opened]

    def _open(self, article: Article, toponyms: Sequence[Toponym]) -> _Opened:
        sentences = split_sentences(article)
        ordered = sorted(toponyms, key=lambda t: t.start)
        starts = [t.start for t in ordered]
        learn = cache(self._parties.learn)
        chosen = self._scan.worth_parsing(article.text, sentences, starts, learn)
        persons = learn(article.text) if chosen else {}
        return _Opened(article, ordered, starts, sentences, chosen, persons)

    def _parse(self, chosen: Sequence[tuple[Sentence, Triggers]]) -> dict[int, Doc]:
        """Give the parses of sentences by their identity, of those that can fit a rule."""
        docs = words_of((sentence.text for sentence, _ in chosen), self._model)
        hopeful = [
            (sentence, triggers, doc)
            for (sentence, triggers), doc in zip(chosen, docs, strict=True)
            if self._scan.is_worth_tagging(doc, triggers)
        ]
        docs = tagged((doc for _, _, doc in hopeful), self._model)
        kept = {
            id(sentence): doc
            for (sentence, triggers, _), doc in zip(hopeful, docs, strict=True)
            if self._scan.is_worth_parsing(doc, triggers)
        }
        return dict(zip(kept, parsed(kept.values(), self._model), strict=True))

    def _settle(
        self, opened: _Opened, docs: Mapping[int, Doc]
    ) -> tuple[tuple[FoundClaim, ...], tuple[Unused, ...]]:
        """Give the claims of an article whose sentences are parsed."""
        if not opened.chosen:
            return (), ()
        article, sentences = opened.article, opened.sentences
        whereabouts = Whereabouts(
            opened.toponyms, sentences, self._own, self._locate, frozenset(self._parties.names())
        )
        settler = Settler(article.sha256, article.published, self._parties, whereabouts)
        discourse = Discourse(theatre=whereabouts.theatre())
        words = Words(article.text.casefold())
        claims: list[FoundClaim] = []
        unused: list[Unused] = []
        for number, sentence in enumerate(sentences):
            named = self._parties.find(sentence.text, opened.persons)
            doc = docs.get(id(sentence))
            if doc is not None and _is_caption(sentence, self._vocabulary):
                unused.append(Unused(sentence.start, sentence.end, "a caption"))
            elif doc is not None:
                before = self._classes_before(opened, number)
                inside = opened.places_in(sentence)
                reading = Reading(sentence, doc, inside, named, self._vocabulary, before)
                found, left = _of_sentence(reading, settler, discourse, words)
                claims += found
                unused += left
            self._remember(sentence, named, discourse)
        kept, repeated = tidied(_disputed(claims, sentences, self._vocabulary), sentences)
        return tuple(kept), (*unused, *repeated)

    def _classes_before(self, opened: _Opened, number: int) -> frozenset[str]:
        """Give the classes of what "it" can mean."""
        after_post = number > 0 and self._vocabulary.names_post(opened.sentences[number - 1].text)
        return frozenset({"post"} if after_post else ())

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
    reading: Reading, settler: Settler, discourse: Discourse, article: Words
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
