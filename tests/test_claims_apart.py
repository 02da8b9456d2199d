"""Claims: what belongs to another clause, another time or an unknown place stays out of one."""

from __future__ import annotations

import pytest
from claimkit import claims, read


def by_place(text):
    return {claim.place.text if claim.place else "": claim for claim in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        "People may return to Orrin before mines are cleared.",
        "The road to Orrin will open as soon as mines have been removed from it.",
        "Residents will return to Lund once the Velts have left Orrin.",
    ],
)
def test_what_is_awaited_in_the_present_tense_is_not_told_as_done(text):
    assert claims(text)
    assert "completed" not in {claim.status.value for claim in claims(text)}


def test_what_was_awaited_in_the_past_tense_is_done():
    text = "Lund was calm once the Velts had left Orrin."

    assert [claim.status.value for claim in claims(text)] == ["completed"]


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell in Orrin. Dorian police entered Karrau within the hour.",
        "Rain fell in Orrin. A column of 30 Velt tanks left the post at Karrau, heading for Lund.",
        "Rain fell in Orrin. Doria will send another 300 troops to Karrau in June.",
    ],
)
def test_what_a_text_says_of_an_unknown_place_is_put_at_no_other(text):
    assert all(claim.place is None for claim in claims(text))


def test_a_month_is_no_unknown_place():
    text = "Rain fell in Orrin. The 300 Dorian soldiers deployed there in May."

    assert by_place(text)["Orrin"].quantity == 300


def test_number_of_what_another_clause_tells_is_not_taken():
    text = (
        "Dorian soldiers entered Orrin on Sunday, hours after the Velts "
        "said they had moved 30,000 soldiers to Lund."
    )

    found = by_place(text)

    assert (found["Orrin"].quantity, found["Lund"].quantity) == (None, 30_000)


def test_soldiers_who_had_been_somewhere_are_not_there():
    text = "About 200 Dorian soldiers who had been serving in Lund reached Orrin."

    found, unused = read(text)

    assert [claim.place.text for claim in found] == ["Orrin"]
    assert "it was so before" in " ".join(item.reason for item in unused)


def test_where_a_promise_was_made_is_not_where_it_is_kept():
    text = (
        "Orrin is quiet; Orrin sleeps. Doria promised in Lund to withdraw its 300 troops by June."
    )

    assert "Lund" not in by_place(text)


def test_reports_that_are_denied_deny_what_they_say():
    text = "The Velts denied reports that Dorian forces had entered Orrin."

    assert [claim.status.value for claim in claims(text)] == ["denied"]


def test_who_is_asked_to_send_troops_would_send_them():
    text = "Lund council has asked Doria to send peacekeepers to Sorvan Orrin."

    assert [claim.actor for claim in claims(text)] == ["Doria"]


def test_what_is_undecided_is_not_denied():
    text = "Doria has not decided whether to send soldiers to Orrin."

    assert [claim.status.value for claim in claims(text)] == ["proposed"]
