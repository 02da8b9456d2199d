"""Ledger: every history under every clock, kept once."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from groundkit import cut, held, passage

from geo.annals import day_number
from geo.ledger import Ledger
from geo.project import load_case

HALVES = [held("velt", "north"), held("west-velt", "south")]
TAKEN = passage("west-velt", (3, 9), "north", "south")


def test_days_are_counted_as_numpy_counts_them():
    assert day_number(date(2020, 11, 25)) == int(np.datetime64("2020-11-25").astype(int))


def test_days_on_which_nothing_new_was_known_share_a_table():
    known = {date(2001, 3, 2): HALVES, date(2001, 3, 4): HALVES[::-1]}

    ledger = Ledger(cut(), {None: [*HALVES, TAKEN], **known})

    assert ledger.table(date(2001, 3, 2)) is ledger.table(date(2001, 3, 9))
    assert len(ledger.tables()) == 2


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (date(2001, 2, 28), None),
        (date(2001, 3, 1), "south"),
        (date(2001, 3, 8), "south"),
        (date(2001, 3, 9), "north"),
        (date.max, "north"),
        (date.min, None),
    ],
)
def test_interval_of_a_day_is_found(day, holder):
    ground = cut()
    table = Ledger(ground, {None: [*HALVES, TAKEN]}).table(None)
    west = [row for row, label in enumerate(ground.within) if "west-velt" in label]

    [found] = table.find(np.asarray(west), np.asarray([day_number(day)]))

    assert (table.annals.intervals[found].holder if found >= 0 else None) == holder


def test_row_that_is_none_has_no_interval():
    table = Ledger(cut(), {None: HALVES}).table(None)

    assert table.find(np.asarray([-1]), np.asarray([day_number(date(2001, 3, 9))])).tolist() == [-1]


def test_without_passages_there_is_nothing_to_find():
    table = Ledger(cut(), {}).table(None)

    assert table.find(np.asarray([0, 1]), np.asarray([0, 0])).tolist() == [-1, -1]


def test_what_is_known_on_a_day_does_not_hang_on_the_days_asked_before(root):
    flagship = load_case(root)
    days = flagship.control.known_days
    together = Ledger(flagship.cut, flagship.passages)

    for day in days[::-7]:
        alone = Ledger(flagship.cut, {day: flagship.passages[day]})
        for row in range(len(flagship.cut.within)):
            assert together.table(day).history(row) == alone.table(day).history(row)
