"""The key days: what an editor would choose, by the stated rule."""

from __future__ import annotations

from datetime import date

from casekit import claim, source, write_case

from geo import load_case
from geo.keydays import MOST, key_days


def test_flagship_shows_the_days_an_editor_would_choose(root):
    days = key_days(load_case(root))

    assert days == (
        date(2020, 9, 26),  # the eve of the war
        date(2020, 10, 22),  # of the days of fighting the one on which most ground passed
        date(2020, 11, 10),  # the statement: three districts agreed to pass
        date(2020, 11, 20),  # Aghdam
        date(2020, 11, 25),  # Kalbajar
        date(2020, 12, 1),  # Lachin, and the day the case opens on
        date(2020, 12, 14),  # Hin Tagher and Khtsaberd, the last ground that passed
    )


def test_case_without_passages_shows_its_first_day_and_the_one_it_opens_on(tmp_path):
    project = load_case(write_case(tmp_path))

    assert key_days(project) == (date(2001, 3, 1), date(2001, 4, 1))


def test_day_of_handover_is_a_key_day(tmp_path):
    handed = claim(
        "west-velt",
        kind="handover",
        actor="north",
        counterparty="south",
        status="completed",
        when="2001-03-20",
    )
    project = load_case(write_case(tmp_path, gazette=source("gazette", "2001-03-21", handed)))

    assert date(2001, 3, 20) in key_days(project)


def test_agreement_that_ground_will_pass_makes_a_key_day(tmp_path):
    agreed = claim(
        "west-velt",
        kind="handover",
        actor="north",
        counterparty="south",
        status="agreed",
        when="2001-04-10",
    )
    project = load_case(write_case(tmp_path, gazette=source("gazette", "2001-03-11", agreed)))

    assert date(2001, 3, 11) in key_days(project)


def test_there_are_never_more_than_fit_on_a_page(tmp_path):
    back_and_forth = [
        claim(
            "west-velt",
            event=f"passing-{day}",
            kind="handover",
            actor="north" if day % 2 else "south",
            counterparty="south" if day % 2 else "north",
            status="completed",
            when=f"2001-03-{day:02}",
            locator=f"line {day}",
        )
        for day in range(2, 28)
    ]
    project = load_case(
        write_case(tmp_path, gazette=source("gazette", "2001-04-01", *back_and_forth))
    )

    days = key_days(project)

    assert len(days) == MOST
    assert days[0] == date(2001, 3, 1)
