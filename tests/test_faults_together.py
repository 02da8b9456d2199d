"""Fifty faults put into a copy of the flagship case: one run names every one of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.case import read_case
from geo.errors import CaseError

CASE, PLACES, NAMES = "data/case.toml", "data/places.csv", "data/names.csv"
AREAS, BASEMAP = "data/areas.geojson", "data/basemap.geojson"
AFP, PRESS = "seeds/afp-24news-2020-12-01.toml", "seeds/presstv-2020-11-16.toml"
STATEMENT, TRT = "seeds/primeminister-am-2020-11-10.toml", "seeds/trtworld-2020-12-02.toml"

# File, pattern in one line of it (its nth match), what to put there, what the fault must say.
FAULTS = [
    (CASE, r'^colour = "#[0-9A-F]+"', 0, "", "colour is missing"),
    (CASE, r'^colour = "#[0-9A-F]+"', 1, 'colour = "straw"', "'straw'"),
    (CASE, r"^limitation = .*", 0, "", "limitation is missing"),
    (CASE, r"^last_day = .*", 0, "last_day = 2019-01-31", "before first_day"),
    (CASE, r"^ground = .*", 0, 'ground = "atlantis"', "'atlantis'"),
    (CASE, r"^measuring_crs = .*", 0, 'measuring_crs = "EPSG:4326"', "degrees"),
    (CASE, r"^extent = .*", 0, "extent = [48.2, 38.7, 45.0, 40.8]", "no window"),
    (CASE, r"^opens_on", 0, "opens_at", "opens_at is not a field"),
    (CASE, r'^party = "turkey"', 0, 'party = "turkiye"', "'turkiye'"),
    (PLACES, r"^stepanakert,city,", 0, "stepanakert,metropolis,", "'metropolis'"),
    (PLACES, r"^(aghdam,\w+),[\d.]+,", 0, r"\1,east,", "'east' is not a number"),
    (PLACES, r"^(askeran,\w+),[\d.]+,", 0, r"\1,,", "one of lon and lat"),
    (PLACES, r"^(hadrut,\w+),[\d.]+,", 0, r"\1,470.3,", "outside -180 to 180"),
    (PLACES, r"^(fuzuli,.*)$", 0, r"\1,", "10 cells"),
    (PLACES, r"^(goris,.*),[^,]+$", 0, r"\1,", "no source"),
    (PLACES, r"^(ganja,.*)$", 0, r"\1\n\1", "already"),
    (PLACES, r"^Baku|^baku,", 0, "Baku!,", "is no id"),
    (NAMES, r"^shusha,", 0, "sushi,", "'sushi'"),
    (NAMES, r"^shusha,([^,]*),en,", 0, r"shusha,\1,English,", "is no language"),
    (NAMES, r"^lachin,([^,]*),az,Latn", 0, r"lachin,\1,az,Roman", "is no script"),
    (NAMES, r"^kalbajar,[^,]*,", 0, "kalbajar,,", "name is empty"),
    (NAMES, r"^(jabrayil,[^,]*,[^,]*,[^,]*),[^,]*,[^,]*,", 0, r"\1,,2020-13,", "since"),
    (NAMES, r"^(zangilan,.*)$", 0, r'\1"x', "row"),
    (AREAS, r'"licence": *"[^"]*"', 0, '"licence": ""', "no licence"),
    (AREAS, r'"place_id": *"aghdam-district"', 0, '"place_id": "agdam"', "'agdam'"),
    (AREAS, r'"approximate": *(true|false)', 2, '"approximate": "perhaps"', "true or false"),
    (BASEMAP, r'"layer": *"country"', 0, '"layer": "planet"', "'planet'"),
    (BASEMAP, r'"source": *"[^"]*"', 1, '"source": ""', "no source"),
    (AFP, r'^kind = "\w+"', 0, 'kind = "gift"', "'gift'"),
    (AFP, r'^place = "lachin-district"', 0, 'place = "lachinn"', "'lachinn'"),
    (AFP, r'^status = "\w+"', 2, 'status = "perhaps"', "'perhaps'"),
    (AFP, r'^when = "[^"]+"', 0, 'when = "2020-02-30"', "when"),
    (AFP, r"^credibility = \d", 4, "credibility = 9", "credibility"),
    (AFP, r'^actor = "\w[\w-]*"', 3, 'actor = "nobody"', "'nobody'"),
    (AFP, r'^summary = ".*"', 6, 'summary = ""', "summary"),
    (STATEMENT, r"^unit = .*", 1, "", "without its unit"),
    (AFP, r'^printed = \["[^"]+"', 0, 'printed = ["Lutchin"', "'Lutchin'"),
    (AFP, r'(start = \d+, end = \d+, sha256 = ")[0-9a-f]{64}', 7, r"\g<1>beef", "sha256"),
    (PRESS, r'^id = ".*"', 0, 'id = "press"', "'press'"),
    (PRESS, r'^reliability = ".*"', 0, 'reliability = "Z"', "'Z'"),
    (PRESS, r'^published = ".*"', 0, 'published = "2020-11-31"', "published"),
    (PRESS, r'^language = ".*"', 0, 'language = "English"', "language"),
    (PRESS, r"start = \d+, end", 1, "start = 999999, end", "not after its start"),
    (STATEMENT, r'^address = ".*"', 0, 'address = "ftp://example.org"', "address"),
    (STATEMENT, r'^duration = ".*"', 0, 'duration = "five years"', "duration"),
    (STATEMENT, r"^quantity = .*", 2, 'quantity = "many"', "quantity"),
    (STATEMENT, r"^evidence = .*", 2, "evidence = []", "evidence"),
    (STATEMENT, r'^scope = ".*"', 0, 'scope = "all"', "'all'"),
    (TRT, r"^kind = .*", 1, "kind = ", "not TOML"),
    ("seeds/natural-earth-4-1.toml", r'^publisher = ".*"', 0, "", "publisher is missing"),
]


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "karabakh"
    for part in ("data", "seeds"):
        shutil.copytree(root / part, folder / part)
    return folder


def put_in(folder: Path, file: str, pattern: str, nth: int, change: str) -> int:
    """Put one fault in, and give the line on which it stands."""
    path = folder / file
    text = path.read_text("utf-8")
    found = list(re.finditer(pattern, text, re.MULTILINE))[nth]
    path.write_text(text[: found.start()] + found.expand(change) + text[found.end() :], "utf-8")
    return text.count("\n", 0, found.start()) + 1


@pytest.fixture(scope="module")
def run(copy) -> Callable[[], tuple[list[int], tuple]]:
    lines = [put_in(copy, *fault[:4]) for fault in FAULTS]
    with pytest.raises(CaseError) as caught:
        read_case(copy, drafts=True, strict=True)
    return lines, caught.value.faults


def test_there_are_fifty():
    assert len(FAULTS) == 50


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{f[0]} {f[4]}" for f in FAULTS])
def test_fault_is_among_those_of_one_run(run, number):
    lines, faults = run
    file, *_, says = FAULTS[number]

    matching = [fault for fault in faults if fault.file == file and says in fault.what]

    assert matching, f"line {lines[number]} of {file}"
    assert all(fault.line > 0 and fault.remedy for fault in matching)
