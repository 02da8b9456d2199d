"""Timeline: claims become events, and events passages of ground, under two clocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import casekit
import pytest

from geo.case import read_case
from geo.project import load_case
from geo.records import Event, Passage, Status
from geo.timeline import Timeline

TAKEN = {"kind": "capture", "actor": "north", "counterparty": "south", "status": "completed"}
DENIED = TAKEN | {"status": "denied"}


@pytest.fixture
def timeline(tmp_path: Path):
    """Read a case with the given claims, each published on its day by a source of its own."""

    def read(*published: tuple[str, str]) -> Timeline:
        seeds = {
            f"report_{number}": casekit.source(f"report-{number}", day, text)
            for number, (day, text) in enumerate(published)
        }
        case = read_case(casekit.write_case(tmp_path / "velt", **seeds))
        return Timeline(case.file, case.sources, case.claims)

    return read


def event_of(timeline: Timeline, event_id: str, known: date | None = None) -> Event:
    return next(event for event in timeline.events(known) if event.event_id == event_id)


def passage_of(timeline: Timeline, place_id: str, how: str, known: date | None = None) -> Passage:
    return next(p for p in timeline.passages(known) if (p.place_id, p.how) == (place_id, how))


def handover(status: str, when: str, **fields: str) -> str:
    return casekit.claim("west-velt", status=status, when=when, **casekit.HANDOVER, **fields)


POSTPONED = (
    ("2001-03-10", handover("agreed", "[..2001-03-15]")),
    ("2001-03-15", handover("postponed", "[..2001-03-25]", replaces="2001-03-15")),
    ("2001-03-25", handover("completed", "2001-03-25")),
)


def test_postponed_handover_stays_one_event_with_both_days(timeline):
    event = event_of(timeline(*POSTPONED), "west-velt-handover-south-north")

    assert event.status is Status.COMPLETED
    assert event.scheduled == (date(2001, 3, 15), date(2001, 3, 25))
    assert event.day == date(2001, 3, 25)
    assert len(event.claims) == 3


@pytest.mark.parametrize(
    ("known", "status", "day"),
    [
        (date(2001, 3, 10), Status.AGREED, None),
        (date(2001, 3, 15), Status.POSTPONED, None),
        (date(2001, 3, 24), Status.POSTPONED, None),
        (date(2001, 3, 25), Status.COMPLETED, date(2001, 3, 25)),
    ],
    ids=["agreed", "put off", "day before", "done"],
)
def test_event_knows_its_status_on_every_day_of_publication(timeline, known, status, day):
    event = event_of(timeline(*POSTPONED), "west-velt-handover-south-north", known)

    assert (event.status, event.day) == (status, day)


def test_withdrawal_and_handover_are_two_ends_of_one_event(timeline):
    leaving = casekit.claim(
        "west-velt",
        kind="withdrawal",
        actor="south",
        counterparty="north",
        status="completed",
        when="2001-03-24",
    )

    read = timeline(("2001-03-10", handover("agreed", "[..2001-03-25]")), ("2001-03-25", leaving))

    assert len(event_of(read, "west-velt-handover-south-north").claims) == 2


def test_place_that_changed_hands_in_between_gives_two_events(timeline):
    back = casekit.claim(
        "west-velt",
        kind="handover",
        actor="south",
        counterparty="north",
        status="completed",
        when="2001-03-20",
    )

    read = timeline(
        ("2001-03-10", handover("completed", "2001-03-10")),
        ("2001-03-20", back),
        ("2001-03-30", handover("completed", "2001-03-30")),
    )

    ids = [event.event_id for event in read.events() if event.place_id == "west-velt"]
    assert len([event_id for event_id in ids if "south-north" in event_id]) == 2


def test_announcement_of_the_taker_alone_is_not_confirmed(timeline):
    announced = casekit.claim("old-town", when="2001-03-10", attribution="north", **TAKEN)

    passage = passage_of(timeline(("2001-03-10", announced)), "old-town", "fighting")

    assert passage.day == date(2001, 3, 10)
    assert passage.confirmed is None
    assert passage.contested is None


def test_concession_ends_a_contest(timeline):
    read = timeline(
        ("2001-03-10", casekit.claim("old-town", when="2001-03-10", attribution="north", **TAKEN)),
        ("2001-03-11", casekit.claim("old-town", when="2001-03-10", attribution="south", **DENIED)),
        ("2001-03-14", casekit.claim("old-town", attribution="south", **TAKEN)),
    )

    passage = passage_of(read, "old-town", "fighting")

    assert passage.contested == (date(2001, 3, 10), date(2001, 3, 14))
    assert passage.confirmed == date(2001, 3, 14)


def test_claim_against_own_interest_outweighs_claims_in_favour(timeline):
    read = timeline(
        ("2001-03-12", casekit.claim("old-town", when="2001-03-12", attribution="north", **TAKEN)),
        ("2001-03-14", casekit.claim("old-town", when="2001-03-11", attribution="south", **TAKEN)),
    )

    assert passage_of(read, "old-town", "fighting").day == date(2001, 3, 11)


def test_what_is_denied_is_not_drawn_as_done(timeline):
    troops = {"kind": "deployment", "actor": "north", "event": "troops"}
    read = timeline(
        ("2001-03-10", casekit.claim("velt", status="planned", attribution="north", **troops)),
        ("2001-03-11", casekit.claim("velt", status="denied", attribution="south", **troops)),
    )

    assert event_of(read, "troops").status is Status.DISPUTED


def test_part_of_a_place_moves_no_ground(timeline):
    read = timeline(("2001-03-10", handover("completed", "2001-03-10", scope="part")))

    assert not [p for p in read.passages() if p.how == "handover"]


def test_outlets_that_repeat_one_ministry_are_one_voice(timeline):
    said = casekit.claim("old-town", when="2001-03-10", attribution="north-ministry", **TAKEN)
    read = timeline(("2001-03-10", said), ("2001-03-11", said))

    event = event_of(read, "old-town-capture-south-north")

    assert len(event.claims) == 2
    assert read.weighing.voices(event.claims) == ("north-ministry",)


def test_broad_day_is_narrowed_by_a_claim_inside_it(timeline):
    read = timeline(
        (
            "2001-03-20",
            casekit.claim("old-town", when="[..2001-03-20]", attribution="south", **TAKEN),
        ),
        ("2001-03-12", casekit.claim("old-town", when="2001-03-12", attribution="north", **TAKEN)),
    )

    assert event_of(read, "old-town-capture-south-north").day == date(2001, 3, 12)


def test_handover_that_one_side_plans_is_not_agreed(timeline):
    read = timeline(("2001-03-10", handover("planned", "[..2001-03-25]")))

    assert not [p for p in read.passages() if p.how == "handover"]
    assert event_of(read, "west-velt-handover-south-north").scheduled == (date(2001, 3, 25),)


def test_handover_that_is_called_off_is_no_longer_agreed(timeline):
    read = timeline(
        ("2001-03-10", handover("agreed", "[..2001-03-25]")),
        ("2001-03-20", handover("cancelled", "")),
    )

    steps = passage_of(read, "west-velt", "handover").schedule

    assert [(step.since.day, step.called_off) for step in steps] == [(10, False), (20, True)]


def test_passages_of_all_days_are_those_of_each_day(root):
    timeline = load_case(root).timeline

    together = timeline.passages_by_day()

    assert list(together) == [None, *timeline.ground_days()]
    assert all(timeline.passages(day) == passages for day, passages in together.items())


def test_place_that_became_known_late_as_taken_passes_back_to_who_retained_it(timeline):
    retained = casekit.claim(
        "west-velt", kind="control", actor="south", status="completed", when="2001-03-08"
    )
    taken = casekit.claim("west-velt", **TAKEN, when="2001-03-04")

    known = timeline(("2001-03-09", retained), ("2001-03-20", taken)).passages_by_day()

    giver = {
        day: passage.taken_from
        for day, passages in known.items()
        for passage in passages
        if passage.how == "held" and passage.day == date(2001, 3, 8)
    }
    assert giver == {
        None: "north",
        date(2001, 3, 9): "south",
        date(2001, 3, 20): "north",
    }
