"""Case: every fault of a folder is found in one run, with file, line and remedy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import casekit
import pytest

from geo.case import read_case
from geo.errors import CaseError, Fault

TEXT = "On Tuesday the north took over.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    report = casekit.claim(
        "west-velt",
        status="completed",
        when="2001-04-10",
        printed=["West Velt"],
        **casekit.HANDOVER,
    )
    return casekit.write_case(
        tmp_path / "velt", gazette=casekit.source("gazette", "2001-04-10", report)
    )


def faults_of(folder: Path, **options: object) -> tuple[Fault, ...]:
    with pytest.raises(CaseError) as caught:
        read_case(folder, **options)
    return caught.value.faults


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    def mutate(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return mutate


CASE, PLACES, NAMES = "data/case.toml", "data/places.csv", "data/names.csv"
AREAS, SEED = "data/areas.geojson", "seeds/gazette.toml"
FAULTS = {
    "no TOML": (change(CASE, 'id = "velt"', "id = velt"), CASE, 1, "not TOML"),
    "field missing": (change(CASE, 'ground = "velt"\n', ""), CASE, 1, "ground is missing"),
    "field unknown": (change(CASE, "extent", "extend"), CASE, 6, "extend is not a field"),
    "days in disorder": (change(CASE, "2001-04-30", "2001-01-30"), CASE, 4, "before first_day"),
    "opens outside": (change(CASE, "2001-04-01", "2002-04-01"), CASE, 5, "outside first_day"),
    "day that cannot be": (change(CASE, "2001-04-30", "2001-04-31"), CASE, 4, "not TOML"),
    "no window": (change(CASE, "[9.5, 49.5", "[19.5, 49.5"), CASE, 6, "is no window"),
    "CRS in degrees": (
        change(CASE, 'ground = "velt"', 'ground = "velt"\nmeasuring_crs = "EPSG:4326"'),
        CASE,
        8,
        "degrees",
    ),
    "ground unknown": (change(CASE, 'ground = "velt"', 'ground = "volt"'), CASE, 7, "'volt'"),
    "ground without shape": (
        change(CASE, 'ground = "velt"', 'ground = "old-town"'),
        CASE,
        7,
        "has no shape",
    ),
    "party without colour": (
        change(CASE, 'colour = "#8F7BB5"\n', ""),
        CASE,
        11,
        "party.0.colour is missing",
    ),
    "colour that is none": (change(CASE, "#DDCA83", "straw"), CASE, 21, "'straw'"),
    "party twice": (change(CASE, 'id = "south"', 'id = "north"'), CASE, 18, "second party"),
    "actor of no party": (change(CASE, 'party = "north"', 'party = "west"'), CASE, 25, "'west'"),
    "layer without limitation": (
        change(CASE, 'limitation = "Invented lines."\n', ""),
        CASE,
        28,
        "limitation is missing",
    ),
    "broken row": (change(PLACES, "town,10.5,50.5,,", "town,10.5,50.5,"), PLACES, 5, "8 cells"),
    "open quote": (change(NAMES, "Old Town", '"Old Town'), NAMES, 5, "cannot be read"),
    "column missing": (change(PLACES, "radius_m,", ""), PLACES, 1, "radius_m is missing"),
    "kind unknown": (change(PLACES, "old-town,town", "old-town,burg"), PLACES, 5, "'burg'"),
    "no number": (change(PLACES, "town,10.5", "town,10;5"), PLACES, 5, "'10;5' is not a number"),
    "off the globe": (change(PLACES, "town,10.5,50.5", "town,10.5,150.5"), PLACES, 5, "outside"),
    "half a point": (change(PLACES, "town,10.5,", "town,,"), PLACES, 5, "one of lon and lat"),
    "place without source": (
        change(PLACES, "west-velt,,,invented\n", "west-velt,,,\n"),
        PLACES,
        5,
        "no source",
    ),
    "place twice": (change(PLACES, "east-velt,d", "west-velt,d"), PLACES, 4, "on line 3 already"),
    "within nothing": (change(PLACES, ",west-velt,,", ",wast-velt,,"), PLACES, 5, "'wast-velt'"),
    "within itself": (
        change(PLACES, "velt,country,11,50.5,,,", "velt,country,11,50.5,,west-velt,"),
        PLACES,
        2,
        "itself",
    ),
    "name of no place": (change(NAMES, "old-town,Old", "oldtown,Old"), NAMES, 5, "'oldtown'"),
    "empty name": (change(NAMES, "old-town,Old Town", "old-town,"), NAMES, 5, "name is empty"),
    "language unknown": (change(NAMES, "Old Town,en", "Old Town,English"), NAMES, 5, "no language"),
    "since no day": (
        change(NAMES, "Old Town,en,Latn,,,", "Old Town,en,Latn,,2001-02-30,"),
        NAMES,
        5,
        "since",
    ),
    "no JSON": (change(AREAS, '"Feature"', "Feature"), AREAS, 2, "not JSON"),
    "shape of no place": (change(AREAS, '"east-velt"', '"est-velt"'), AREAS, 4, "'est-velt'"),
    "way of no place": (
        change(AREAS, '"east-velt",', '"east-velt", "way": "west-velt ferry",'),
        AREAS,
        4,
        "'ferry'",
    ),
    "shape without licence": (
        change(AREAS, '"licence": "CC0-1.0"', '"licence": ""'),
        AREAS,
        2,
        "no licence",
    ),
    "open ring": (change(AREAS, ", [10, 50]]]", "]]"), AREAS, 2, "geometry"),
    "ring crosses itself": (
        change(AREAS, "[12, 50], [12, 51]", "[12, 51], [12, 50]"),
        AREAS,
        2,
        "ring is invalid",
    ),
    "shape twice": (change(AREAS, '"east-velt"', '"west-velt"'), AREAS, 4, "on line 3 already"),
    "id is not the file's": (change(SEED, 'id = "gazette"', 'id = "gazet"'), SEED, 2, "gazet"),
    "address is none": (
        change(SEED, 'address = ""', 'address = "javascript:x"'),
        SEED,
        5,
        "address",
    ),
    "publication no day": (
        change(SEED, 'published = "2001-04-10"', 'published = "2001-04-31"'),
        SEED,
        6,
        "published",
    ),
    "reliability unknown": (change(SEED, 'reliability = "C"', 'reliability = "G"'), SEED, 9, "'G'"),
    "place unknown": (
        change(SEED, 'place = "west-velt"', 'place = "wast-velt"'),
        SEED,
        12,
        "'wast-velt'",
    ),
    "kind of claim unknown": (change(SEED, '"handover"', '"gift"'), SEED, 16, "'gift'"),
    "when no day": (change(SEED, 'when = "2001-04-10"', 'when = "2001-13-10"'), SEED, 14, "when"),
    "name unknown": (change(SEED, '["West Velt"]', '["Wild Velt"]'), SEED, 15, "'Wild Velt'"),
    "actor unknown": (change(SEED, 'actor = "north"', 'actor = "nord"'), SEED, 17, "'nord'"),
    "no evidence": (
        change(SEED, 'evidence = [{ locator = "paragraph 1" }]', "evidence = []"),
        SEED,
        21,
        "evidence",
    ),
    "evidence backwards": (
        change(
            SEED, '{ locator = "paragraph 1" }', f'{{ start = 9, end = 3, sha256 = "{"0" * 64}" }}'
        ),
        SEED,
        21,
        "not after its start",
    ),
    "credibility out of range": (
        change(SEED, "credibility = 2", "credibility = 7"),
        SEED,
        19,
        "credibility",
    ),
    "quantity without unit": (
        change(SEED, "credibility", "quantity = 5\ncredibility"),
        SEED,
        19,
        "unit",
    ),
    "not UTF-8": (lambda folder: (folder / NAMES).write_bytes(b"\xff"), NAMES, 0, "not UTF-8"),
    "file missing": (lambda folder: (folder / AREAS).unlink(), AREAS, 0, "not there"),
}


def test_heights_of_shapes_are_left_aside(folder):
    flat = read_case(folder).areas
    text = (folder / AREAS).read_text("utf-8")
    raised = re.sub(r"\[(\d+), (\d+)\]", r"[\1, \2, 812.5]", text)
    (folder / AREAS).write_text(raised, "utf-8")

    assert read_case(folder).areas.geometry.equals(flat.geometry)
    assert not read_case(folder).areas.has_z.any()


def test_sound_case_is_read_whole(folder):
    case = read_case(folder)

    assert list(case.places) == ["velt", "west-velt", "east-velt", "old-town"]
    assert list(case.sources) == ["atlas", "gazette"]
    assert len(case.claims) == 3
    assert case.claims[-1].known_from.isoformat() == "2001-04-10"


@pytest.mark.parametrize(("mutate", "file", "line", "what"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_file_line_and_remedy(folder, mutate, file, line, what):
    mutate(folder)

    matching = [fault for fault in faults_of(folder) if fault.file == file and what in fault.what]

    assert [fault.line for fault in matching][:1] == [line]
    assert all(fault.remedy for fault in matching)


def test_faults_of_all_files_are_reported_in_one_run(folder):
    chosen = ["actor of no party", "kind unknown", "name of no place", "shape twice", "when no day"]
    for name in chosen:
        FAULTS[name][0](folder)

    found = faults_of(folder)

    for name in chosen:
        _, file, line, what = FAULTS[name]
        assert any(f.file == file and f.line == line and what in f.what for f in found), name


def test_message_stands_as_editors_link_it(folder):
    FAULTS["kind unknown"][0](folder)

    (fault,) = faults_of(folder)

    assert str(fault).startswith(
        "data/places.csv:5: kind 'burg' is not known; use one of city, town"
    )


def quoting(folder: Path, start: int, end: int, words: str) -> Path:
    """Let the gazette's claim point into a text beside the case."""
    articles = folder.parent / "articles"
    articles.mkdir()
    (articles / "gazette.txt").write_text(TEXT, "utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    evidence = (
        f'start = {start}, end = {end}, sha256 = "{hashlib.sha256(words.encode()).hexdigest()}"'
    )
    change(SEED, 'locator = "paragraph 1"', evidence)(folder)
    file = f'reliability = "C"\nfile = {{ name = "gazette.txt", sha256 = "{sha256}" }}'
    change(SEED, 'reliability = "C"', file)(folder)
    return articles


def test_evidence_that_matches_its_text_is_accepted(folder):
    articles = quoting(folder, 3, 10, "Tuesday")

    assert read_case(folder, articles=articles).claims[-1].evidence[0].start == 3


@pytest.mark.parametrize(
    ("start", "end", "words", "what"),
    [
        (3, 10, "Wednesday", "another SHA-256"),
        (3, 99, "Tuesday", "the text has 32 characters"),
    ],
    ids=["other words", "past the end"],
)
def test_evidence_that_misses_its_text_is_a_fault(folder, start, end, words, what):
    articles = quoting(folder, start, end, words)

    (fault,) = faults_of(folder, articles=articles)

    assert (fault.file, fault.line) == (SEED, 22)
    assert what in fault.what


def test_text_that_was_changed_is_a_fault(folder):
    articles = quoting(folder, 3, 10, "Tuesday")
    (articles / "gazette.txt").write_text(TEXT + "\n", "utf-8")

    (fault,) = faults_of(folder, articles=articles)

    assert "gazette.txt has another SHA-256" in fault.what


def test_data_package_that_misdescribes_a_file_is_a_fault_of_a_strict_reading(folder):
    package = {"resources": [{"path": "places.csv", "hash": "sha256:" + "0" * 64}]}
    (folder / "data/datapackage.json").write_text(json.dumps(package, indent=1), "utf-8")

    found = faults_of(folder, strict=True)

    assert [fault.what for fault in found] == [
        "places.csv has another SHA-256 than stated",
        "places.csv states no licenses",
        "places.csv states no sources",
    ]
    assert read_case(folder)


def test_drafts_are_read_only_when_asked_for(folder):
    change(SEED, "credibility", 'review = "draft"\ncredibility')(folder)

    assert len(read_case(folder).claims) == 2
    assert len(read_case(folder, drafts=True).claims) == 3


def test_three_districts_of_one_sentence_are_three_claims(tmp_path):
    same = {"status": "agreed", "when": "[..2001-04-20]", **casekit.HANDOVER}
    claims = [casekit.claim(place, **same) for place in ("west-velt", "east-velt", "old-town")]
    folder = casekit.write_case(tmp_path, deal=casekit.source("deal", "2001-03-20", *claims))

    ids = {claim.claim_id for claim in read_case(folder).claims if claim.source_id == "deal"}

    assert len(ids) == 3
