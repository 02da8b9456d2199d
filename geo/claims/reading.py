"""
A sentence as the rules see it: spaCy's parse, with places, parties and classes of words on it.

Arguments of a verb are found through passives, relative clauses, participles, shared subjects
and controlled infinitives; a noun's through its prepositions and possessives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from geo.claims.parties import Party
from geo.claims.sentences import Sentence
from geo.claims.vocabulary import Vocabulary
from geo.toponyms import Toponym

DEEPEST = 4
REBELS = frozenset({"rebel", "jihadist", "insurgent"})
PREPOSITIONAL = ("prep", "agent", "dative", "advmod", "prt", "advcl", "conj")
SUBJECTS = ("nsubj", "csubj", "expl")
CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "ccomp", "dep", "acl")
WILD = frozenset(
    {
        *("it", "its", "they", "their", "them", "we", "us", "who", "which", "that"),
        *("everything", "most", "some"),
    }
)


class Reading:
    """
    One parsed sentence.

    Parameters
    ----------
    sentence
        Where it stands in the article.
    doc
        spaCy's parse of it.
    toponyms
        Those in the sentence, offsets into the article.
    parties
        Those in the sentence, offsets into the sentence.
    vocabulary
        Classes of words.
    before
        Classes of what "it" can mean: those of the sentence before.
    """

    def __init__(
        self,
        sentence: Sentence,
        doc: Doc,
        toponyms: Iterable[Toponym],
        parties: Iterable[Party],
        vocabulary: Vocabulary,
        before: frozenset[str] = frozenset(),
    ) -> None:
        self.sentence = sentence
        self.doc = doc
        self.vocabulary = vocabulary
        self.before = before
        self.parties = tuple(parties)
        named = {party.start + sentence.start for party in self.parties}
        self.toponyms = tuple(t for t in toponyms if t.place_id or t.start not in named)
        self._places: dict[int, Toponym] = {}
        self._actors: dict[int, tuple[str, ...]] = {}
        for toponym in self.toponyms:
            for token in self._inside(toponym.start - sentence.start, toponym.end - sentence.start):
                self._places[token.i] = toponym
        for party in self.parties:
            for token in self._inside(party.start, party.end):
                held = self._actors.get(token.i, ())
                self._actors[token.i] = tuple(dict.fromkeys((*held, party.actor)))

    def _inside(self, start: int, end: int) -> Iterator[Token]:
        return (t for t in self.doc if t.idx < end and start < t.idx + len(t.text))

    def place(self, token: Token) -> Toponym | None:
        """Give the toponym a token is part of."""
        return self._places.get(token.i)

    def actors(self, token: Token) -> tuple[str, ...]:
        """Give the actors a token names: two in "Turkish-Russian", mostly none."""
        return self._actors.get(token.i, ())

    @cached_property
    def lowered(self) -> str:
        """The sentence in small letters."""
        return self.sentence.text.casefold()

    def classes(self, token: Token) -> frozenset[str]:
        """
        Give the classes of a noun, looking through "parts of" and "a column of".

        ``any`` stands for a pronoun, ``party`` for a name of one, ``ground`` also for a place.
        """
        found: set[str] = set()
        if token.pos_ == "PROPN":
            named = [c.lemma_.casefold() for c in token.children if c.dep_ == "appos"]
            found |= (
                {"ground"}
                if any("ground" in self.vocabulary.classes.get(w, ()) for w in named)
                else set()
            )
        for one in through_partitives(token, self.vocabulary.lists("partitive")):
            word = one.lemma_.casefold()
            found |= self.vocabulary.classes.get(word, frozenset())
            found |= self.vocabulary.classes.get(singular(one), frozenset())
            if one.lower_ in WILD and one.pos_ in ("PRON", "DET", "ADJ"):
                found.add("any")
            if one.lower_ == "it":
                found |= self.before
            if self.actors(one):
                found.add("party")
            place = self.place(one)
            if place is not None and place.kind != "country":
                found.add("ground")
        return frozenset(found)

    def actors_of(self, token: Token) -> tuple[str, ...]:
        """
        Give who a noun phrase names: "Velt soldiers", "the Velts' army", "troops of Doria".

        Its relative clauses are not read; "Velt and Dorian generals" are two.
        """
        if token.lemma_.casefold() in REBELS and self.actors(token):
            return self.actors(token)  # "Velt rebels" are not the Velts
        own = [t for t in noun_phrase(token) if self.actors(t)]
        near = [
            t for t in own if t.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod", "conj")
        ]
        chosen = near or own
        ordered = sorted(chosen, key=lambda t: t.i)
        return tuple(dict.fromkeys(actor for t in ordered for actor in self.actors(t)))


def singular(noun: Token) -> str:
    """Give a noun in small letters, "servicemen" as "serviceman"."""
    word: str = noun.lower_
    return f"{word[:-3]}man" if word.endswith("men") else word


def through_partitives(token: Token, partitives: frozenset[str]) -> Iterator[Token]:
    """Give a noun, and where it only measures another, that one too."""
    for _ in range(4):
        yield token
        if token.pos_ == "NUM":
            yield from (c for c in token.children if c.dep_ == "amod")
        if token.lemma_.casefold() not in partitives and token.pos_ not in ("NUM", "DET"):
            return
        inner = [
            child
            for prep in token.children
            if prep.dep_ == "prep" and prep.lower_ == "of"
            for child in prep.children
            if child.dep_ == "pobj"
        ]
        if not inner:
            return
        token = inner[0]


def noun_phrase(token: Token) -> Iterator[Token]:
    """Give the tokens of a noun phrase without its clauses, the head first."""
    yield token
    for child in token.children:
        if child.dep_ in ("relcl", "acl", "advcl", "appos", "punct", "cc", "ccomp"):
            continue
        if child.dep_ == "prep" and child.lower_ not in ("of", "from"):
            continue
        if child.dep_ == "conj" and child.pos_ == "VERB":
            continue
        yield from noun_phrase(child)


def with_conjuncts(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Give tokens, and what is joined to them by "and", commas or dashes."""
    found: dict[int, Token] = {}
    for token in tokens:
        for one in (token, *token.conjuncts):
            found.setdefault(one.i, one)
    return tuple(found[i] for i in sorted(found))


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive, or a participle that stands for one."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not _own(verb, *SUBJECTS)  # "reports that troops had left" are of no passive
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own(verb, *SUBJECTS, "aux"):
        return is_passive(verb.head)
    return False


def subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Give who does what the verb says; empty where nobody is named."""
    if is_passive(verb):
        return tuple(_behind(verb, ("by", "with") if verb.lemma_ == "replace" else ("by",)))
    own = _own(verb, *SUBJECTS)
    if own:
        return tuple(one for noun in own for one in _resolved(verb, noun))
    if depth > DEEPEST or verb.dep_ not in CLIMBS or verb.head.i == verb.i:
        return ()
    return _shared_subjects(verb, depth)


def _shared_subjects(verb: Token, depth: int) -> tuple[Token, ...]:
    """Give the subject that a verb without one takes from the words above it."""
    head = verb.head
    if verb.dep_ == "acl":
        return (head,) if verb.tag_ in ("VBG", "VBD") else _above_noun(head, depth)
    controlled = _own(head, "dobj") if verb.dep_ == "xcomp" else []
    return tuple(controlled) or _shared(head, depth)


def _above_noun(noun: Token, depth: int) -> tuple[Token, ...]:
    """Give who is meant in "has until May to leave" and "its right to return"."""
    owners = _own(noun, "poss")
    if owners:
        return tuple(owners)
    head = noun.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return _shared(head, depth) if head.pos_ in ("VERB", "AUX") else ()


def _shared(head: Token, depth: int) -> tuple[Token, ...]:
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return ()
    passive = _own(head, "nsubjpass")
    return tuple(_resolved(head, passive[0])) if passive else subjects(head, depth + 1)


def objects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Give what is done to: the object, the passive's subject, the noun a clause describes."""
    passive = _own(verb, "nsubjpass")
    if passive:
        return tuple(_resolved(verb, passive[0]))
    own = [
        t
        for t in _own(verb, "dobj", "dative", "attr")
        if t.tag_ not in ("WDT", "WP") and not (t.dep_ == "dative" and t.pos_ == "ADP")
    ]
    if own:
        return tuple(own)
    return _implied_objects(verb, depth)


def _implied_objects(verb: Token, depth: int) -> tuple[Token, ...]:
    """Give the object that a participle, a joined passive or a relative clause leaves out."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not _own(verb, *SUBJECTS):
        return (verb.head,)
    if is_passive(verb):
        if verb.dep_ in ("conj", "xcomp", "ccomp") and depth < DEEPEST:
            return objects(verb.head, depth + 1) or tuple(_own(verb.head, *SUBJECTS))
        return ()
    if verb.dep_ == "relcl":
        subject = _own(verb, *SUBJECTS)
        if subject and subject[0].tag_ not in ("WDT", "WP"):
            return (verb.head,)
    return tuple(t for t in _own(verb, "ccomp") if t.pos_ in ("NOUN", "PROPN"))


def _resolved(verb: Token, noun: Token) -> Iterator[Token]:
    """Give the noun that a relative pronoun stands for."""
    if noun.tag_ in ("WDT", "WP", "WP$") and verb.dep_ == "relcl":
        yield verb.head
    else:
        yield noun


def _own(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def _behind(token: Token, words: Iterable[str]) -> list[Token]:
    """Give what stands behind prepositions of a token."""
    found: list[Token] = []
    near = [c for child in token.children for c in (child, *joined(child))]
    for child in near:
        if child.dep_ in PREPOSITIONAL and child.lower_ in words:
            found += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            for prep in child.children:
                if prep.dep_ == "prep":
                    found += [c for c in prep.children if c.dep_ == "pobj"]
    return found


def joined(preposition: Token) -> list[Token]:
    """Give the second of "in Orrin and along the river"."""
    if preposition.pos_ not in ("ADP", "SCONJ"):
        return []
    return [c for c in preposition.conjuncts if c.pos_ == "ADP" and c.i > preposition.i]


def behind(token: Token, words: Iterable[str]) -> tuple[Token, ...]:
    """Give what stands behind the prepositions of a token and of its object, with "and"."""
    chosen = tuple(words)
    found = _behind(token, chosen)
    for inner in _own(token, "dobj", "nsubjpass", "attr"):
        for one in with_conjuncts([inner]):
            found += _behind(one, chosen)
    return with_conjuncts(found)
