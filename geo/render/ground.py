"""The cells of the ground, their histories under both clocks, and the lines between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from geopandas import GeoDataFrame

from geo.records import Interval
from geo.render.encode import STEPS_PER_DEGREE, DayCounter, packed_lines, packed_polygons
from geo.render.wanted import ControlLike, ProjectLike
from geo.windows import known_windows, stretches

State = tuple[Any, ...]
Index = Callable[[str], int]
STEP_PAIR = 2  # a day and a state


class States:
    """Every state that some cell is in on some day, each once."""

    def __init__(self, events: Index, days: DayCounter) -> None:
        self.rows: list[State] = []
        self._at: dict[State, int] = {}
        self._events, self._days = events, days

    def __call__(self, interval: Interval) -> int:
        """Give the position of an interval's state; start and end do not belong to it."""
        row = (
            interval.holder,
            interval.status,
            interval.how,
            self._days(interval.since),
            interval.rival,
            interval.to,
            self._days(interval.due),
            tuple(self._events(event_id) for event_id in interval.event_ids),
        )
        if row not in self._at:
            self._at[row] = len(self.rows)
            self.rows.append(row)
        return self._at[row]


def ground_data(
    project: ProjectLike, places: Index, events: Index, days: DayCounter
) -> dict[str, Any]:
    """
    Give cells, states and edges.

    Returns
    -------
    dict
        ``states``: holder, status, how, since, rival, to, due, events.  ``cells``: columns
        ``km2``, ``within`` (positions of places), ``approximate``, ``shape``, and ``true`` and
        ``known``: flat lists day, state, day, state, … in the order of days.  ``edges``:
        left cell, right cell (-1: outside), approximate, lines.  ``whole``: position of the
        place that is all the ground.  ``box``: west, south, east and north of the cells in
        play, in steps; None without any.
    """
    control, case = project.control, project.case
    states = States(events, days)
    cells = control.cells
    numbers = [int(number) for number in cells["cell_id"]]
    at = {number: position for position, number in enumerate(numbers)}
    span = (case.first_day, case.last_day)
    whole = places(case.ground)
    within = [sorted(places(one) for one in names) for names in cells["within"]]
    true = [_flat(_as_true(control, number, span), states, days) for number in numbers]
    return {
        "cells": {
            "km2": [round(float(area), 2) for area in cells["area_km2"]],
            "within": within,
            "shape": [packed_polygons(shape) for shape in cells.geometry],
            "true": true,
            "known": [_flat(_as_known(control, number, span), states, days) for number in numbers],
        },
        "whole": whole,
        "box": _box(cells[[not _is_quiet(*one, whole) for one in zip(true, within, strict=True)]]),
        "states": [list(row) for row in states.rows],
        "edges": [
            [at.get(int(row.left), -1), at.get(int(row.right), -1), int(row.approximate), lines]
            for row in control.boundaries.itertuples()
            if (lines := packed_lines(row.geometry))
        ],
    }


def _is_quiet(steps: list[int | None], within: list[int], whole: int) -> bool:
    """Tell whether a cell was never in play, as ``terrain.js`` does."""
    return len(steps) <= STEP_PAIR and set(within) <= {whole}


def _box(cells: GeoDataFrame) -> list[int] | None:
    if cells.empty:
        return None
    return [round(float(edge) * STEPS_PER_DEGREE) for edge in cells.total_bounds]


def _as_true(
    control: ControlLike, cell: int, span: tuple[date, date]
) -> Iterator[tuple[date, Interval]]:
    yield from stretches(control.cell_history(cell), *span)


def _as_known(
    control: ControlLike, cell: int, span: tuple[date, date]
) -> Iterator[tuple[date, Interval]]:
    """On each day, what that day's readers could have known of that same day."""
    first, last = span
    windows = known_windows(control.known_days, first, last)
    for known, start, end in windows:
        yield from stretches(control.cell_history(cell, known), start, end)


def _flat(
    found: Iterator[tuple[date, Interval]], states: States, days: DayCounter
) -> list[int | None]:
    steps: list[int | None] = []
    for start, interval in found:
        state = states(interval)
        if not steps or steps[-1] != state:
            steps += [days(start), state]
    return steps
