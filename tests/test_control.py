"""Control: who holds which ground when, under two clocks."""

from __future__ import annotations

from datetime import date, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from groundkit import FIRST, area_of, control, cut, degrees, held, passage

from geo.errors import DateError
from geo.project import load_case
from geo.records import Schedule

HALVES = [held("velt", "north"), held("west-velt", "south")]
HANDED = passage(
    "west-velt",
    (4, 1),
    "north",
    "south",
    how="handover",
    schedule=(Schedule(date(2001, 3, 10), date(2001, 3, 20)),),
)
WEST, EAST, OUTSIDE = degrees(5, 5), degrees(15, 5), degrees(40, 5)
TOWNS = {"old-town": (4, 5), "new-town": (8, 5)}
TAKEN = passage("old-town", (3, 9), "north", "south")


@pytest.fixture(scope="module")
def handover():
    known = {date(2001, 3, 12): [*HALVES], date(2001, 4, 2): [*HALVES, HANDED]}
    return control(cut(), [*HALVES, HANDED], known)


@pytest.fixture(scope="module")
def towns():
    ground = cut(points=TOWNS, shared=["west-velt"])
    return control(ground, [*HALVES, TAKEN])


@pytest.mark.parametrize(
    ("on", "holder"),
    [("2001-03-01", "south"), ("2001-03-31", "south"), ("2001-04-01", "north")],
)
def test_day_of_a_handover_belongs_to_the_new_holder(handover, on, holder):
    assert handover.holder(*WEST, on) == holder


def test_nobody_holds_ground_outside(handover):
    assert handover.holder(*OUTSIDE, "2001-03-01") is None
    assert handover.status(*OUTSIDE, "2001-03-01") is None


def test_nobody_holds_ground_before_anything_is_said(handover):
    assert handover.holder(*WEST, "2001-02-28") is None


def test_point_that_is_no_number_is_outside(handover):
    assert handover.holder(np.nan, 0.0, "2001-03-01") is None


@pytest.mark.parametrize(
    "on",
    ["2001-04-01", date(2001, 4, 1), datetime(2001, 4, 1, 12), pd.Timestamp(2001, 4, 1)],  # noqa: DTZ001
    ids=["text", "date", "datetime", "Timestamp"],
)
def test_a_day_can_be_given_in_any_form(handover, on):
    assert handover.holder(*WEST, on) == "north"


def test_arrays_are_answered_point_by_point(handover):
    lon, lat = zip(WEST, EAST, OUTSIDE, strict=True)

    assert handover.holder(lon, lat, "2001-03-01").tolist() == ["south", "north", None]


def test_points_and_days_are_broadcast(handover):
    lon, lat = np.asarray([WEST, EAST]).T
    days = pd.date_range("2001-03-31", periods=2).to_numpy()

    found = handover.holder(lon[:, None], lat[:, None], days)

    assert found.tolist() == [["south", "north"], ["north", "north"]]


def test_array_of_one_gives_an_array(handover):
    assert handover.holder([WEST[0]], [WEST[1]], ["2001-03-01"]).tolist() == ["south"]


def test_text_that_is_no_day_is_reported(handover):
    with pytest.raises(DateError, match=r"^'tomorrow' is not a day"):
        handover.holder(*WEST, "tomorrow")
    with pytest.raises(DateError, match=r"^not all of them are days"):
        handover.holder(*WEST, ["2001-03-01", "tomorrow"])


def test_agreed_ground_says_to_whom_and_when(handover):
    interval = handover.status(*WEST, "2001-03-12")

    assert (interval.holder, interval.status) == ("south", "agreed")
    assert (interval.to, interval.due) == ("north", date(2001, 3, 20))


@pytest.mark.parametrize(
    ("known", "holder"),
    [
        ("2001-03-11", None),
        ("2001-03-12", "south"),
        ("2001-04-01", "south"),
        ("2001-04-02", "north"),
        ("2001-05-01", "north"),
        (None, "north"),
    ],
)
def test_what_was_known_is_what_had_been_published(handover, known, holder):
    assert handover.holder(*WEST, "2001-04-01", known=known) == holder


def test_days_of_knowledge_are_told_in_order(handover):
    assert handover.known_days == (date(2001, 3, 12), date(2001, 4, 2))


def test_contested_ground_has_no_holder_but_a_weighed_one():
    rival = passage(
        "west-velt", (3, 9), "north", "south", contested=(date(2001, 3, 9), date(2001, 3, 12))
    )
    found = control(cut(), [*HALVES, rival])

    assert found.holder(*WEST, "2001-03-09") == "contested"
    assert found.status(*WEST, "2001-03-09").holder == "north"
    assert found.holder(*WEST, "2001-03-12") == "north"
    assert found.km2("2001-03-10").round().to_dict() == {"contested": 100.0, "north": 100.0}


def test_ground_is_measured_by_holder(handover):
    assert handover.km2("2001-03-01").to_dict() == pytest.approx(
        {"north": 100, "south": 100}, rel=1e-4
    )
    assert handover.km2("2001-04-01").to_dict() == pytest.approx({"north": 200}, rel=1e-4)


def test_measure_has_fixed_names(handover):
    measured = handover.km2("2001-03-01")

    assert (measured.name, measured.index.name) == ("km2", "holder")


def test_nothing_is_measured_before_anything_is_said(handover):
    assert handover.km2("2001-02-01").to_dict() == {}


def test_ground_is_measured_within_a_place(handover):
    assert handover.km2_in("west-velt", "2001-03-01").to_dict() == pytest.approx(
        {"south": 100}, rel=1e-4
    )
    assert handover.km2_in("nowhere", "2001-03-01").to_dict() == {}


def test_sum_of_the_ground_is_the_same_on_every_day(towns):
    sums = {round(towns.km2(day.date()).sum(), 6) for day in pd.date_range(FIRST, periods=61)}

    assert len(sums) == 1


def test_captured_settlement_takes_its_share_along(towns):
    assert towns.holder(*degrees(2, 2), "2001-03-08") == "south"
    assert towns.holder(*degrees(2, 2), "2001-03-09") == "north"
    assert towns.holder(*degrees(9, 2), "2001-03-09") == "south"
    assert towns.km2_in("west-velt", "2001-03-09")["north"] == pytest.approx(60, rel=1e-3)


def test_larger_area_passes_first_on_one_day():
    boxes = {"velt": (0, 0, 20, 10), "strip": (0, 4, 20, 6), "post": (9, 4, 11, 6)}
    passages = [held("post", "c"), held("strip", "b"), held("velt", "a")]

    found = control(cut(boxes), passages)

    assert found.km2("2001-03-01").round().to_dict() == {"a": 160.0, "b": 36.0, "c": 4.0}


def test_captured_share_beats_the_strip_and_the_strip_beats_a_held_share():
    boxes = {"velt": (0, 0, 20, 10), "strip": (0, 4, 20, 6)}
    ground = cut(boxes, points={"old-town": (5, 5), "new-town": (15, 5)}, approximate=["strip"])
    strip = passage("strip", (4, 1), "guards", "south", how="control")
    handed = passage("velt", (4, 20), "north", "south", how="handover")
    keeps = held("new-town", "south", "south")

    found = control(ground, [held("velt", "south"), TAKEN, strip, keeps, handed])

    assert found.km2("2001-04-01").round().to_dict() == {
        "guards": 20.0,
        "north": 100.0,
        "south": 80.0,
    }
    assert found.km2("2001-04-20").round().to_dict() == {"guards": 20.0, "north": 180.0}


def test_point_just_outside_coarse_ground_is_answered_from_the_nearest(towns):
    assert towns.holder(*degrees(-1.9, 5), "2001-03-09") == "north"
    assert towns.holder(*degrees(-2.1, 5), "2001-03-09") is None


def test_point_outside_ground_that_is_not_shared_out_has_no_holder(towns):
    assert towns.holder(*degrees(21, 5), "2001-03-09") is None


def test_settlement_outside_answers_for_its_own_share():
    points = {"old-town": (4, 0.5), "ferry": (4, -1.2)}
    ground = cut(points=points, shared=["west-velt"])
    crossed = passage("ferry", (3, 20), "north", "south")

    found = control(ground, [*HALVES, TAKEN, crossed])

    # The ground nearest to the ferry is old town's, which passed earlier.
    assert area_of(ground, "ferry") < area_of(ground, "old-town")
    assert found.holder(*degrees(4, -1.2), "2001-03-19") == "south"
    assert found.holder(*degrees(4, -1.2), "2001-03-20") == "north"


def test_share_cut_off_from_its_side_is_unconfirmed():
    points = {"keep": (2, 5), "gate": (5, 5), "yard": (8, 5)}
    ground = cut(points=points)
    passages = [held("velt", "south"), passage("gate", (3, 9), "north", "south")]

    found = control(ground, passages)

    assert found.status(*degrees(1, 5), "2001-03-08").status == "held"
    assert found.status(*degrees(1, 5), "2001-03-09").status == "unconfirmed"
    assert found.holder(*degrees(1, 5), "2001-03-09") == "south"
    assert found.status(*degrees(15, 5), "2001-03-09").status == "held"


def test_later_report_settles_that_a_share_cut_off_was_held():
    points = {"keep": (2, 5), "gate": (5, 5), "yard": (8, 5)}
    gate = passage("gate", (3, 9), "north", "south")
    keep = passage("keep", (3, 20), "north", "south")

    found = control(cut(points=points), [held("velt", "south"), gate, keep])

    assert found.status(*degrees(1, 5), "2001-03-19").status == "held"


def test_exclave_of_an_area_is_held():
    boxes = {"velt": (0, 0, 20, 10), "isle": (2, 4, 4, 6), "main": (10, 0, 20, 10)}
    passages = [held("velt", "north"), held("isle", "south"), held("main", "south")]

    found = control(cut(boxes, points={"mill": (15, 5)}, shared=["main"]), passages)

    assert found.status(*degrees(3, 5), "2001-03-09").status == "held"


def test_cells_are_faces_with_one_history(towns):
    assert towns.cells["area_km2"].round().tolist() == [100.0, 60.0, 40.0]
    assert towns.cells["within"].tolist() == [
        ("east-velt", "velt"),
        ("old-town", "velt", "west-velt"),
        ("new-town", "velt", "west-velt"),
    ]
    assert [row.holder for row in towns.cell_history(1)] == ["south", "north"]


def test_cell_of_several_settlements_rests_on_the_events_of_all():
    both = [TAKEN, passage("new-town", (3, 9), "north", "south")]

    found = control(cut(points=TOWNS, shared=["west-velt"]), [*HALVES, *both])

    assert len(found.cells) == 2
    assert set(found.cell_history(1)[-1].event_ids) == {"old-town-north", "new-town-north"}


def test_cells_differ_when_only_one_clock_tells_them_apart():
    both = [TAKEN, passage("new-town", (3, 9), "north", "south")]
    known = {date(2001, 3, 9): [*HALVES, TAKEN], date(2001, 3, 12): [*HALVES, *both]}

    found = control(cut(points=TOWNS, shared=["west-velt"]), [*HALVES, *both], known)

    assert len(found.cells) == 3


def test_history_of_a_face_names_its_own_events(towns):
    [face] = [n for n, label in enumerate(towns.cut.within) if "old-town" in label]

    assert towns.history(face)[-1].event_ids == ("old-town-north",)


def test_days_of_change_are_told(handover):
    assert handover.days_of_change() == (
        date(2001, 3, 1),
        date(2001, 3, 10),
        date(2001, 4, 1),
    )
    assert handover.days_of_change(known="2001-03-12") == (date(2001, 3, 1),)


def test_order_of_the_passages_changes_nothing():
    ground = cut(points=TOWNS, shared=["west-velt"])
    passages = [*HALVES, TAKEN]

    one, other = control(ground, passages), control(ground, passages[::-1])

    assert one.cells.to_json() == other.cells.to_json()
    assert one.boundaries.to_json() == other.boundaries.to_json()


# The flagship, held against a trial that others made from the same sources.


@pytest.fixture(scope="module")
def flagship(root):
    return load_case(root)


@pytest.mark.parametrize(
    ("on", "km2"),
    [
        ("2020-10-03", 11_618),
        ("2020-10-20", 10_683),
        ("2020-11-02", 8_792),
        ("2020-11-10", 7_906),
        ("2020-11-20", 6_883),
        ("2020-11-25", 5_075),
        ("2020-12-01", 3_228),
        ("2020-12-15", 3_074),
    ],
)
def test_flagship_has_the_ground_that_an_independent_trial_found(flagship, on, km2):
    assert flagship.control.km2(on)["armenian-side"] == pytest.approx(km2, rel=0.03)


def test_flagship_has_a_corridor_from_the_tenth_of_november(flagship):
    measured = [flagship.control.km2(on) for on in ("2020-11-09", "2020-11-10", "2021-01-31")]

    corridor = [areas.get("russian-peacekeepers", 0.0) for areas in measured]
    assert corridor == pytest.approx([0, 119, 119], rel=0.02)


def test_flagship_measures_the_same_ground_on_every_day(flagship):
    days = flagship.control.days_of_change()

    assert len({round(flagship.control.km2(day).sum(), 3) for day in days}) == 1


def test_flagship_captured_settlements_pass_on_their_day(flagship):
    taken = [
        (passage, flagship.places[passage.place_id])
        for passage in flagship.passages[None]
        if passage.day
        and passage.how == "fighting"
        and passage.place_id in flagship.cut.settlement_ids
    ]

    assert len(taken) > 200
    for passage_, place in taken:
        eve = np.datetime64(passage_.day) - 1
        before = flagship.control.status(place.lon, place.lat, eve.item())
        after = flagship.control.status(place.lon, place.lat, passage_.day)
        assert (before.holder, after.holder) == (passage_.taken_from, passage_.holder)


@pytest.mark.parametrize(
    ("reference", "least", "left_out"),
    [
        ("nk_post2020_wof", 0.85, ("shusha", "dashalti-karintak", "shosh-shushakend")),
        (
            "nk_post2020_ne",
            0.86,
            ("shusha", "dashalti-karintak", "shosh-shushakend", "talish", "sugovushan-madagiz"),
        ),
    ],
)
def test_flagship_zone_agrees_with_others(flagship, shared, reference, least, left_out):
    faces = flagship.cut.faces
    path = shared / "reference" / f"{reference}.geojson"
    other = gpd.read_file(path).to_crs(faces.crs).union_all()
    on = date(2020, 12, 15)
    kept = [
        face
        for face, label in enumerate(flagship.cut.within)
        for row in flagship.control.history(face)
        if row.start <= on
        and (row.end is None or on < row.end)
        and row.holder in ("armenian-side", "russian-peacekeepers")
        and not label & set(left_out)
    ]
    omitted = [face for face, label in enumerate(flagship.cut.within) if label & set(left_out)]
    zone = shapely.union_all(faces.geometry.array[kept])
    other = other.difference(shapely.union_all(faces.geometry.array[omitted]))

    assert zone.intersection(other).area / zone.union(other).area >= least
