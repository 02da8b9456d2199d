"""Which sentences the sieve lets through to the parser."""

from __future__ import annotations

from importlib import import_module

import pytest

from geo.claims.parser import DEFAULT_MODEL, load_parser, parsed, tagged, words_of
from geo.claims.sieve import Sieve
from geo.claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


SIEVE = Sieve(VOCABULARY)


def lets_through(sentence, **known):
    low = sentence.casefold()
    return SIEVE.chosen(low).triggers(low, **{"has_place": True, "has_party": True} | known)


def with_tags(sentence):
    (doc,) = tagged(words_of([sentence], DEFAULT_MODEL), DEFAULT_MODEL)
    return doc


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
        "The Velts bought three electric local buses in Orrin.",
        "The army has changed its opening hours for 300 guests in Orrin.",
        "Some 300 soldiers were fed in Orrin.",
        "The railway company repaired the roof of a house in Orrin.",
        "The volunteers replaced the lamps in Orrin.",
    ],
)
def test_sentence_whose_tags_fit_no_rule_is_not_parsed(sentence):
    kept = lets_through(sentence, has_party=False)

    assert kept
    assert not SIEVE.has_one(with_tags(sentence), kept)


@pytest.mark.parametrize("rule", VOCABULARY.rules, ids=lambda rule: rule.id)
def test_tags_of_each_rules_example_let_it_through(rule):
    kept = lets_through(rule.example)

    assert SIEVE.has_one(with_tags(rule.example), kept)


@pytest.mark.parametrize("rule", VOCABULARY.rules, ids=lambda rule: rule.id)
def test_words_of_each_rules_example_let_it_through_before_they_have_tags(rule):
    (doc,) = words_of([rule.example], DEFAULT_MODEL)

    assert SIEVE.can_have_one(doc, lets_through(rule.example))


@pytest.mark.parametrize(
    "sentence",
    [
        "The army presented its plans for the coming year in Orrin.",
        "The team won in the presence of many children.",
    ],
)
def test_sentence_of_which_words_with_one_tag_tell_enough_gets_no_others(sentence):
    (doc,) = words_of([sentence], DEFAULT_MODEL)
    kept = lets_through(sentence)

    assert kept
    assert not SIEVE.can_have_one(doc, kept)


def test_it_can_be_a_post_only_after_a_sentence_that_names_one():
    sentence = "The Velts opened it in Orrin."

    found = [
        {rule for _, _, rule in lets_through(sentence, after_post=after)} for after in (True, False)
    ]

    assert [("establishment.put" in rules) for rules in found] == [True, False]


def test_every_form_of_a_trigger_that_the_model_knows_leads_back_to_it():
    forms = load_parser().get_pipe("lemmatizer").lookups.get_table("lemma_exc")["verb"]
    first = {verb.split()[0] for rule in VOCABULARY.rules for verb in rule.verbs}

    lost = {
        form
        for form, lemmas in forms.items()
        for lemma in lemmas
        if lemma in first and lemma not in SIEVE.words([form])
    }

    assert not lost - {"wrought"}


def test_ruler_that_remembers_says_of_each_word_what_spacys_own_says():
    own = import_module(DEFAULT_MODEL).load(exclude=["ner"])
    own.tokenizer = load_parser().tokenizer
    sentences = [
        *(rule.example for rule in VOCABULARY.rules),
        "There's nothin' that y'all ain't gonna do; let's see what I've got to give it.",
    ]

    said = [[(t.pos_, t.lemma_, str(t.morph)) for t in doc] for doc in own.pipe(sentences)]

    read = parsed(map(with_tags, sentences), DEFAULT_MODEL)
    assert [[(t.pos_, t.lemma_, str(t.morph)) for t in doc] for doc in read] == said
