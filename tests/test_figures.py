"""Figures: letters that do not collide, lengths that are true, files that tell what they show."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from casekit import claim, source, write_case
from figurekit import cut_off, letters, lightness, overlaps, pixels
from matplotlib_scalebar.scalebar import ScaleBar
from PIL import Image
from pyproj import Geod, Transformer
from shapely import contains_xy
from typer.testing import CliRunner

from geo import load_case
from geo.cli.shared import app
from geo.errors import RenderError
from geo.figures import Caption, Figures, figure_files, write
from geo.figures.names import long_day

SIX_DAYS = [
    date(2020, 9, 26),
    date(2020, 10, 18),
    date(2020, 11, 10),
    date(2020, 11, 21),
    date(2020, 11, 26),
    date(2020, 12, 2),
]
SIZES = {"one-column": (88, 88), "two-column": (180, 180), "slide": (254, 254)}
HOSTILE = (
    '$\\frac{a}{b}$ _x_ {{ 7 * 7 }} </title><script>alert(1)</script> ${y} \u202e\u2028 & "so"'
)
SVG = "{http://www.w3.org/2000/svg}"

each_day = pytest.mark.parametrize("day", SIX_DAYS, ids=str)
each_size = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(scope="module")
def project(root):
    return load_case(root)


@pytest.fixture(scope="module")
def figures(project):
    return {
        (size, theme): Figures(project, size=size, theme=theme)
        for size in SIZES
        for theme in ("light", "print")
    }


@pytest.fixture(scope="module")
def kalbajar(figures):
    return figures["two-column", "light"].day(date(2020, 11, 25))


@pytest.fixture
def hostile(tmp_path):
    handed = claim(
        "west-velt",
        kind="handover",
        actor="north",
        counterparty="south",
        status="completed",
        when="2001-03-20",
    ).replace('"Invented."', json.dumps(HOSTILE))
    folder = write_case(tmp_path, gazette=source("gazette", "2001-03-21", handed))
    case = folder / "data" / "case.toml"
    title, name = json.dumps(HOSTILE * 8), json.dumps(HOSTILE)
    text = case.read_text("utf-8")
    text = text.replace('title = { en = "Velt" }', f"title = {{ en = {title} }}")
    text = text.replace('names = { en = "North" }', f"names = {{ en = {name} }}")
    case.write_text(text, "utf-8")
    names = folder / "data" / "names.csv"
    names.write_text(
        names.read_text("utf-8").replace("West Velt", "$West_{Velt}$ 漢字 🙂"), "utf-8"
    )
    return load_case(folder)


@each_size
@each_day
def test_no_two_labels_overlap_and_none_is_cut_off(figures, day, size):
    figure = figures[size, "light"].day(day).figure
    boxes = letters(figure)
    (bar,) = figure.findobj(ScaleBar)

    assert overlaps(figure) == []
    assert cut_off(figure) == []
    assert [words for words, box in boxes if box.overlaps(bar.info.window_extent)] == []


@each_size
@pytest.mark.parametrize("kind", ["course", "area", "schedule"])
def test_letters_of_charts_keep_apart(figures, kind, size):
    figure = getattr(figures[size, "light"], kind)().figure

    assert overlaps(figure) == []
    assert cut_off(figure) == []


@each_size
def test_figure_is_as_wide_as_its_size_says(figures, size):
    figure = figures[size, "light"].day(SIX_DAYS[0]).figure

    wide_mm = figure.get_figwidth() * 25.4
    assert wide_mm == pytest.approx(SIZES[size][0])


def test_slide_is_sixteen_by_nine(figures):
    figure = figures["slide", "light"].day(SIX_DAYS[0]).figure

    assert figure.get_figwidth() / figure.get_figheight() == pytest.approx(16 / 9)


@each_size
def test_what_changed_hands_is_named_on_every_day(figures, size):
    words = {text for text, _ in letters(figures[size, "light"].day(date(2020, 11, 26)).figure)}

    assert {"KALBAJAR", "AGHDAM", "LACHIN", "Stepanakert", "Shusha", "Lachin corridor"} <= words


@each_size
def test_scale_bar_is_drawn_as_long_as_it_says(project, figures, size):
    drawn = figures[size, "light"].day(SIX_DAYS[0])
    image = pixels(write(drawn.figure, "png", drawn.caption))
    (bar,) = drawn.figure.findobj(ScaleBar)
    extent = bar.info.window_extent
    rows = image[int(image.shape[0] - extent.y1) : int(image.shape[0] - extent.y0)]
    dark = rows[:, int(extent.x0) : int(extent.x1) + 1].sum(axis=2) < 200
    left, right = np.flatnonzero(dark[dark.sum(axis=1).argmax()])[[0, -1]] + int(extent.x0)
    plane = bar.axes.transData.inverted()
    ends = [plane.transform((x, extent.y0)) for x in (left, right + 1)]
    degrees = Transformer.from_crs(project.case.crs, "EPSG:4326", always_xy=True)

    (lon, lat), (lon2, lat2) = (degrees.transform(*end) for end in ends)
    metres = Geod(ellps="WGS84").inv(lon, lat, lon2, lat2)[2]

    assert bar.info.units == "km"
    assert metres == pytest.approx(bar.info.value * 1000, rel=0.01)


@pytest.mark.parametrize("theme", ["light", "print"])
def test_holders_are_told_apart_in_grey(project, figures, theme):
    day = date(2020, 11, 26)
    drawn = figures["two-column", theme].day(day)
    image = pixels(write(drawn.figure, "png", drawn.caption))
    axes = drawn.figure.axes[1]
    metres = project.control.cells.to_crs(project.case.crs).set_index("cell_id")
    rng = np.random.default_rng(7)
    found = {}
    for row in drawn.rows:
        if row["layer"] == "ground" and row["status"] == "held" and row["km2"] > 20:
            key = row["holder"], row["how"] == "handover"
            points = sample(metres.geometry[row["id"]], rng)
            at = axes.transData.transform(points)
            colours = image[(image.shape[0] - at[:, 1]).astype(int), at[:, 0].astype(int)]
            found.setdefault(key, []).extend(lightness(colour) for colour in colours)
    middles = {key: float(np.median(values)) for key, values in found.items()}

    assert len(middles) == 4
    assert min(abs(one - other) for one, other in combinations(middles.values(), 2)) > 10


def sample(shape, rng, count=900):
    west, south, east, north = shape.bounds
    points = np.column_stack([rng.uniform(west, east, count), rng.uniform(south, north, count)])
    return points[contains_xy(shape, *points.T)]


@pytest.mark.parametrize(
    ("lang", "name"),
    [("hy", "Ստեփանակերտ"), ("az", "Xankəndi"), ("ru", "Степанакерт"), ("tr", "Hankendi")],
)
def test_names_are_written_in_the_language_asked_for(project, lang, name):
    figure = Figures(project, lang=lang).day(date(2020, 11, 26)).figure

    words = [text for text, _ in letters(figure)]  # a missing glyph warns, and warnings are errors

    assert name in words
    assert not [text for text in words if "\ufffd" in text]
    assert overlaps(figure) == []


def test_key_of_a_day_gives_the_km2_of_the_control_table(project, kalbajar):
    rows = [row for row in kalbajar.rows if row["layer"] == "ground"]
    sums = {}
    for row in rows:
        sums[row["holder"]] = sums.get(row["holder"], 0) + row["km2"]
    table = project.control.km2(date(2020, 11, 25))

    assert sums["armenian-side"] == pytest.approx(table["armenian-side"], abs=0.1)
    assert sums["russian-peacekeepers"] == pytest.approx(table["russian-peacekeepers"], abs=0.1)
    assert f"{sums['russian-peacekeepers']:,.0f}" in {w for w, _ in letters(kalbajar.figure)}


def test_data_beside_a_figure_are_what_is_drawn(kalbajar):
    rows = list(csv.DictReader(io.StringIO(kalbajar.files(())["karabakh-2020-2020-11-25.csv"])))

    posts = {row["id"] for row in rows if row["layer"] == "post"}
    assert "post-dadivank" in posts
    assert {row["on"] for row in rows} == {"2020-11-25"}


@each_day
def test_words_beside_a_figure_name_the_day_and_what_each_holder_has(figures, day):
    drawn = figures["two-column", "light"].day(day)
    sums = {}
    for row in drawn.rows:
        if row["layer"] == "ground":
            holder = "contested" if row["status"] == "contested" else row["holder"]
            sums[holder] = sums.get(holder, 0) + row["km2"]

    words = drawn.files(())[f"karabakh-2020-{day}.txt"]

    assert long_day(day) in words
    assert [f"{km2:,.0f} km²" for km2 in sums.values() if f"{km2:,.0f} km²" not in words] == []


def test_words_beside_a_figure_tell_the_events_of_the_day(kalbajar):
    words = kalbajar.files(())["karabakh-2020-2020-11-25.txt"]

    assert "Kalbajar District passes to Azerbaijan, ten days late" in words


def test_files_of_a_figure_are_named_by_case_and_day(kalbajar):
    assert list(kalbajar.files()) == [
        f"karabakh-2020-2020-11-25.{form}" for form in ("svg", "pdf", "png", "txt", "csv")
    ]


def test_svg_keeps_text_as_text_with_declared_fonts(kalbajar):
    svg = write(kalbajar.figure, "svg", kalbajar.caption).decode()
    root = ET.fromstring(svg)  # noqa: S314 - our own
    texts = {"".join(node.itertext()) for node in root.iter(f"{SVG}text")}

    assert {"KALBAJAR", "handed over 25 Nov"} <= texts
    assert set(re.findall(r"font-family: ([^;\"]+)", svg)) == {
        "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, 'Noto Sans', sans-serif"
    }
    assert len(svg.encode()) < 600_000


def test_svg_tells_what_it_shows_to_those_who_do_not_see_it(kalbajar):
    root = ET.fromstring(write(kalbajar.figure, "svg", kalbajar.caption))  # noqa: S314 - our own

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.find(f"{SVG}title").text == kalbajar.caption.title
    assert root.find(f"{SVG}desc").text == kalbajar.caption.words


def test_png_has_300_dots_an_inch_and_its_words(kalbajar):
    png = Image.open(io.BytesIO(write(kalbajar.figure, "png", kalbajar.caption)))

    assert png.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert png.width == round(180 / 25.4 * 300) or png.width == int(180 / 25.4 * 300)
    assert png.text["Title"] == kalbajar.caption.title
    assert png.text["Description"] == kalbajar.caption.words
    assert "Software" not in png.text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_pdf_keeps_text_as_text_and_its_words(kalbajar, tmp_path):
    path = tmp_path / "figure.pdf"
    path.write_bytes(write(kalbajar.figure, "pdf", kalbajar.caption))

    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)  # noqa: S607
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)  # noqa: S607
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)  # noqa: S607

    assert "KALBAJAR" in text.stdout
    assert kalbajar.caption.title in info.stdout
    assert "CreationDate" not in info.stdout
    assert all("TrueType" in line for line in fonts.stdout.splitlines()[2:])


def test_same_case_gives_the_same_bytes_in_two_processes(root, tmp_path):
    command = [sys.executable, "-m", "geo", "figure", str(root), "--on", "2020-11-25"]
    for seed in ("1", "2"):
        subprocess.run(
            [*command, "--kind", "day", "--kind", "area", "-o", str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        )

    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12"
    )
    assert len(first) == 10
    assert first == second


def test_hostile_words_stay_words(hostile):
    drawn = [*Figures(hostile).all()]

    for one in drawn:
        root = ET.fromstring(write(one.figure, "svg", one.caption))  # noqa: S314 - our own
        assert not list(root.iter(f"{SVG}script"))
        assert overlaps(one.figure) == []
        assert cut_off(one.figure) == []
        for form in ("pdf", "png"):
            assert write(one.figure, form, one.caption)


def test_case_where_no_ground_is_in_play_still_has_figures(tmp_path):
    folder = write_case(tmp_path)
    (folder / "seeds" / "atlas.toml").write_text(
        source("atlas", "2000", publisher="Atlas"), "utf-8"
    )

    files = figure_files(load_case(folder), forms=("svg",))

    assert "velt-2001-03-01.svg" in files


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"size": "huge"}, "'huge' is no size; write one of one-column, two-column, slide"),
        ({"theme": "dark"}, "'dark' is no theme; write one of light, print"),
    ],
    ids=["size", "theme"],
)
def test_unknown_look_is_refused(project, change, message):
    with pytest.raises(RenderError) as caught:
        Figures(project, **change).day(SIX_DAYS[0])

    assert str(caught.value) == message


def test_unknown_form_is_refused(kalbajar):
    with pytest.raises(RenderError) as caught:
        write(kalbajar.figure, "gif", Caption("", ""))

    assert str(caught.value) == "'gif' is no form of a figure; write one of svg, pdf, png"


def test_command_writes_the_day_asked_for(root, tmp_path):
    result = CliRunner().invoke(
        app,
        [
            "figure",
            str(root),
            "--on",
            "2020-11-16",
            "--known",
            "--format",
            "svg",
            "-o",
            str(tmp_path),
        ],
    )

    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"karabakh-2020-2020-11-16-known.{ending}" for ending in ("svg", "txt", "csv")
    }
    assert "due by 25 Nov" in (tmp_path / "karabakh-2020-2020-11-16-known.svg").read_text("utf-8")


def test_command_refuses_a_kind_it_does_not_know(root):
    result = CliRunner().invoke(app, ["figure", str(root), "--kind", "pie"])

    assert result.exit_code == 2
