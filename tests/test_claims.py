"""Claims: who, where, when, how many, how far; and what must not become one."""

from __future__ import annotations

import pytest
from claimkit import claims, read, vocabulary

from geo.articles import article_of
from geo.claims.parser import load_parser
from geo.claims.parties import Parties
from geo.claims.scan import Scan
from geo.claims.sentences import split_sentences
from geo.errors import ModelError

UNDONE = {"proposed", "agreed", "planned", "denied", "disputed", "postponed", "cancelled"}


def only(text):
    (claim,) = claims(text)
    return claim


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Doria may deploy troops to Orrin.", {"proposed"}),
        ("Doria wants to set up a post in Orrin.", {"proposed"}),
        ("Doria will hand over Orrin to the Velts.", {"planned"}),
        ("Doria was to begin handing over Orrin to the Velts.", {"planned"}),
        ("Doria agreed to withdraw its troops from Orrin.", {"agreed"}),
        ("Under the truce, Doria must withdraw its troops from Orrin.", {"agreed"}),
        ("Doria has asked for the deployment of Velt troops to Orrin.", {"proposed"}),
        ("Dorian troops have not entered Orrin.", {"denied"}),
        ("Doria denied that its soldiers had captured Orrin.", {"denied"}),
        ("Dorian soldiers declined to leave Orrin.", {"denied"}),
        ("There was no agreement about the deployment of Dorian troops in Orrin.", {"denied"}),
        ("Dorian troops are being deployed along the road to Orrin.", {"underway"}),
        ("Doria has begun sending troops to Orrin.", {"underway"}),
        ("Dorian troops captured Orrin.", {"completed"}),
        ("Dorian troops have been deployed in Orrin.", {"completed"}),
    ],
)
def test_status_follows_tense_modals_negation_and_the_words_above(words, status):
    assert {claim.status.value for claim in claims(words)} == status


@pytest.mark.parametrize(
    "words",
    [
        "If Dorian troops capture Orrin, the road is cut.",
        "Whoever captures Orrin commands the road.",
        "Doria has the right to take back Orrin.",
        "In a week we would have lost all of Orrin.",
    ],
)
def test_what_is_only_thought_of_is_not_told_as_done(words):
    assert all(claim.status.value in UNDONE for claim in claims(words))


@pytest.mark.parametrize(
    "words",
    [
        "Sorvan seized Orrin in a war that killed 30,000 people in 1992.",
        "The Velts had held Orrin since 1992, when they captured it.",
        "Dorian troops captured Orrin in a 1990s war.",
    ],
)
def test_the_past_is_recalled_and_does_not_become_news(words):
    assert not [claim for claim in claims(words) if claim.status.value == "completed"]


def test_what_is_left_out_is_named_with_the_reason():
    _, unused = read("Dorian troops captured Orrin in 1992.")

    assert ["recalls the past" in item.reason for item in unused] == [True]


def test_three_districts_of_one_sentence_are_three_claims():
    found = claims("The Velts must return Orrin, the Lund district and Kell to Doria by 20 May.")

    assert [claim.place.place for claim in found] == ["Orrin", "Lund district", "Kell"]
    assert {(claim.actor, claim.counterparty) for claim in found} == {("Doria", "Velts")}
    assert {claim.edtf for claim in found} == {"[..2021-05-20]"}
    assert len({claim.claim_id for claim in found}) == 3


def test_in_a_passive_the_one_behind_by_does_it():
    claim = only("The town of Orrin was seized by Velt fighters.")

    assert (claim.actor, claim.place.place) == ("Velts", "Orrin")


def test_who_loses_ground_is_the_other_side():
    claim = only("The Velts lost Orrin to Doria.")

    assert (claim.kind, claim.actor, claim.counterparty) == ("capture", "Doria", "Velts")


def test_people_who_return_are_no_handover():
    claim = only("Over 900 people have returned to Orrin.")

    assert (claim.kind, claim.quantity, claim.unit) == ("return", 900, "people")


@pytest.mark.parametrize(
    ("words", "value", "printed", "approximation", "unit"),
    [
        ("Doria deployed 1,250 servicemen to Orrin.", 1250, "1,250", "exact", "troops"),
        ("Doria deployed some 2,500 soldiers to Orrin.", 2500, "2,500", "about", "troops"),
        ("More than 17,000 people returned to Orrin.", 17000, "17,000", "at-least", "people"),
        ("Up to 400 people returned to Orrin.", 400, "400", "at-most", "people"),
        ("Doria set up twelve observation posts near Orrin.", 12, "twelve", "exact", "posts"),
    ],
)
def test_number_keeps_its_unit_and_its_some(words, value, printed, approximation, unit):
    claim = only(words)

    assert claim.quantity == value
    assert (claim.quantity_as_printed, claim.approximation, claim.unit) == (
        printed,
        approximation,
        unit,
    )


def test_one_and_many_of_a_unit_are_added_up():
    claim = only("One general and 35 officers will be deployed to Orrin.")

    assert claim.quantity == 36


def test_day_of_the_matter_comes_before_the_day_of_saying():
    claim = only("Doria said on Tuesday that its troops had entered Orrin on Monday.")

    assert claim.edtf == "2021-05-10"


def test_what_had_happened_when_it_was_said_happened_by_that_day():
    claim = only("Doria said on Tuesday that its troops had captured Orrin.")

    assert claim.edtf == "[..2021-05-11]"


def test_plan_without_a_day_gets_none():
    claim = only("Doria said on Tuesday that it would deploy troops to Orrin.")

    assert (claim.edtf, claim.status.value) == ("", "planned")


def test_who_says_so_is_kept():
    claim = only("According to Doria, Velt troops have left Orrin.")

    assert (claim.attribution, claim.actor) == ("Doria", "Velts")


def test_it_is_who_spoke():
    claim = only("The Dorian defence ministry said it had deployed 300 soldiers to Orrin.")

    assert (claim.actor, claim.attribution) == ("Doria", "Doria")


def test_the_district_is_the_one_named_before():
    found = claims(
        "Talks went on over the Lund district. On Monday the Velts handed over the district."
    )

    assert [claim.place.place for claim in found] == ["Lund district"]


def test_claim_that_the_other_side_rejects_is_disputed():
    text = "Dorian troops captured Orrin, its president claimed. The Velts rejected the news."

    assert [claim.status.value for claim in claims(text)] == ["disputed"]


def test_headline_is_told_once():
    text = "Dorian troops seize Orrin\n\nDorian troops seized the town of Orrin on Monday."

    found, unused = read(text)

    assert [claim.start for claim in found] == [27]
    assert [item.reason for item in unused] == [
        "capture.take: a headline repeats what the text says"
    ]


def test_follow_up_carries_the_status_over():
    text = "Doria will send 300 soldiers to Orrin. The deployment has already got underway."

    claim = only(text)

    assert (claim.status.value, claim.quantity) == ("underway", 300)


def test_caption_becomes_no_claim():
    assert not claims("Dorian soldiers enter Orrin on May 10, 2021. (Photo by Anna Vell)")


def test_evidence_is_the_sentence_it_stands_in():
    text = "Rain fell. Dorian troops captured Orrin. Nobody slept."

    claim = only(text)

    assert text[claim.start : claim.end] == "Dorian troops captured Orrin."


def test_person_speaks_for_the_state_the_text_gives_him():
    parties = Parties(vocabulary())
    text = "Dorian defence minister Anna Vell spoke. Later Vell left."

    persons = parties.learn(text)

    assert persons == {"Anna Vell": "Doria", "Vell": "Doria"}
    assert [p.actor for p in parties.find("Vell said so.", persons)] == ["Doria"]


def test_adjective_inside_a_compound_is_nobody():
    assert not Parties(vocabulary()).find("Velt-backed fighters", {})


def test_sentences_keep_their_place_in_the_text():
    text = "Head\n\nMIREL (Agency) -- Gen. A. Vell came at 5 p.m. on Monday. “He left.” Then rain."

    found = split_sentences(article_of(text))

    assert all(text[s.start : s.end] == s.text for s in found)
    assert [s.paragraph for s in found][:2] == [0, 1]


def test_sentence_without_a_trigger_never_reaches_the_parser():
    text = "Orrin has a church. Dorian troops entered Orrin."
    sentences = split_sentences(article_of(text))

    chosen = Scan(vocabulary(), ["Dorian"]).worth_parsing(text, sentences, [0])

    assert [sentence.text for sentence, _ in chosen] == ["Dorian troops entered Orrin."]


def test_model_that_is_missing_says_what_to_install():
    with pytest.raises(ModelError, match="spacy download no_such_model_here"):
        load_parser("no_such_model_here")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Doria announced the withdrawal of its troops from Orrin.", "planned"),
        ("Doria ordered the retreat of its troops from Orrin.", "planned"),
        ("A Dorian withdrawal from Orrin is a key clause of the pact.", "agreed"),
        ("A Dorian withdrawal from Orrin is the main demand of the Velts.", "proposed"),
        ("He does not think that Dorian troops have left Orrin.", "denied"),
        ("A report suggested that Dorian troops have entered Orrin.", "completed"),
        ("Doria launched an operation to deploy troops to Orrin.", "underway"),
        ("The Dorian withdrawal from Orrin followed a meeting in Lund.", "completed"),
    ],
)
def test_what_is_announced_demanded_or_doubted_is_not_done(words, status):
    assert claims(words)[0].status == status


def test_the_undone_wins_where_a_sentence_says_both():
    text = "The Dorian retreat from Orrin came when Doria announced the withdrawal from Orrin."
    assert {claim.status for claim in claims(text)} <= UNDONE


def test_the_day_of_a_pledge_is_not_the_day_of_the_matter():
    assert only("On Sunday Doria agreed to withdraw its troops from Orrin.").edtf == ""
    assert (
        only("Doria agreed to withdraw its troops from Orrin by Sunday.").edtf == "[..2021-05-16]"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Dorian troops left a mess in Orrin.",
        "Dorian troops abandoned plans for a party in Orrin.",
        "Dorian troops reached an accord in Orrin.",
        "Dorian troops took up the song in Orrin.",
    ],
)
def test_an_object_that_is_no_ground_makes_no_movement(words):
    assert claims(words) == ()


def test_where_points_to_the_place_before_it():
    text = "Dorian troops arrived in Orrin, where they will set up a base."
    base = next(claim for claim in claims(text) if claim.kind == "establishment")
    assert (base.place.text, base.status) == ("Orrin", "planned")


def test_the_peacekeepers_are_those_that_were_called_so():
    text = "Dorian peacekeepers stood in Orrin. Velt monitors watched. The peacekeepers left Orrin."
    assert claims(text)[-1].actor == "Doria"


def test_the_place_after_a_town_and_a_comma_is_where_it_lies():
    text = "Dorian troops captured Kell and Lund, Orrin region."
    assert {claim.place.text for claim in claims(text)} == {"Kell", "Lund"}


@pytest.mark.parametrize(
    "head",
    [
        "ORRIN, Doria -- ",
        "Orrin, Lund, Doria - ",
        "ORRIN (Reuters) - ",
        "ORRIN, May 12 (AFP) — ",
        "Orrin, 12 May 2021 (RFE/RL) - ",
        "MOSCOW, May 12. /TASS/. ",
        "NEW YORK // ",
        "BEIRUT: ",
    ],
)
def test_the_head_of_a_report_is_no_part_of_its_first_sentence(head):
    sentences = split_sentences(article_of(f"{head}Dorian troops left Orrin."))
    assert [sentence.text for sentence in sentences] == ["Dorian troops left Orrin."]


def test_a_sentence_with_a_colon_keeps_its_beginning():
    [sentence] = split_sentences(article_of("Doria, Velts and Lund agreed: troops left Orrin."))
    assert sentence.text.startswith("Doria, Velts")


def test_a_rejected_claim_is_denied():
    assert only("Doria rejected claims that the Velts had seized Orrin.").status == "denied"


def test_what_is_forced_has_happened():
    text = "The Velts captured Orrin, forcing Dorian soldiers to abandon two posts."
    assert {claim.status for claim in claims(text)} == {"completed"}


def test_each_has_its_place_where_the_verb_is_said_once():
    text = "Dorian troops took up positions in Orrin, the Velts in Lund."
    assert {(c.actor, c.place.text) for c in claims(text)} == {
        ("Doria", "Orrin"),
        ("Velts", "Lund"),
    }


def test_both_of_two_places_that_a_zone_abuts():
    text = "Doria must withdraw from zones abutting Orrin and Lund by Friday."
    assert {(c.place.text, c.edtf) for c in claims(text)} == {
        ("Orrin", "[..2021-05-14]"),
        ("Lund", "[..2021-05-14]"),
    }


def test_a_noun_with_a_hyphen_is_one_word():
    assert only("The pull-out of Dorian troops from Orrin is over.").kind == "withdrawal"


def test_who_is_moved_acts_where_nobody_is_named_to_move_them():
    assert only("Some 300 Dorian soldiers have been withdrawn from Orrin.").actor == "Doria"


def test_people_of_a_country_stand_for_it():
    assert only("The Dorians left Orrin.").actor == "Doria"
    assert Parties(vocabulary()).find("The Italians came.", {})[0].actor == "Italy"


def test_the_country_of_a_side_is_not_where_it_was():
    text = "Doria is large. In Doria it rains. Doria withdrew its 300 soldiers on Sunday."
    assert all(claim.place is None for claim in claims(text))


def test_areas_around_a_town_are_not_the_town():
    assert (
        only("Dorian troops left the areas in Doria around Orrin on Sunday.").place.text == "Doria"
    )


def test_what_the_present_tense_tells_after_a_plan_is_to_come():
    text = "Doria will leave Orrin after the Velts complete their deployment in Orrin."
    assert {claim.status.value for claim in claims(text)} == {"planned"}


def test_who_received_once_receives_again_in_the_same_article():
    text = "The Velts handed over Orrin to Doria on Monday. The Velts also ceded Lund."
    assert [claim.actor for claim in claims(text)] == ["Doria", "Doria"]


def test_rebels_of_a_country_are_not_its_government():
    assert only("Velt rebels captured Orrin.").actor == "rebels"


def test_an_aid_convoy_is_no_deployment():
    assert claims("A Dorian convoy of humanitarian aid reached Orrin.") == ()
