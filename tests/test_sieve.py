"""Which sentences the sieve lets through to the parser."""

from __future__ import annotations

import pytest

from geo.claims.sieve import Sieve
from geo.claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def lets_through(sentence):
    low = sentence.casefold()
    return Sieve(VOCABULARY).chosen(low).lets_through(low, has_place=True, has_party=True)


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
