"""The rules: each takes its example and refuses its counter-example; a wrong file is named."""

from __future__ import annotations

import pytest
from claimkit import claims

from geo.claims.vocabulary import VOCABULARY, inflections, load_vocabulary, read_vocabulary
from geo.errors import RuleError
from geo.records import Kind

each_rule = pytest.mark.parametrize("rule", load_vocabulary().rules, ids=lambda rule: rule.id)
TRANSFER = {"handover", "withdrawal"}


def same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= TRANSFER


@each_rule
def test_rule_takes_its_example(rule):
    found = [(claim.kind, claim.rule) for claim in claims(rule.example)]

    assert [kind for kind, _ in found if same_kind(kind, rule.kind)], found


@each_rule
def test_rule_refuses_its_counter_example(rule):
    found = [claim.rule for claim in claims(rule.refuses)]

    assert rule.id not in found


@each_rule
def test_example_and_counter_example_name_a_trigger_of_the_rule(rule):
    forms = {
        form
        for trigger in (*rule.verbs, *rule.nouns)
        for word in trigger.split()[:1]
        for form in (*inflections(word), *load_vocabulary().words["irregular"].get(word, ()))
    }

    for text in (rule.example, rule.refuses):
        assert forms & set(text.lower().replace(".", " ").replace(",", " ").split()), text


def test_every_kind_but_control_has_its_file():
    assert {rule.kind for rule in load_vocabulary().rules} == {kind.value for kind in Kind} - {
        "control"
    }


def test_ids_of_rules_are_unique():
    ids = [rule.id for rule in load_vocabulary().rules]

    assert len(ids) == len(set(ids))


def test_every_fault_of_the_folder_is_named_in_one_message():
    texts = dict.fromkeys(VOCABULARY, "") | {
        "handover": 'kind = "handover"\n[[rule]]\nid = "handover.x"\nverbes = ["give"]\n',
        "capture": "kind = capture",
        "theft": 'kind = "theft"',
    }

    with pytest.raises(RuleError) as caught:
        read_vocabulary(texts)

    for words in ("handover.toml", "verbes", "capture.toml", "theft.toml"):
        assert words in str(caught.value)


def test_rule_without_a_trigger_is_refused():
    text = 'kind = "capture"\n[[rule]]\nid = "capture.x"\nexample = "a"\nrefuses = "b"\n'

    with pytest.raises(RuleError, match="no trigger"):
        read_vocabulary({"capture": text})


def test_irregular_forms_lead_back_to_their_verb():
    assert load_vocabulary().lemmas["retook"] == "retake"
    assert load_vocabulary().lemmas["withdrew"] == "withdraw"
