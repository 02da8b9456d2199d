"""The flagship case: what the facts decide about Karabakh in autumn 2020 is what it answers."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

import geo
from geo.layers import event_table, presence_layer

SHARED = Path(__file__).parent.parent.parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the facts and reference shapes in ../shared are not here"
)
ARM, AZ, RU = "armenian-side", "azerbaijan", "russian-peacekeepers"
CUT_BY_HAND = {"shusha", "dashalti-karintak", "shosh-shushakend"}
DISPUTED_FIRST_DAYS = {"hadrut", "sor", "qubadli", "shusha", "shosh-shushakend"}


@pytest.fixture(scope="module")
def project(root):
    return geo.load_case(root)


@pytest.fixture(scope="module")
def events(project):
    rows = event_table(project.events, project.places, project.timeline.weighing)
    return {row["event_id"]: row for row in rows}


def holder(project, place_id, day, known=None):
    place = project.places[place_id]
    return project.control.holder(place.lon, place.lat, day, known)


@pytest.mark.parametrize(
    ("place_id", "day", "expected"),
    [
        ("aghdam", "2020-11-19", ARM),
        ("aghdam", "2020-11-20", AZ),
        ("aghdam", "2020-11-21", AZ),
        ("kalbajar", "2020-11-24", ARM),
        ("kalbajar", "2020-11-26", AZ),
        ("shusha", "2020-11-05", ARM),
        ("shusha", "2020-11-10", AZ),
        ("stepanakert", "2020-09-26", ARM),
        ("stepanakert", "2020-12-02", ARM),
        ("stepanakert", "2021-01-31", ARM),
        ("lachin", "2020-11-09", ARM),
        ("lachin", "2020-12-02", RU),
        ("aghavno-zabukh", "2020-12-02", RU),
        ("sus", "2020-12-02", RU),
        ("hadrut", "2020-10-08", ARM),
        ("hadrut", "2020-10-20", AZ),
        ("hin-tagher", "2020-12-02", ARM),
        ("hin-tagher", "2020-12-16", AZ),
        ("khtsaberd", "2020-12-02", ARM),
        ("khtsaberd", "2020-12-16", AZ),
        ("jabrayil", "2020-10-03", ARM),
        ("jabrayil", "2020-10-05", AZ),
        ("fuzuli", "2020-10-16", ARM),
        ("fuzuli", "2020-10-18", AZ),
        ("zangilan", "2020-10-19", ARM),
        ("zangilan", "2020-10-21", AZ),
        ("talish", "2020-10-02", ARM),
        ("talish", "2020-10-04", AZ),
        ("martakert-aghdara", "2020-12-15", ARM),
        ("martuni-khojavend", "2020-12-15", ARM),
        ("askeran", "2020-12-15", ARM),
        ("dadivank-monastery", "2020-11-24", ARM),
        ("dadivank-monastery", "2020-11-26", AZ),
        ("vank-gandzasar", "2020-12-15", ARM),
        ("charektar", "2020-12-15", ARM),
        ("barda", "2020-09-26", AZ),
        ("tartar", "2020-10-10", AZ),
        ("goris", "2020-11-10", None),
        ("yerevan", "2020-11-10", None),
    ],
)
def test_place_is_held_by_whom_the_facts_say(project, place_id, day, expected):
    assert holder(project, place_id, day) == expected


@needs_shared
def test_every_captured_settlement_passes_on_the_day_it_was_first_announced(project):
    first: dict[tuple[float, float], date] = {}
    with (SHARED / "facts/control_events.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["event"] == "capture_announced" and row["lon"]:
                point = (float(row["lon"]), float(row["lat"]))
                first.setdefault(point, date.fromisoformat(row["date"]))
    open_ = {
        (place.lon, place.lat)
        for place_id in DISPUTED_FIRST_DAYS
        for place in [project.places[place_id]]
    }
    points = [
        point
        for point in first
        if not any(np.hypot(point[0] - x, point[1] - y) < 0.01 for x, y in open_)
    ]
    lon, lat = (np.array(column) for column in zip(*points, strict=True))
    days = np.array([first[point] for point in points], dtype="datetime64[D]")

    assert len(points) > 190
    assert set(project.control.holder(lon, lat, days - np.timedelta64(1, "D"))) == {ARM}
    assert set(project.control.holder(lon, lat, days)) == {AZ}
    assert set(project.control.holder(lon, lat, "2020-12-20")) == {AZ}


def test_settlement_that_is_reported_as_held_stays_held_throughout(project):
    held = [
        project.places[event.place_id]
        for event in project.events
        if event.event_id.endswith("-held")
        and event.place_id not in {"hin-tagher", "khtsaberd", "shosh-shushakend"}
    ]
    lon, lat = (np.array(column) for column in zip(*[(p.lon, p.lat) for p in held], strict=True))

    assert len(held) >= 120
    for day in ("2020-09-26", "2020-11-09", "2020-12-20"):
        assert set(project.control.holder(lon, lat, day)) <= {ARM, RU}
    assert set(project.control.holder(lon, lat, "2020-11-09")) == {ARM}


def test_whole_district_answers_for_its_villages(project):
    assert holder(project, "shusha", "2020-11-08") == "contested"
    assert holder(project, "hadrut", "2020-10-12") == "contested"
    assert holder(project, "qubadli", "2020-10-25") == "contested"


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2020-11-09", "held"),
        ("2020-11-14", "agreed"),
        ("2020-11-24", "agreed"),
        ("2020-11-25", "held"),
    ],
)
def test_ground_that_is_agreed_to_pass_says_so(project, day, status):
    place = project.places["kalbajar"]
    interval = project.control.status(place.lon, place.lat, day)

    assert interval.status == status
    if status == "agreed":
        due = {"2020-11-14": date(2020, 11, 15), "2020-11-24": date(2020, 11, 25)}[day]
        assert (interval.to, interval.due) == (AZ, due)


def test_by_what_was_known_on_16_november_kalbajar_is_due_on_the_25th(project):
    place = project.places["kalbajar"]
    interval = project.control.status(place.lon, place.lat, "2020-11-16", "2020-11-16")

    assert (interval.holder, interval.status, interval.due) == (ARM, "agreed", date(2020, 11, 25))


def test_ground_before_the_war_is_the_known_total(project):
    # T. de Waal, Black Garden (2003), appendix 1: 11,797 km².
    assert project.control.km2("2020-09-26")[ARM] == pytest.approx(11_797, rel=0.02)


@pytest.mark.parametrize(
    ("day", "km2"),
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
def test_ground_of_the_armenian_side_agrees_with_an_independent_cut(project, day, km2):
    # That cut let the two villages of the pocket reach as far as it goes, about 90 km² more.
    assert project.control.km2(day)[ARM] == pytest.approx(km2, rel=0.03)


def test_ground_is_the_same_in_sum_on_every_day(project):
    days = [date(2020, 9, 26) + timedelta(days=n) for n in range(128)]

    sums = [project.control.km2(day).sum() for day in days]

    assert sums == pytest.approx([sums[0]] * len(sums), rel=1e-9)


@needs_shared
@pytest.mark.parametrize(
    ("reference", "cut", "at_least"),
    [
        ("nk_post2020_wof.geojson", CUT_BY_HAND, 0.85),
        ("nk_post2020_ne.geojson", CUT_BY_HAND | {"talish", "sugovushan-madagiz"}, 0.86),
    ],
)
def test_zone_that_was_left_agrees_with_independent_shapes(project, reference, cut, at_least):
    faces, control = project.cut.faces.geometry, project.control
    inside = faces.representative_point().to_crs("EPSG:4326")
    held = np.isin(control.holder(inside.x, inside.y, "2020-12-15").astype(str), [ARM, RU])
    removed = np.array([bool(label & cut) for label in project.cut.within])
    away = shapely.union_all(faces[removed])
    ours = shapely.union_all(faces[held]).difference(away)
    theirs = gpd.read_file(SHARED / "reference" / reference).to_crs(project.case.crs).union_all()
    theirs = theirs.difference(away)

    overlap = ours.intersection(theirs).area / ours.union(theirs).area

    assert overlap >= at_least


def test_three_districts_have_scheduled_and_actual_days(events):
    days = {
        name: (events[name]["scheduled"], events[name]["day"], events[name]["status"])
        for name in ("aghdam-handover", "kalbajar-handover", "lachin-handover")
    }

    assert days == {
        "aghdam-handover": ("2020-11-20", "2020-11-20", "completed"),
        "kalbajar-handover": ("2020-11-15", "2020-11-25", "completed"),
        "lachin-handover": ("2020-12-01", "2020-12-01", "completed"),
    }
    assert events["kalbajar-handover"]["rescheduled"] == ["2020-11-25"]
    assert events["kalbajar-handover"]["slip_days"] == 10


def test_deployment_keeps_both_numbers_and_who_gives_them(events):
    numbers = {
        (number["quantity"], number["approximation"]): number["by"]
        for number in events["russian-deployment"]["quantities"]
        if number["unit"] == "troops"
    }

    assert {(1960, "exact"), (2000, "about")} <= set(numbers)
    assert all(numbers.values())


def test_corridor_keeps_length_and_width(events):
    measures = {(n["quantity"], n["unit"]) for n in events["lachin-corridor-control"]["quantities"]}

    assert (60, "km") in measures
    assert any(quantity == 5 for quantity, _ in measures)


def test_airlift_comes_from_ulyanovsk(events):
    assert any(row["origin"] == "ulyanovsk-vostochny" for row in events.values())


def test_joint_centre_was_agreed_then_built_then_opened(events):
    centre = events["joint-centre"]

    assert {"agreed", "underway", "completed"} <= set(centre["statuses"])
    assert (centre["status"], centre["day"]) == ("completed", "2021-01-30")


@pytest.mark.parametrize("event_id", ["turkish-troops", "turkish-post"])
def test_what_one_side_asserts_and_another_refuses_is_disputed(events, event_id):
    assert events[event_id]["status"] == "disputed"
    assert events[event_id]["day"] is None


@pytest.mark.parametrize(
    ("event_id", "quantity"),
    [("demining-corridor", None), ("returns", 26000), ("power-line", None)],
)
def test_works_of_the_peacekeepers_are_told(events, event_id, quantity):
    quantities = [number["quantity"] for number in events[event_id]["quantities"]]

    assert quantity is None or quantity in quantities
    assert events[event_id]["sources"]


def test_deadline_in_lachin_is_30_november(events):
    evacuation = events["lachin-evacuation"]

    assert evacuation["scheduled"] == "2020-11-30"
    assert any("18:00" in claim["summary"] for claim in evacuation["claims"])


def test_capitals_are_speakers_and_never_where_something_happened(project):
    capitals = {"baku", "yerevan", "ankara", "moscow"}

    assert not [event.event_id for event in project.events if event.place_id in capitals]


def test_every_interval_rests_on_an_event_with_claims(project):
    ids = {event.event_id for event in project.events}

    for cell in project.control.cells["cell_id"]:
        for interval in project.control.cell_history(cell):
            assert interval.event_ids
            assert set(interval.event_ids) <= ids


def test_posts_stand_only_where_a_text_names_a_place(project):
    posts = presence_layer(project.claims, project.places)
    named = {claim.place_id for claim in project.claims}

    assert len(posts) >= 10
    assert set(posts["place_id"]) <= named
