"""The page: hostile words stay words, equal input gives an equal page, and nothing is asked."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
import zlib
from dataclasses import fields, replace
from datetime import date
from itertools import combinations
from types import SimpleNamespace

import folium
import geopandas as gpd
import numpy as np
import pytest
from branca.element import Element
from folium.plugins import MarkerCluster
from jinja2 import meta
from shapely.geometry import LineString, MultiLineString, Polygon, box

from geo.colours import HEX, changed, contrast_of, line_on, party_colours
from geo.dates import read_edtf
from geo.errors import RenderError
from geo.records import Name, Source
from geo.render import HandoverMap
from geo.render.csp import PLACE_OF_POLICY, policy, script_hashes
from geo.render.elements import (
    ASSETS,
    SCRIPTS,
    STYLES,
    TEMPLATES,
    BodyContext,
    PageContext,
    StartContext,
    as_data,
    as_json,
)
from geo.render.encode import DayCounter, flat_lines, flat_polygons, pack
from geo.render.first import first_frame
from geo.render.payload import locator_words, page_data, safe_address
from geo.windows import known_windows
from tests.browser import invented

HOSTILE = (
    "{{ 7 * 7 }} {% raw %} {# ${alert(1)} `b` </script><img src=x onerror=alert(1)> "
    "javascript:alert(1) \u202e \u2028 \x00 “so” & <!-- ]]>"
)
DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture
def project() -> SimpleNamespace:
    return invented.project()


def data_of(html: str) -> dict:
    ground, record = map(json.loads, DATA.findall(html))
    return ground | record


def hostile_project() -> SimpleNamespace:
    """Give the invented case with hostile words wherever a word may stand."""
    project = invented.project()
    case = project.case
    case.title = {"en": HOSTILE}
    case.name_policy = case.legal_status = HOSTILE
    case.layers = tuple(
        SimpleNamespace(layer_id=one.layer_id, title={"en": HOSTILE}, limitation=HOSTILE)
        for one in case.layers
    )
    for party in case.parties.values():
        party.names = {"en": HOSTILE}
    project.places = {
        key: replace(place, names=(Name(HOSTILE, "en", "Latn", HOSTILE, HOSTILE, HOSTILE),))
        for key, place in project.places.items()
    }
    project.sources = {
        key: replace(one, publisher=HOSTILE, title=HOSTILE, address="javascript:alert(1)")
        for key, one in project.sources.items()
    }
    project.events = tuple(
        replace(
            event,
            claims=tuple(
                replace(
                    one,
                    summary=HOSTILE,
                    attribution=HOSTILE,
                    quantity_as_printed=HOSTILE,
                    evidence=tuple(replace(mark, locator=HOSTILE) for mark in one.evidence),
                )
                for one in event.claims
            ),
        )
        for event in project.events
    )
    project.claims = tuple(one for event in project.events for one in event.claims)
    project.basemap["name"] = HOSTILE
    project.basemap["source"] = HOSTILE
    return project


class TestHostileWords:
    def test_words_reach_the_page_letter_by_letter(self):
        data = data_of(HandoverMap(hostile_project()).to_html())

        assert data["case"]["title"] == {"en": HOSTILE}
        assert set(data["claims"]["summary"]) == {HOSTILE}
        assert data["places"]["names"]["langs"] == [["en"]]
        assert data["places"]["names"]["words"][0] == [[[HOSTILE, HOSTILE, HOSTILE, HOSTILE]]]

    def test_no_word_becomes_markup_or_runs_as_a_template(self):
        html = HandoverMap(hostile_project()).to_html()

        assert "<img" not in html
        assert "49" not in html[html.index("<title>") : html.index("</title>")]
        assert "</script><img" not in html
        assert "\u202e" not in html
        assert "\u2028" not in html
        assert "\x00" not in html

    def test_scripts_are_the_same_whatever_the_words(self, project):
        tame = script_hashes(HandoverMap(project).to_html())
        wild = script_hashes(HandoverMap(hostile_project()).to_html())

        assert tame == wild

    def test_a_title_cannot_close_its_element(self):
        html = HandoverMap(hostile_project()).to_html()

        assert html.count("<title>") == html.count("</title>") == 1
        assert html.index("</title>") < html.index("<style>")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https:///nowhere", ""),
        ("https://exa mple.org", ""),
        ("https://example.org/\u202eeman", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(address, link):
    assert safe_address(address) == link


class TestSameBytes:
    def test_equal_input_gives_an_equal_page(self):
        first = HandoverMap(invented.project()).to_html()
        second = HandoverMap(invented.project()).to_html()

        assert first == second

    def test_a_page_drawn_twice_is_equal(self, project):
        page = HandoverMap(project)

        assert page.to_html() == page.to_html()

    def test_saved_page_is_the_page(self, project, tmp_path):
        page = HandoverMap(project)
        page.save(tmp_path / "map.html")

        assert (tmp_path / "map.html").read_bytes() == page.to_html().encode("utf-8")


class TestPolicy:
    def test_every_script_that_runs_is_in_the_policy_by_its_hash(self, project):
        html = HandoverMap(project).to_html()
        rules = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
        running = re.findall(
            r'<script(?: type="text/plain" data-later="[a-z]+")?>(.*?)</script>', html, re.DOTALL
        )

        for text in running:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules
        assert len(running) == rules.count("sha256-")

    def test_nothing_else_is_allowed(self, project):
        html = HandoverMap(project).to_html()
        rules = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1].split("; ")

        assert rules[0] == "default-src 'none'"
        assert "img-src data: blob:" in rules
        assert "connect-src 'none'" in rules
        assert "unsafe-inline" not in rules[1]
        assert PLACE_OF_POLICY not in html

    def test_the_page_loads_nothing(self, project):
        html = HandoverMap(project).to_html()
        head = html[: html.index('<script type="application/json"')]

        assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,)', head)
        assert not re.findall(r"url\((?!data:|#)", head)
        assert "@import" not in head

    def test_data_blocks_are_not_hashed(self):
        assert script_hashes('<script type="application/json">{}</script>') == []
        assert script_hashes('<script type="text/plain" data-packed>7L1</script>') == []

    def test_a_script_that_the_page_runs_later_is_hashed_as_any_other(self):
        later = script_hashes('<script type="text/plain" data-later="a">let a = 1;</script>')

        assert later == script_hashes("<script>let a = 1;</script>")
        assert len(later) == 1

    def test_a_policy_without_scripts_allows_none(self):
        assert "script-src 'none'" in policy("<p>")


class TestDocument:
    def test_language_title_and_zoom(self, project):
        html = HandoverMap(project).to_html()

        assert '<html lang="en">' in html
        assert "<title>Velt, spring 2001</title>" in html
        assert "user-scalable" not in html
        assert "maximum-scale" not in html

    def test_folium_brings_neither_jquery_nor_bootstrap(self, project):
        html = HandoverMap(project).to_html()

        assert "jquery" not in html.lower()
        assert "bootstrap" not in html.lower()
        assert "Leaflet 1.9" in html

    def test_leaflet_waits_for_the_first_frame(self, project):
        html = HandoverMap(project).to_html()

        assert html.index("handover_page.start(") < html.index("Leaflet 1.9")
        assert 'data-later="leaflet"' in html

    def test_leaflet_stands_first_where_somebody_wrote_scripts_into_the_page(self, project):
        page = HandoverMap(project)
        page.get_root().script.add_child(Element("console.log(L.version);"))

        html = page.to_html()

        assert html.index("Leaflet 1.9") < html.index("handover_page.start(")
        assert 'data-later="leaflet"' not in html

    def test_a_view_is_a_page_of_its_own(self, project):
        html = HandoverMap(project, view="peacekeepers").to_html()

        assert "<title>Where the guards stand</title>" in html
        assert data_of(html)["case"]["view"]["layers"] == ["control", "peacekeepers", "names"]
        assert data_of(html)["case"]["opens"] == 15

    def test_an_unknown_view_is_named_with_those_there_are(self, project):
        with pytest.raises(RenderError) as error:
            HandoverMap(project, view="moon")

        assert str(error.value) == "the case has no view 'moon'; its views: peacekeepers"

    def test_quotes_come_from_articles_at_hand_alone(self, project):
        text = "0123456789 the words"
        with_text = data_of(HandoverMap(project, articles={"gazette-1": text}).to_html())
        without = data_of(HandoverMap(project).to_html())

        assert set(with_text["claims"]["quote"]["others"].values()) == {text[10:20]}
        assert without["claims"]["quote"]["others"] == {}

    def test_it_shows_itself_in_a_notebook(self, project):
        assert HandoverMap(project)._repr_html_().startswith("<div")


class TestFoliumLayers:
    def test_a_layer_that_a_user_adds_is_drawn(self, project):
        page = HandoverMap(project)
        folium.CircleMarker((41, 11), radius=4, tooltip="here").add_to(page)

        assert "L.circleMarker" in page.to_html()

    def test_a_plain_marker_has_its_picture_in_the_page(self, project):
        page = HandoverMap(project)
        folium.Marker((41, 11)).add_to(page)

        assert "L.Icon.Default.mergeOptions" in page.to_html()

    def test_a_popup_works_without_jquery(self, project):
        page = HandoverMap(project)
        folium.CircleMarker((41, 11), popup="here").add_to(page)

        assert "function $(markup)" in page.to_html()

    def test_a_plugin_that_would_load_its_script_is_refused_by_name(self, project):
        page = HandoverMap(project)
        MarkerCluster().add_to(page)

        with pytest.raises(RenderError, match=r"would load https://.*markercluster.*add_asset"):
            page.to_html()

    def test_a_plugin_whose_files_are_given_is_drawn(self, project):
        page = HandoverMap(project)
        cluster = MarkerCluster().add_to(page)
        for _, address in (*cluster.default_js, *cluster.default_css):
            page.add_asset(address, "/* given */")

        html = page.to_html()

        assert "/* given */" in html
        assert "cdnjs" not in html

    def test_online_a_plugin_may_load_from_its_own_host_alone(self, project):
        page = HandoverMap(project, online=True)
        MarkerCluster().add_to(page)

        rules = re.search(r'Content-Security-Policy" content="([^"]*)"', page.to_html())[1]

        assert "https://cdnjs.cloudflare.com" in rules
        assert "unsafe-inline" not in rules.split("; ")[1]

    def test_an_icon_that_needs_a_font_is_refused(self, project):
        page = HandoverMap(project)
        folium.Marker((41, 11), icon=folium.Icon()).add_to(page)

        with pytest.raises(RenderError, match=r"folium\.Icon needs the icon font"):
            page.to_html()

    def test_tiles_are_an_option_of_the_build(self, project):
        html = HandoverMap(project, tiles="OpenStreetMap.Mapnik").to_html()

        assert data_of(html)["tiles"]["name"] == "OpenStreetMap.Mapnik"
        assert "img-src data: blob: https://tile.openstreetmap.org" in html

    def test_unknown_tiles_are_named(self, project):
        with pytest.raises(RenderError, match="no tile set is named 'Moon'"):
            HandoverMap(project, tiles="Moon")


class TestPlainData:
    def test_json_cannot_end_its_element(self):
        text = as_json({"a": "</script> & \u2028 \u202e \x00"})

        assert not set("<>&\u2028\u202e\x00") & set(text)
        assert json.loads(text) == {"a": "</script> & \u2028 \u202e \x00"}

    def test_a_number_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match="Out of range"):
            as_json({"a": float("nan")})

    def test_data_of_a_large_case_travel_deflated(self):
        payload = {"a": ["the same words"] * 100_000}

        data, packed = as_data(payload)

        assert packed
        assert len(data) < 10_000
        assert json.loads(zlib.decompress(base64.b64decode(data), -zlib.MAX_WBITS)) == payload

    def test_days_count_from_the_first_day(self):
        count = DayCounter(date(2001, 3, 1))

        assert (count(date(2001, 3, 1)), count(date(2001, 2, 28)), count(None)) == (0, -1, None)

    def test_a_ring_is_steps_without_its_closing_point(self):
        ring = Polygon([(0, 0), (0.001, 0), (0.001, 0.001)])

        assert flat_polygons(ring) == [[[0, 0, 10, 0, 0, 10]]]

    def test_points_that_fall_together_count_once(self):
        line = LineString([(0, 0), (0.00001, 0), (0.001, 0)])

        assert flat_lines(line) == [[0, 0, 10, 0]]

    def test_a_speck_is_left_out(self):
        assert flat_polygons(box(0, 0, 0.00001, 0.00001)) == []

    @pytest.mark.parametrize(
        ("number", "word"),
        # Worked by hand: 0 → 0; -1 → 1; 15 → 30; 16 → 32 = 0 and one more group, 1.
        [
            (0, "A"),
            (-1, "B"),
            (1, "C"),
            (15, "e"),
            (16, "gB"),
            (-16, "f"),
            (-17, "hB"),
            (1000, "w-B"),
        ],
    )
    def test_a_number_is_packed_in_groups_of_five_bits(self, number, word):
        assert pack([number]) == word

    def test_lines_that_meet_are_one(self):
        line = MultiLineString([[(0, 0), (0.001, 0)], [(0.001, 0), (0.002, 0)]])

        assert flat_lines(line) == [[0, 0, 10, 0, 10, 0]]

    def test_positions_stand_for_a_locator_that_is_missing(self):
        mark = invented.claim(1, "control", "velt", "completed", "x").evidence[0]

        assert locator_words([replace(mark, locator="")]) == "characters 10\u201320"

    def test_each_day_has_the_latest_known_before_it(self):
        days = [date(1999, 1, 1), date(2001, 3, 10)]

        windows = known_windows(days, date(2001, 3, 1), date(2001, 3, 20))

        assert windows == [
            (date(1999, 1, 1), date(2001, 3, 1), date(2001, 3, 9)),
            (date(2001, 3, 10), date(2001, 3, 10), date(2001, 3, 20)),
        ]

    def test_the_two_clocks_differ_where_news_came_late(self, project):
        cells = page_data(project, view=None, articles=None)["ground"]["cells"]

        assert cells["true"][3] != cells["known"][3]

    def test_the_box_of_the_ground_leaves_out_what_was_never_in_play(self, project):
        ground = page_data(project, view=None, articles=None)["ground"]

        # The south, 40.2 to 40.6 degrees, is quiet; steps of 1/10,000 degree.
        assert ground["box"] == [105_000, 406_000, 128_000, 418_000]

    def test_a_case_of_one_handover_is_drawn(self, project):
        project.events = (project.events[2],)
        project.claims = project.events[0].claims
        project.basemap = project.basemap.iloc[:0]
        project.areas = project.areas.iloc[:0]

        assert data_of(HandoverMap(project).to_html())["events"]["id"] == ["east-handover"]

    def test_a_source_without_a_day_is_drawn(self, project):
        project.sources["gazette-1"] = Source(
            "gazette-1",
            "Gazette",
            "",
            "",
            read_edtf("2001-03-10/.."),
            "",
            date(2001, 1, 1),
            "en",
            "",
            "F",
        )

        assert data_of(HandoverMap(project).to_html())["sources"][0][3] is None


class TestColours:
    def test_white_on_black_is_the_strongest_contrast(self):
        # WCAG 2.2: contrast ratios range from 1 to 21.
        assert contrast_of("#ffffff", "#000000") == pytest.approx(21)

    def test_a_tint_is_mixed_where_the_case_names_none(self):
        mixed = party_colours("x", "#8F7BB5")

        assert all(HEX.fullmatch(one) for one in (mixed.tint, mixed.dark, mixed.dark_tint))
        assert contrast_of(mixed.tint, "#ffffff") < contrast_of("#8F7BB5", "#ffffff")

    def test_a_colour_moved_by_nothing_stays(self):
        assert changed("#8f7bb5", lighter=0, chroma=1) == "#8f7bb5"

    @pytest.mark.parametrize("ground", ["#DDCA83", "#8F7BB5", "#056164", "#998849"])
    def test_a_hatch_line_stands_off_its_ground(self, ground):
        assert contrast_of(line_on(ground, ground), ground) >= 3

    def test_what_is_no_colour_is_refused(self, project):
        project.case.parties["guards"].colour = "red;} body{display:none"

        with pytest.raises(RenderError, match=r"party guards: .* is not a colour"):
            HandoverMap(project).to_html()


def tokens(theme: str) -> dict[str, str]:
    """Read the colours that the page's style names for a theme."""
    css = (ASSETS / "base.css").read_text("utf-8")
    block = css.split(':root[data-theme="dark"]')[1] if theme == "dark" else css
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block.split("}")[0]))


@pytest.fixture(scope="module")
def flagship_parties(root) -> dict:
    rows = tomllib.loads((root / "data" / "case.toml").read_text("utf-8"))["party"]
    return {
        row["id"]: party_colours(
            row["id"],
            row["colour"],
            tint=row.get("tint", ""),
            dark=row.get("dark", ""),
            dark_tint=row.get("dark_tint", ""),
        )
        for row in rows
        if row["holds"]
    }


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab of linear sRGB, D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    part = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    bent = np.where(part > (6 / 29) ** 3, np.cbrt(part), part / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def ciede2000(one: np.ndarray, two: np.ndarray) -> float:
    """Sharma, Wu and Dalal (2005), doi:10.1002/col.20070."""
    chroma = [np.hypot(x[1], x[2]) for x in (one, two)]
    mean = np.mean(chroma) ** 7
    stretch = 0.5 * (1 - np.sqrt(mean / (mean + 25.0**7)))
    a = [x[1] * (1 + stretch) for x in (one, two)]
    c = [np.hypot(x, y[2]) for x, y in zip(a, (one, two), strict=True)]
    h = [np.degrees(np.arctan2(y[2], x)) % 360 for x, y in zip(a, (one, two), strict=True)]
    turn = h[1] - h[0]
    turn += 360 if turn < -180 else -360 if turn > 180 else 0
    big_h = 2 * np.sqrt(c[0] * c[1]) * np.sin(np.radians(turn) / 2)
    mid_l, mid_c = (one[0] + two[0]) / 2, np.mean(c)
    mid_h = sum(h) / 2 if abs(h[0] - h[1]) <= 180 else (sum(h) + 360) / 2
    angles = ((0.17, 1, -30), (-0.24, 2, 0), (-0.32, 3, 6), (0.20, 4, -63))
    weight = 1 - sum(k * np.cos(np.radians(n * mid_h + shift)) for k, n, shift in angles)
    s_l = 1 + 0.015 * (mid_l - 50) ** 2 / np.sqrt(20 + (mid_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mid_c, 1 + 0.015 * mid_c * weight
    rotation = (
        -2
        * np.sqrt(mid_c**7 / (mid_c**7 + 25.0**7))
        * np.sin(np.radians(60 * np.exp(-(((mid_h - 275) / 25) ** 2))))
    )
    parts = (two[0] - one[0]) / s_l, (c[1] - c[0]) / s_c, big_h / s_h
    return float(np.sqrt(sum(x * x for x in parts) + rotation * parts[1] * parts[2]))


# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1.0.
SIGHT = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def test_the_measure_of_distance_gives_its_published_value():
    # Pair 1 of the test data of Sharma, Wu and Dalal (2005), table 1.
    one, two = np.array([50.0, 2.6772, -79.7751]), np.array([50.0, 0.0, -82.7485])

    assert ciede2000(one, two) == pytest.approx(2.0425, abs=1e-4)


@pytest.mark.parametrize("theme", ["light", "dark"])
class TestPalette:
    @pytest.mark.parametrize(
        ("words", "ground"),
        [
            ("ink", "paper"),
            ("ink-2", "paper"),
            ("ink-3", "paper"),
            ("ink", "wash"),
            ("mapink", "land"),
            ("water-ink", "water"),
            ("post-ink", "halo"),
            ("ink", "halo"),
        ],
    )
    def test_words_can_be_read(self, theme, words, ground):
        named = tokens(theme)

        assert contrast_of(named[words], named[ground]) >= 4.5

    @pytest.mark.parametrize(("line", "ground"), [("rule-2", "paper"), ("border", "land")])
    def test_edges_and_controls_stand_off(self, theme, line, ground):
        named = tokens(theme)

        assert contrast_of(named[line], named[ground]) >= 3

    def test_lines_between_holders_stand_off_every_fill_but_the_strip(
        self, theme, flagship_parties
    ):
        edge = tokens(theme)["edge"]
        fills = [
            fill
            for name, one in flagship_parties.items()
            if name != "russian-peacekeepers"  # the strip has a casing of paper
            for fill in ((one.dark, one.dark_tint) if theme == "dark" else (one.colour, one.tint))
        ]

        assert min(contrast_of(edge, fill) for fill in fills[:3]) >= 3

    @pytest.mark.parametrize("sight", SIGHT)
    def test_holders_stay_apart_in_every_sight(self, theme, sight, flagship_parties):
        fills = [one.dark if theme == "dark" else one.colour for one in flagship_parties.values()]
        seen = [lab(SIGHT[sight] @ linear(fill)) for fill in fills]

        assert min(ciede2000(a, b) for a, b in combinations(seen, 2)) >= 15

    def test_fills_stay_apart_in_grey(self, theme, flagship_parties):
        fills = [one.dark if theme == "dark" else one.colour for one in flagship_parties.values()]
        light = [lab(linear(fill))[0] for fill in (*fills, tokens(theme)["land"])]

        assert min(abs(a - b) for a, b in combinations(light, 2)) >= 10


@pytest.mark.parametrize(
    ("template", "context"),
    [("page", PageContext), ("body", BodyContext)],
    ids=["page", "body"],
)
def test_template_asks_for_exactly_what_it_is_given(template, context):
    source, *_ = TEMPLATES.loader.get_source(TEMPLATES, f"{template}.html.j2")
    asked = meta.find_undeclared_variables(TEMPLATES.parse(source))

    assert asked == {field.name for field in fields(context)}


def test_scripts_that_start_the_map_ask_for_what_they_are_given():
    asked = set()
    for template in ("map.js.j2", "start.js.j2"):
        source, *_ = TEMPLATES.loader.get_source(TEMPLATES, template)
        asked |= meta.find_undeclared_variables(TEMPLATES.parse(source))

    assert asked == {field.name for field in fields(StartContext)}


@pytest.mark.parametrize(
    "script", sorted(p.name for p in ASSETS.iterdir() if p.name.endswith(".js"))
)
class TestScripts:
    def test_it_can_stand_inside_a_script_tag(self, script):
        assert "</script" not in (ASSETS / script).read_text("utf-8")

    def test_it_writes_words_as_words(self, script):
        text = (ASSETS / script).read_text("utf-8")

        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)

    def test_no_template_stands_inside_another(self, script):
        # rjsmin, which takes out needless blanks, reads one level of them.
        assert not re.search(r"\$\{[^}`]*`", (ASSETS / script).read_text("utf-8"))

    def test_it_is_one_readable_file(self, script):
        assert len((ASSETS / script).read_text("utf-8").splitlines()) <= 400


def test_every_asset_is_on_the_list():
    names = {p.name for p in ASSETS.iterdir()}

    assert names == {f"{one}.js" for one in SCRIPTS} | {f"{one}.css" for one in STYLES} | {
        "popups.js"
    }


def test_areas_without_a_gazetteer_entry_do_not_stop_the_page(project):
    extra = gpd.GeoDataFrame(
        {"place_id": ["nowhere"], "basis": [""], "approximate": [True]},
        geometry=[box(10, 40, 11, 41)],
        crs="EPSG:4326",
    )
    project.areas = extra

    assert data_of(HandoverMap(project).to_html())["areas"][0][0] == -1


class TestFirstFrame:
    def test_room_is_left_for_what_the_reports_will_draw(self, project):
        # A mill taken, one district handed over, a post and an airlift from afar on 10 March.
        assert first_frame(project) == {
            "captures": True,
            "handovers": 1,
            "presence": True,
            "beside": 9,
        }

    def test_a_case_without_events_wants_none(self, project):
        project.events = ()

        assert first_frame(project) == {
            "captures": False,
            "handovers": 0,
            "presence": False,
            "beside": None,
        }

    def test_whoever_comes_from_within_the_map_needs_no_card(self, project):
        farfield = project.places["farfield"]
        inside = project.places["mill"]
        project.places["farfield"] = replace(farfield, lon=inside.lon, lat=inside.lat)

        assert first_frame(project)["beside"] is None
