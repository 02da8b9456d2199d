"""What a reader takes away: every layer as GeoJSON and CSV, the picture, the citation."""

from __future__ import annotations

import csv
import io
import json

import geopandas as gpd
import pytest
from shapely.geometry import Point, shape

from geo.layers import CRS
from geo.project import load_case

pytestmark = pytest.mark.browser


def taken(page, form: str, *, days: str = "This day"):
    page.get_by_label("Days to download").select_option(label=days)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download as {form}").click()
    return waiting.value


def signed_area(ring: list[list[float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * up - right * y for (x, y), (right, up) in pairs) / 2


def rings(geometry: dict) -> list[list[list[list[float]]]]:
    coordinates = geometry["coordinates"]
    return {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry["type"], [])


@pytest.fixture(scope="class")
def day_file(browser, flagship, tmp_path_factory):
    """All layers of 26 November 2020, as a reader gets them."""
    page = browser.new_context(offline=True).new_page()
    page.goto(f"{flagship.as_uri()}#date=2020-11-26&view=table")
    page.wait_for_selector("#handover[data-settled]")
    path = tmp_path_factory.mktemp("taken") / "day.geojson"
    taken(page, "GeoJSON").save_as(path)
    page.context.close()
    return path


class TestGeoJsonOfADay:
    def test_it_has_every_layer(self, day_file):
        frame = gpd.read_file(day_file)

        assert frame.crs == CRS
        assert set(frame["layer"]) == {
            "control", "boundaries", "areas", "corridor", "handovers", "presence", "events",
        }  # fmt: skip
        assert frame.geometry.dropna().is_valid.all()

    def test_holders_are_those_of_the_case(self, day_file, root):
        case = load_case(root)
        frame = gpd.read_file(day_file).query("layer == 'control'")

        for lon, lat in ((46.75, 39.82), (46.04, 40.1), (46.55, 39.64), (46.93, 39.99)):
            held = frame[frame.contains(Point(lon, lat))]
            assert list(held["holder"]) == [case.control.holder(lon, lat, "2020-11-26")]

    def test_areas_add_up_to_the_table(self, day_file, root):
        frame = gpd.read_file(day_file).query("layer == 'control'")
        measured = load_case(root).control.km2("2020-11-26")

        assert frame.groupby("holder")["area_km2"].sum().to_dict() == pytest.approx(
            measured.to_dict(), rel=0.001
        )

    def test_days_are_half_open(self, day_file):
        frame = gpd.read_file(day_file).query("layer == 'control'")
        started, ended = frame["start"], frame["end"].fillna("9999-12-31")

        assert (started <= "2020-11-26").all()
        assert (ended > "2020-11-26").all()

    def test_rings_turn_as_rfc_7946_wants_them(self, day_file):
        features = json.loads(day_file.read_text("utf-8"))["features"]
        polygons = [one for f in features if f["geometry"] for one in rings(f["geometry"])]

        assert all(ring[0] == ring[-1] for polygon in polygons for ring in polygon)
        assert all(signed_area(polygon[0]) > 0 for polygon in polygons)
        assert all(signed_area(hole) < 0 for polygon in polygons for hole in polygon[1:])

    def test_the_corridor_holds_from_a_day_on(self, day_file):
        frame = gpd.read_file(day_file).query("layer == 'corridor'")

        assert list(frame["place_id"]) == ["lachin-corridor"]
        assert list(frame["holder"]) == ["russian-peacekeepers"]
        assert [str(day.date()) for day in frame["start"]] == [
            "2020-11-10"
        ]  # article 6 of the statement

    def test_what_nobody_placed_has_no_point(self, day_file):
        features = json.loads(day_file.read_text("utf-8"))["features"]
        nowhere = [one for one in features if one["properties"].get("scope") == "somewhere"]

        assert nowhere
        assert all(one["geometry"] is None for one in nowhere)


class TestGeoJsonOfAllDays:
    def test_each_piece_has_one_holder_on_each_day(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table")

        waiting = taken(page, "GeoJSON", days="All days")
        features = json.loads(waiting.path().read_text("utf-8"))["features"]

        east = [
            (one["properties"]["start"], one["properties"]["end"], one["properties"]["holder"])
            for one in features
            if one["properties"].get("cell") == 2
        ]
        assert waiting.suggested_filename == "velt-2001-all-days.geojson"
        assert east == [
            ("2001-03-01", "2001-03-10", "north-side"),
            ("2001-03-10", "2001-03-25", "north-side"),
            ("2001-03-25", None, "south-side"),
        ]

    def test_filters_hold_for_what_is_taken(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table&kind=handover")

        features = json.loads(taken(page, "GeoJSON").path().read_text("utf-8"))["features"]

        assert [one["id"] for one in features if one["properties"]["layer"] == "handovers"] == [
            "east-handover"
        ]
        assert [one["id"] for one in features if one["properties"]["layer"] == "control"] == [
            "cell-2"
        ]
        assert shape(features[0]["geometry"]).bounds == (12.0, 40.6, 12.8, 41.8)


class TestCsv:
    def test_it_has_the_same_features(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table")

        features = json.loads(taken(page, "GeoJSON").path().read_text("utf-8"))["features"]
        text = taken(page, "CSV").path().read_bytes().decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))

        assert [row["id"] for row in rows] == [one["id"] for one in features]
        handover = next(row for row in rows if row["id"] == "east-handover")
        assert handover["scheduled"] == handover["happened"] == "2001-03-25"
        assert handover["sources"] == "gazette-1 courier-2"
        post = next(row for row in rows if row["id"] == "bridge-post")
        assert (post["lon"], post["lat"], post["radius_m"]) == ("11.2", "41.35", "4000")


class TestPicture:
    def test_it_is_a_picture_of_the_view_with_its_day(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26")

        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save a picture of this view").click()

        data = waiting.value.path().read_bytes()
        wide, high = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
        area = page.locator(".map-area").bounding_box()
        assert waiting.value.suggested_filename == "velt-2001-2001-03-26.png"
        assert data.startswith(b"\x89PNG")
        assert (wide, high) == (2 * area["width"], 2 * int(area["height"] + 96))


class TestCitation:
    def test_the_button_copies_who_published_what_when_and_where_it_stands(self, browser, velt):
        context = browser.new_context(offline=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{velt.as_uri()}#date=2001-03-26&select=east-handover")
        page.wait_for_selector("#handover[data-settled]")

        page.locator(".claim", has_text="Units entered").get_by_role("button", name="cite").click()
        page.wait_for_selector("text=copied")

        assert page.evaluate("navigator.clipboard.readText()") == (
            "Nord Courier, “News of 2001-03-25”, 25 March 2001, paragraph 3 of 9, "
            "https://example.org/courier-2. Claim c4, Velt, spring 2001, build 0123456789ab."
        )
        context.close()
