"""Which sentences the sieve lets through to the parser."""

from __future__ import annotations

from importlib import import_module

import pytest

from geo.claims.parser import DEFAULT_MODEL, load_parser, parsed, tagged
from geo.claims.sieve import Sieve
from geo.claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def lets_through(sentence):
    low = sentence.casefold()
    return Sieve(VOCABULARY).chosen(low).triggers(low, has_place=True, has_party=True)


@pytest.mark.parametrize("rule", VOCABULARY.rules, ids=lambda rule: rule.id)
def test_example_of_each_rule_reaches_the_parser(rule):
    assert lets_through(rule.example)


@pytest.mark.parametrize(
    "sentence",
    [
        "In March the school planted trees along the avenue in Orrin.",
        "The team won by two goals to one in Orrin.",
        "They opened a shop for bread in Orrin.",
    ],
)
def test_sentence_that_no_rule_can_take_is_left_out(sentence):
    assert not lets_through(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The university offered free lessons to beginners in Orrin.",
        "A local museum replaced the lamps in Orrin.",
        "The Velts bought three electric buses in Orrin.",
    ],
)
def test_sentence_whose_tags_fit_no_rule_is_not_parsed(sentence):
    triggers = Sieve(VOCABULARY).chosen(sentence.casefold())
    (doc,) = tagged([sentence], DEFAULT_MODEL)

    kept = triggers.triggers(sentence.casefold(), has_place=True, has_party=False)

    assert not Sieve(VOCABULARY).has_one(doc, kept)


@pytest.mark.parametrize("rule", VOCABULARY.rules, ids=lambda rule: rule.id)
def test_tags_of_each_rules_example_let_it_through(rule):
    (doc,) = tagged([rule.example], DEFAULT_MODEL)

    kept = lets_through(rule.example)

    assert Sieve(VOCABULARY).has_one(doc, kept)


def test_ruler_that_remembers_says_of_each_word_what_spacys_own_says():
    own = import_module(DEFAULT_MODEL).load(exclude=["ner"])
    own.tokenizer = load_parser().tokenizer
    sentences = [
        *(rule.example for rule in VOCABULARY.rules),
        "There's nothin' that y'all ain't gonna do; let's see what I've got to give it.",
    ]

    said = [[(t.pos_, t.lemma_, str(t.morph)) for t in doc] for doc in own.pipe(sentences)]

    read = parsed(tagged(sentences, DEFAULT_MODEL), DEFAULT_MODEL)
    assert [[(t.pos_, t.lemma_, str(t.morph)) for t in doc] for doc in read] == said
