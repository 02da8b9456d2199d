"""The pack: everything of a build, described, equal each time, bearing one id."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import frictionless
import packkit
import pytest
from jinja2 import meta

from geo.gallery import TEMPLATES, Sheet, gallery
from geo.method import STAGES, method_id
from geo.pack import pack_files, write_pack
from geo.project import Project, load_case


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    return load_case(packkit.write_case(tmp_path_factory.mktemp("case") / "velt"))


@pytest.fixture(scope="module")
def pack(project, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    write_pack(project, folder)
    return folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_every_file_as_described(pack):
    report = frictionless.validate(str(pack / "datapackage.json"))

    assert report.valid, report.flatten(["title", "message"])
    tables = {task.name: task.stats["rows"] for task in report.tasks if task.type == "table"}
    assert (tables["velt-claims.csv"], tables["velt-sources.csv"]) == (4, 3)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_a_changed_cell(pack, tmp_path):
    for file in pack.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    table = tmp_path / "velt-km2.csv"
    table.write_text(table.read_text("utf-8").replace("north", "south"), "utf-8")

    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_file_stands_in_the_description_with_its_checksum(pack):
    described = json.loads((pack / "datapackage.json").read_text("utf-8"))["resources"]
    files = {file.name for file in pack.iterdir()} - {"datapackage.json"}

    assert {one["path"] for one in described} == files
    for one in described:
        digest = hashlib.sha256((pack / one["path"]).read_bytes()).hexdigest()
        assert one["hash"] == f"sha256:{digest}"
        assert one["licenses"]
        assert one["description"]


def test_all_that_has_words_bears_the_build_id(project, pack):
    without = [
        file.name
        for file in pack.iterdir()
        if file.suffix not in (".png", ".pdf") and project.build_id not in file.read_text("utf-8")
    ]

    assert without == []


def test_two_builds_are_the_same_bytes(project, pack):
    again = pack_files(load_case(project.root))

    assert {file.name for file in pack.iterdir()} == set(again)
    for name, content in again.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        assert data == (pack / name).read_bytes(), name


def test_layers_are_geojson_with_as_many_features_as_they_have_rows(pack):
    control = json.loads((pack / "velt-control.geojson").read_text("utf-8"))
    handovers = json.loads((pack / "velt-handovers.geojson").read_text("utf-8"))
    places = json.loads((pack / "velt-places.geojson").read_text("utf-8"))

    assert control["type"] == "FeatureCollection"
    west = [
        feature["properties"]
        for feature in control["features"]
        if feature["properties"]["holder"] == "south"
    ]
    assert {(one["status"], one["start"], one["end"]) for one in west} >= {
        ("agreed", "2001-03-20", "2001-04-10")
    }
    assert [one["properties"]["place_id"] for one in handovers["features"]] == ["west-velt"]
    assert len(places["features"]) == 4


def test_km2_of_a_day_are_the_sum_of_its_cells(pack):
    with (pack / "velt-km2.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["on"] == "2001-04-10"]
    control = json.loads((pack / "velt-control.geojson").read_text("utf-8"))["features"]
    cells = [
        feature["properties"]["area_km2"]
        for feature in control
        if feature["properties"]["start"] <= "2001-04-10"
        and (not feature["properties"]["end"] or feature["properties"]["end"] > "2001-04-10")
    ]

    assert sum(float(row["km2"]) for row in rows) == pytest.approx(sum(cells), abs=0.05)


def test_hostile_words_stay_words_in_every_file(tmp_path):
    project = load_case(packkit.write_case(tmp_path / "velt", packkit.HOSTILE))

    files = pack_files(project)

    sheet = files["index.html"]
    assert "<img src=x" not in sheet
    assert "&lt;img src=x" in sheet
    assert "49" not in sheet.partition("<title>")[2].partition("</title>")[0]
    assert json.loads(files["datapackage.json"])["title"] == packkit.HOSTILE
    for name, content in files.items():
        if name.endswith((".json", ".geojson")):
            json.loads(content)
        if name.endswith(".csv"):
            list(csv.reader(io.StringIO(content, newline="")))


def test_the_gallery_names_every_file_of_the_build(pack):
    sheet = (pack / "index.html").read_text("utf-8")

    files = {file.name for file in pack.iterdir()} - {"index.html"}
    assert {name for name in files if f'"{name}"' not in sheet} == set()


def test_the_gallery_gives_sizes_and_words_of_figures(project):
    files = {
        "velt.html": "x" * 1_500,
        "velt-2001-04-10.svg": "<svg/>",
        "velt-2001-04-10.png": b"12345",
        "velt-2001-04-10.txt": "10 April 2001: West Velt passes\n\nNorth holds all of it.",
    }

    sheet = gallery(project, files)

    assert 'src="velt-2001-04-10.png" alt="10 April 2001: West Velt passes"' in sheet
    assert "North holds all of it." in sheet
    assert "5 bytes" in sheet
    assert "2 kB" in sheet


def test_the_sheet_asks_for_exactly_what_it_is_given():
    text, *_ = TEMPLATES.loader.get_source(TEMPLATES, "gallery.html.j2")

    asked = meta.find_undeclared_variables(TEMPLATES.parse(text))
    assert asked == {field.name for field in fields(Sheet)}


def test_the_style_of_the_gallery_is_shipped_with_the_package(root):
    shipped = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    patterns = shipped["tool"]["setuptools"]["package-data"]["geo"]

    assert {"gallery/templates/*", "gallery/assets/*"} <= set(patterns)


def test_the_page_alone_loads_nothing_of_the_rest(root, tmp_path):
    code = (
        "import sys; from geo.project import load_case; from geo.pack import write_pack;"
        f"from pathlib import Path; write_pack(load_case({str(root)!r}),"
        f" Path({str(tmp_path)!r}), page_only=True);"
        "print([n for n in ('matplotlib', 'PIL', 'geo.gallery', 'geo.datapackage', 'geo.figures',"
        " 'geo.tables', 'docx', 'frictionless') if n in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )

    assert done.stdout.strip() == "[]"


def test_the_method_names_files_that_are_there(root):
    assert [name for name in STAGES if not (root / "geo" / name).is_file()] == []
    assert len(method_id()) == 12
