"""Differences: the events between two days, the ground that moved, and why two builds differ."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import casekit
import packkit
import pytest

from geo import cli
from geo.datapackage import describe
from geo.difference import between_builds, between_days, snapshot_of
from geo.difference.telling import builds_in_words, days_in_words
from geo.pack import record_files
from geo.project import Project, load_case

PAIRS = [
    ("2020-09-26", "2021-01-31"),
    ("2020-10-17", "2020-10-26"),
    ("2020-11-09", "2020-11-10"),
    ("2020-11-08", "2020-11-21"),
    ("2020-11-24", "2020-11-25"),
    ("2020-11-15", "2020-12-02"),
    ("2020-12-13", "2020-12-15"),
]


@pytest.fixture(scope="module")
def flagship(root) -> Project:
    return load_case(root)


@pytest.fixture(scope="module")
def shot(root):
    return snapshot_of(root)


@pytest.fixture(scope="module")
def printed(root) -> list[dict]:
    """The events as the command prints them."""
    done = subprocess.run(
        [sys.executable, "-m", "geo", "events", str(root)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["handover-map", *arguments])
        try:
            code = cli.main()
        except SystemExit as exit_:
            code = exit_.code
        return code or 0, *capsys.readouterr()

    return call


def days_of(shot, first: str, second: str) -> dict:
    return between_days(shot, date.fromisoformat(first), date.fromisoformat(second))


def net(difference: dict) -> dict[str, float]:
    """What each holder gained, from what moved."""
    gains: dict[str, float] = {}
    for row in difference["ground"]["moved"]:
        gains[row["to"]] = gains.get(row["to"], 0.0) + row["km2"]
        gains[row["from"]] = gains.get(row["from"], 0.0) - row["km2"]
    return gains


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_events_are_exactly_those_between_the_days(shot, printed, first, second):
    difference = days_of(shot, first, second)

    between = {row["event_id"] for row in printed if row["day"] and first < row["day"] <= second}
    assert {row["event_id"] for row in difference["events"]} == between


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_km2_that_moved_agree_with_the_area_table(shot, flagship, first, second):
    difference = days_of(shot, first, second)

    change = flagship.control.km2(second).sub(flagship.control.km2(first), fill_value=0.0)
    gains = net(difference)
    for holder, km2 in change.items():
        assert gains.get(holder, 0.0) == pytest.approx(km2, abs=0.1), holder
    assert set(gains) <= set(change.index)


def test_kalbajar_moves_on_25_november(shot):
    difference = days_of(shot, "2020-11-24", "2020-11-25")

    (moved,) = difference["ground"]["moved"]
    assert (moved["from"], moved["to"]) == ("armenian-side", "azerbaijan")
    assert moved["events"] == ["kalbajar-handover"]
    assert [row["event_id"] for row in difference["events"]] == ["kalbajar-handover"]
    assert "kalbajar-handover" in days_in_words(difference)


def test_10_november_lays_the_corridor_and_agrees_on_districts(shot):
    ground = days_of(shot, "2020-11-09", "2020-11-10")["ground"]

    corridor = next(row for row in ground["moved"] if row["to"] == "russian-peacekeepers")
    assert corridor["events"] == ["lachin-corridor-control"]
    agreed = next(row for row in ground["status"] if row["to"] == "agreed")
    assert (agreed["holder"], agreed["from"]) == ("armenian-side", "held")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("2020-11-25", "2020-11-24", "2020-11-24 is not after 2020-11-25"),
        ("2019-01-01", "2020-11-24", "2019-01-01 is not in the case"),
    ],
)
def test_days_that_cannot_be_compared_are_said(run, root, first, second, words):
    code, _, err = run("diff", str(root), "--from", first, "--to", second)

    assert code == 1
    assert words in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["."],
        [".", "--from", "2020-11-24"],
        [".", ".", "--from", "2020-11-24", "--to", "2020-11-25"],
    ],
)
def test_a_comparison_of_neither_two_days_nor_two_builds_is_refused(run, arguments):
    code, out, _ = run("diff", *arguments)

    assert (code, out) == (2, "")


@pytest.fixture
def velt(tmp_path) -> Path:
    return packkit.write_case(tmp_path / "old" / "velt")


@pytest.fixture
def other(tmp_path) -> Path:
    return packkit.write_case(tmp_path / "new" / "velt")


def compare(old: Path, new: Path) -> dict:
    return between_builds(snapshot_of(old), snapshot_of(new))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_equal_cases_do_not_differ(velt, other):
    difference = compare(velt, other)

    assert not any(difference["changed"].values())
    assert "Changed: nothing." in builds_in_words(difference)


def test_a_case_and_its_build_do_not_differ(velt, tmp_path):
    project = load_case(velt)
    files = record_files(project)
    (tmp_path / "build").mkdir()
    for name, content in (files | {"datapackage.json": describe(project, files)}).items():
        (tmp_path / "build" / name).write_text(content, "utf-8")

    assert not any(compare(velt, tmp_path / "build")["changed"].values())


def test_a_later_handover_is_told_field_by_field_and_on_the_ground(velt, other):
    edit(other, "seeds/gazette.toml", "2001-04-10", "2001-04-12")

    difference = compare(velt, other)

    (fields,) = difference["claims"]["changed"].values()
    assert fields["when"] == {"old": "2001-04-10", "new": "2001-04-12"}
    (ground,) = difference["ground"]
    assert (ground["first_day"], ground["last_day"]) == ("2001-04-10", "2001-04-11")
    assert (ground["old"], ground["new"], ground["why"]) == ("north", "south", "claims")
    west = load_case(velt).control.km2_in("west-velt", "2001-04-10")["north"]
    assert ground["km2"] == pytest.approx(west, abs=0.1)
    assert difference["changed"]["claims"]
    assert not difference["changed"]["method"]
    assert "claims changed" in builds_in_words(difference)


def test_claims_and_sources_that_came_and_went_are_named(velt, other):
    (other / "seeds" / "gazette.toml").unlink()
    more = casekit.claim(
        "old-town", kind="capture", actor="north", status="completed", when="2001-03-05"
    )
    (other / "seeds" / "paper.toml").write_text(
        casekit.source("paper", "2001-03-06", more), "utf-8"
    )

    difference = compare(velt, other)

    assert list(difference["sources"]["added"]) == ["paper"]
    assert list(difference["sources"]["removed"]) == ["gazette"]
    assert [row["kind"] for row in difference["claims"]["added"].values()] == ["capture"]
    assert len(difference["claims"]["removed"]) == 1


def test_another_shape_is_told_apart_from_another_claim(velt, other):
    for name in ("west-velt", "east-velt"):
        assert name in (other / "data" / "areas.geojson").read_text("utf-8")
    edit(
        other,
        "data/areas.geojson",
        "[11, 50], [11, 51], [10, 51]",
        "[10.9, 50], [10.9, 51], [10, 51]",
    )

    difference = compare(velt, other)

    assert difference["changed"]["shapes"]
    assert not difference["changed"]["claims"]
    assert {row["why"] for row in difference["ground"]} == {"shapes"}


def test_another_method_is_told_apart_from_another_claim(velt, other):
    old, new = snapshot_of(velt), snapshot_of(other)
    new.package["method"] = "another"
    new.ground.loc[new.ground["holder"] == "south", "holder"] = "north"

    difference = between_builds(old, new)

    assert difference["changed"]["method"]
    assert {row["why"] for row in difference["ground"]} == {"method"}


def test_another_title_moves_no_ground(velt, other):
    edit(other, "seeds/gazette.toml", '"A title"', '"Another | title"')

    difference = compare(velt, other)

    (fields,) = difference["sources"]["changed"].values()
    assert fields["title"] == {"old": "A title", "new": "Another | title"}
    assert difference["ground"] == []
    assert "Another \\| title" in builds_in_words(difference)


def test_a_folder_that_is_neither_case_nor_build_is_named(run, velt, tmp_path):
    code, _, err = run("diff", str(velt), str(tmp_path))

    assert code == 1
    assert "is neither a case (it has no data/case.toml) nor a full build" in err


def test_the_command_writes_words_data_and_a_picture(run, velt, tmp_path):
    folder = tmp_path / "diff"
    code, out, _ = run(
        "diff", str(velt), "--from", "2001-04-09", "--to", "2001-04-10", "-o", str(folder)
    )

    assert (code, out) == (0, "")
    assert {path.name for path in folder.iterdir()} == {
        "diff.json",
        "diff.md",
        "diff.svg",
        "diff.png",
    }
    (moved,) = json.loads((folder / "diff.json").read_text("utf-8"))["ground"]["moved"]
    assert (moved["from"], moved["to"]) == ("south", "north")
    picture = (folder / "diff.svg").read_text("utf-8")
    assert "Ground that moved, 9 April 2001 to 10 April 2001" in picture
    assert "South → North" in picture


def test_hostile_words_stay_words(tmp_path):
    old = packkit.write_case(tmp_path / "old" / "velt", packkit.HOSTILE)
    new = packkit.write_case(tmp_path / "new" / "velt", packkit.HOSTILE + "!")

    text = builds_in_words(compare(old, new))

    assert "<img" not in text
    assert "{{" not in text
