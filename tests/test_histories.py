"""Histories: passages of one piece of ground, folded into intervals."""

from __future__ import annotations

from datetime import date

import pytest
from groundkit import held, passage

from geo.histories import doubt, fold, merge, strip
from geo.records import Schedule

HOME = held("velt", "south")


def told(history):
    """Day and month of the start, holder, status."""
    return [(row.start.day, row.start.month, row.holder, row.status) for row in history]


def day(month, number):
    return date(2001, month, number)


def test_without_a_passage_nobody_holds():
    assert fold([]) == ()


def test_holder_stays_until_the_next_passage():
    history = fold([HOME, passage("velt", (3, 9), "north", "south")])

    assert told(history) == [(1, 3, "south", "held"), (9, 3, "north", "held")]
    assert [row.end for row in history] == [day(3, 9), None]
    assert [row.since for row in history] == [day(3, 1), day(3, 9)]


@pytest.mark.parametrize(
    ("giver", "holder"), [("south", "north"), ("", "north"), ("east", "south")]
)
def test_ground_passes_only_from_whom_it_is_taken(giver, holder):
    history = fold([HOME, passage("velt", (3, 9), "north", giver)])

    assert history[-1].holder == holder


def test_ground_of_a_third_party_does_not_pass():
    strip_passes = passage("strip", (3, 5), "guards", "south", how="control")
    district = passage("velt", (3, 9), "north", "south", how="handover")

    assert told(fold([HOME, strip_passes, district]))[-1] == (5, 3, "guards", "held")


def test_two_passages_of_one_day_leave_no_empty_interval():
    zone = held("zone", "north")

    assert told(fold([HOME, zone])) == [(1, 3, "north", "held")]


def test_announcement_is_claimed_until_it_is_confirmed():
    taken = passage("velt", (3, 9), "north", "south", confirmed=day(3, 20))

    assert told(fold([HOME, taken])) == [
        (1, 3, "south", "held"),
        (9, 3, "north", "claimed"),
        (20, 3, "north", "held"),
    ]


def test_announcement_that_nobody_confirms_stays_claimed():
    taken = passage("velt", (3, 9), "north", "south", confirmed=None)

    assert told(fold([HOME, taken]))[-1] == (9, 3, "north", "claimed")


def test_later_report_of_the_same_holder_confirms_and_is_evidence():
    taken = passage("town", (3, 9), "north", "south", confirmed=None)
    again = passage("velt", (3, 20), "north", "south", confirmed=day(3, 20))

    history = fold([HOME, taken, again])

    assert told(history)[-2:] == [(9, 3, "north", "claimed"), (20, 3, "north", "held")]
    assert history[-1].since == day(3, 9)
    assert history[-1].event_ids == ("town-north", "velt-north")


def test_rival_claims_are_contested_and_the_weighed_holder_stays():
    taken = passage(
        "velt", (3, 15), "north", "south", contested=(day(3, 9), day(3, 17)), confirmed=day(3, 15)
    )

    history = fold([HOME, taken])

    assert told(history) == [
        (1, 3, "south", "held"),
        (9, 3, "south", "contested"),
        (15, 3, "north", "contested"),
        (17, 3, "north", "held"),
    ]
    assert [row.rival for row in history] == ["", "north", "south", ""]


def test_claim_that_is_never_settled_stays_contested():
    claimed = passage("velt", None, "north", "south", contested=(day(3, 9), date.max))

    history = fold([HOME, claimed])

    assert told(history) == [(1, 3, "south", "held"), (9, 3, "south", "contested")]
    assert history[-1].event_ids == ("velt-south", "velt-north")


def test_contest_about_ground_that_others_hold_is_nothing_here():
    claimed = passage("velt", None, "north", "east", contested=(day(3, 9), date.max))

    assert told(fold([HOME, claimed])) == [(1, 3, "south", "held")]


def test_agreed_ground_tells_to_whom_and_when():
    schedule = (Schedule(day(3, 5), day(3, 15)), Schedule(day(3, 14), day(3, 25)))
    handed = passage("velt", (3, 25), "north", "south", how="handover", schedule=schedule)

    history = fold([HOME, handed])

    assert [(row.start, row.status, row.to, row.due) for row in history] == [
        (day(3, 1), "held", "", None),
        (day(3, 5), "agreed", "north", day(3, 15)),
        (day(3, 14), "agreed", "north", day(3, 25)),
        (day(3, 25), "held", "", None),
    ]


def test_agreement_without_a_day_stays_agreed():
    handed = passage("velt", None, "north", "south", schedule=(Schedule(day(3, 5), None),))

    history = fold([HOME, handed])

    assert (history[-1].status, history[-1].to, history[-1].due) == ("agreed", "north", None)
    assert history[-1].end is None


def test_agreement_says_nothing_of_ground_that_another_holds():
    handed = passage("velt", None, "north", "east", schedule=(Schedule(day(3, 5), None),))

    assert told(fold([HOME, handed])) == [(1, 3, "south", "held")]


def test_every_interval_rests_on_an_event():
    history = fold([HOME, passage("town", (3, 9), "north", "south")])

    assert [row.event_ids for row in history] == [("velt-south",), ("town-north",)]


def test_equal_histories_of_two_places_merge_their_evidence():
    one = fold([HOME, passage("town", (3, 9), "north", "south")])
    other = fold([HOME, passage("mill", (3, 9), "north", "south")])

    assert strip(one) == strip(other)
    assert merge([one, other])[-1].event_ids == ("town-north", "mill-north")


def test_ground_cut_off_is_unconfirmed_only_while_it_is():
    history = doubt(fold([HOME]), [(day(3, 5), day(3, 9)), (day(3, 9), day(3, 12))])

    assert told(history) == [
        (1, 3, "south", "held"),
        (5, 3, "south", "unconfirmed"),
        (12, 3, "south", "held"),
    ]


def test_ground_taken_and_confirmed_is_not_doubted():
    history = doubt(fold([passage("velt", (3, 1), "north", "")]), [(day(3, 5), None)])

    assert told(history) == [(1, 3, "north", "held")]
