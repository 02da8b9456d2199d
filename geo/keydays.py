"""
The days of a case that a report shows: chosen from how the ground passed, by a stated rule.

A key day is

1. the case's first day and the day it opens on;
2. a day on which at least one hundredth of the ground in play passes by handover;
3. a day on which ground that nobody had agreed on is agreed to pass;
4. of the days of fighting the one on which most ground passes;
5. the last day on which ground passes.

Where that gives more than ``MOST`` days, those with the most ground stay.  This module knows
histories and areas, and nothing of how a day is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from geo.project import Project
from geo.records import Interval

MOST = 8
SHARE = 0.01
FOUGHT, HANDED, AGREED = "fighting", "handover", "agreed"

Step = tuple[date, str, float]


def key_days(project: Project) -> tuple[date, ...]:
    """
    Give the key days of a case, in order.

    Returns
    -------
    tuple of date
        At least the case's first day; none outside the case's days.
    """
    case = project.case
    steps = [step for step in _steps(project) if case.first_day < step[0] <= case.last_day]
    moved = Counter[date]()
    by_sort: dict[str, Counter[date]] = {sort: Counter() for sort in (FOUGHT, HANDED, AGREED)}
    for day, sort, km2 in steps:
        moved[day] += km2  # type: ignore[assignment]
        by_sort.setdefault(sort, Counter())[day] += km2  # type: ignore[assignment]
    fixed = {case.first_day, case.opens_on}
    chosen = _chosen(by_sort, least=SHARE * _in_play(project)) - fixed
    largest = sorted(chosen, key=lambda day: (-moved[day], day))[: MOST - len(fixed)]
    return tuple(sorted({*fixed, *largest}))


def _chosen(by_sort: Mapping[str, Counter[date]], *, least: float) -> set[date]:
    handed = {day for day, km2 in by_sort[HANDED].items() if km2 >= least}
    agreed = {day for day, km2 in by_sort[AGREED].items() if km2 >= least}
    fought = {day for day, _ in by_sort[FOUGHT].most_common(1)}
    passed = {day for sort, days in by_sort.items() if sort != AGREED for day in days}
    return handed | agreed | fought | ({max(passed)} if passed else set())


def _steps(project: Project) -> Iterator[Step]:
    for cell in project.control.cells.itertuples():
        history = project.control.cell_history(int(cell.cell_id))
        for before, after in pairwise(history):
            sort = _sort(before, after)
            if sort:
                yield after.start, sort, float(cell.area_km2)


def _sort(before: Interval, after: Interval) -> str:
    """Say how ground passes from one interval to the next: empty when it does not."""
    if after.holder != before.holder:
        return after.how
    return AGREED if after.status == AGREED and before.status != AGREED else ""


def _in_play(project: Project) -> float:
    cells = project.control.cells
    return float(
        sum(
            cell.area_km2
            for cell in cells.itertuples()
            if len(project.control.cell_history(int(cell.cell_id))) > 1
        )
    )
