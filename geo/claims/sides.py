"""Who does it and to whom: by a rule's slots, by who is meant with "it", by who the rivals are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from geo.claims.discourse import Discourse
from geo.claims.parties import Parties
from geo.claims.reading import Reading, behind, subjects
from geo.claims.triggers import Match

RIVAL_KINDS = ("handover", "capture", "withdrawal")
PEOPLE = "residents"
PRONOUNS = frozenset({"it", "they", "he", "she", "who", "its", "their", "we"})


class Sides:
    """
    Finds who acts in matches.

    Parameters
    ----------
    parties
        Who is who.
    """

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def of(self, reading: Reading, match: Match, discourse: Discourse) -> tuple[str, str]:
        """Give actor and counterparty; of a handover, who receives and who gives."""
        rule = match.rule
        other = (
            self._slot(reading, match, rule.counterparty, discourse) if rule.counterparty else ""
        )
        if rule.actor in ("to", "opponent"):
            actor = self._slot(reading, match, rule.actor, discourse) if rule.actor == "to" else ""
            actor = actor or self._parties.opponent(other)
        else:
            actor = self._slot(reading, match, rule.actor, discourse) if rule.actor else ""
        same = self._parties.side(other) == self._parties.side(actor)
        if rule.kind in RIVAL_KINDS and actor and (not other or same):
            other = self._parties.opponent(actor)
        receiver = discourse.passing[0]
        if rule.actor in ("to", "opponent") and not actor and other and other != receiver:
            actor = receiver  # who received before, in the same article
        if rule.kind == "handover":
            if not rule.actor:
                actor, other = discourse.passing
            discourse.passing = (actor, other) if actor else discourse.passing
        return actor, other

    def _slot(self, reading: Reading, match: Match, slot: str, discourse: Discourse) -> str:
        """Give who stands in a slot of a rule."""
        if slot == "people":
            return PEOPLE
        if slot in ("to", "from"):
            return self._named(reading, behind(match.trigger, (slot,)))
        if slot == "flag":
            return self._named(reading, (*match.subjects, *match.objects)) or discourse.force
        if slot == "helper":
            helpers = subjects(match.trigger.head.head) if match.trigger.head.dep_ == "prep" else ()
            return self._named(reading, [*match.subjects, *helpers]) or discourse.actor or PEOPLE
        moved = not match.subjects and any("force" in reading.classes(t) for t in match.objects)
        nouns = match.objects if slot == "object-party" or moved else match.subjects
        named = self._named(reading, nouns) or self._named(reading, match.subjects)
        return named or self._unnamed(reading, match, nouns, discourse)

    def _unnamed(
        self, reading: Reading, match: Match, nouns: Sequence[Token], discourse: Discourse
    ) -> str:
        """Give who is meant by "it", "its troops", "the contingent", or nobody at all."""
        words = {t.lower_ for noun in nouns for t in (noun, *noun.children)}
        if "we" in words and match.rule.kind in RIVAL_KINDS:
            return discourse.speaker or discourse.actor
        above = [t for verb in match.trigger.ancestors for t in subjects(verb)]
        doing = words | {t.lower_ for noun in match.subjects for t in (noun, *noun.children)}
        doing |= {t.lower_ for t in above[:1]} if not match.subjects else set()
        clause = self._by_clause(reading, match, spoken=bool(doing & PRONOUNS))
        if words & {"they", "them", "their"} and match.rule.kind == "deployment":
            return clause or discourse.force or discourse.actor
        if words & PRONOUNS:
            return clause or discourse.actor or discourse.force
        own = [discourse.forces[t.lemma_] for t in nouns if t.lemma_ in discourse.forces]
        if own and "the" in words:
            return own[0].most_common(1)[0][0]
        if "the" in words:
            return discourse.force or clause or discourse.actor
        return clause or discourse.force or discourse.actor

    def _named(self, reading: Reading, nouns: Iterable[Token]) -> str:
        found = dict.fromkeys(actor for noun in nouns for actor in reading.actors_of(noun))
        return "; ".join(found)

    def _by_clause(self, reading: Reading, match: Match, *, spoken: bool) -> str:
        """Give who is named as the subject of the verbs above: "it" in "Doria said it left"."""
        speech = reading.vocabulary.governors("speech")
        for verb in match.trigger.ancestors:
            if verb.pos_ in ("VERB", "AUX") and (spoken or verb.lemma_ not in speech):
                named = self._named(reading, subjects(verb))
                if named:
                    return named
        return ""
