"""Commands: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import casekit
import pytest

from geo import cli
from geo.cli.storing import FORMS
from geo.exports import FORMATS
from geo.files import write_whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    agreed = casekit.claim(
        "west-velt", status="agreed", when="[..2001-04-05]", attribution="deal", **casekit.HANDOVER
    )
    done = casekit.claim("west-velt", status="completed", when="2001-04-10", **casekit.HANDOVER)
    return casekit.write_case(
        tmp_path / "velt",
        deal=casekit.source("deal", "2001-03-20", agreed),
        gazette=casekit.source("gazette", "2001-04-10", done),
    )


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command as the shell does; give exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["handover-map", *arguments])
        try:
            code = cli.main()
        except SystemExit as exit_:
            code = exit_.code
        out, err = capsys.readouterr()
        return code, out, err

    return call


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("day", "holder", "status", "since", "until"),
    [
        ("2001-03-19", "south", "held", "", "2001-04-09"),
        ("2001-03-20", "south", "agreed", "", "2001-04-09"),
        ("2001-04-09", "south", "agreed", "", "2001-04-09"),
        ("2001-04-10", "north", "held", "2001-04-10", ""),
    ],
    ids=["before the deal", "agreed", "eve", "day of the handover"],
)
def test_control_says_who_holds_a_point(run, folder, day, holder, status, since, until):
    code, out, _ = run("control", str(folder), "--on", day, "--at", "10.5,50.5")

    (row,) = rows(out)
    assert code in (0, None)
    assert list(row) == ["on", "lon", "lat", "holder", "status", "since", "until", "event_ids"]
    assert (row["holder"], row["status"]) == (holder, status)
    assert (row["since"], row["until"]) == (since, until)


def test_control_outside_the_ground_has_no_holder(run, folder):
    _, out, _ = run("control", str(folder), "--on", "2001-04-01", "--at", "20,20")

    (row,) = rows(out)
    assert (row["holder"], row["status"], row["event_ids"]) == ("", "", "")


def test_control_by_what_was_known_then(run, folder):
    asked = ("control", str(folder), "--on", "2001-04-10", "--at", "10.5,50.5")

    _, known_before, _ = run(*asked, "--known", "2001-04-09")
    _, known_then, _ = run(*asked, "--known", "2001-04-10")

    assert rows(known_before)[0]["holder"] == "south"
    assert rows(known_then)[0]["holder"] == "north"


def test_town_that_was_taken_does_not_stand_for_the_country(run, tmp_path):
    taken = casekit.claim(
        "old-town",
        kind="capture",
        actor="north",
        counterparty="south",
        status="completed",
        when="2001-04-10",
    )
    town = casekit.write_case(
        tmp_path / "town", gazette=casekit.source("gazette", "2001-04-10", taken)
    )

    _, out, _ = run(
        "control", str(town), "--on", "2001-04-10", "--at", "10.5,50.5", "--at", "10.9,50.9"
    )

    assert [row["holder"] for row in rows(out)] == ["north", "south"]


def test_control_measures_the_ground_of_each_holder(run, folder):
    _, out, _ = run("control", str(folder), "--on", "2001-04-10")

    # One degree square at 50 to 51 degrees north on WGS 84: 7,887.0 km² (pyproj.Geod, once).
    assert [row["holder"] for row in rows(out)] == ["north"]
    assert float(rows(out)[0]["km2"]) == pytest.approx(2 * 7_887.0, rel=0.001)


def test_events_are_json_lines_with_scheduled_and_actual_day(run, folder):
    _, out, _ = run("events", str(folder))

    events = [json.loads(line) for line in out.splitlines()]
    (event,) = [event for event in events if event["kind"] == "handover"]
    assert (event["scheduled"], event["day"], event["slip_days"]) == ("2001-04-05", "2001-04-10", 5)
    assert event["status"] == "completed"
    assert event["sources"] == ["deal", "gazette"]


def test_locate_finds_a_name_in_another_spelling(run, folder):
    _, out, _ = run("locate", "old-TOWN", "--case", str(folder))

    first = json.loads(out.splitlines()[0])
    assert (first["query"], first["place_id"]) == ("old-TOWN", "old-town")
    assert {"name", "kind", "lon", "lat", "reason", "score"} <= set(first)


def test_check_of_a_sound_case_ends_well(run, folder):
    code, out, err = run("check", str(folder))

    assert code in (0, None)
    assert out == ""
    assert "no fault" in err


def test_check_prints_every_fault_and_fails(run, folder):
    for name, old, new in (
        ("data/places.csv", "old-town,town", "old-town,burg"),
        ("seeds/deal.toml", "[..2001-04-05]", "[..2001-04-35]"),
    ):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    code, out, err = run("check", str(folder))

    assert code == 1
    assert out == ""
    assert "data/places.csv:5: kind 'burg' is not known" in err
    assert "seeds/deal.toml:14: claim.0.when is wrong" in err


def test_build_of_a_case_with_faults_writes_nothing(run, folder):
    (folder / "data/areas.geojson").unlink()

    code, _, err = run("build", str(folder), "-o", str(folder / "out"))

    assert code == 1
    assert "data/areas.geojson: the file is not there" in err
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("control", "--on", "yesterday"),
        ("control", "--on", "2001-04-10", "--at", "north"),
        ("control", "--on", "2001-04-10", "--at", "10,200"),
        ("burn",),
    ],
    ids=["no day", "no point", "off the globe", "no command"],
)
def test_wrong_command_line_ends_with_2(run, arguments):
    code, out, err = run(*arguments)

    assert code == 2
    assert out == ""
    assert err


def test_stopped_write_leaves_the_old_file_whole(tmp_path):
    (tmp_path / "map.html").write_text("old", "utf-8")
    killer = (
        "import os, pathlib, signal, sys\n"
        "from geo import files\n"
        "write = files._write_through\n"
        "def stop(path, text):\n"
        "    write(path, text[:2])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "files._write_through = stop\n"
        "files.write_whole(pathlib.Path(sys.argv[1]), {'map.html': 'new and long'})\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", killer, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent.parent)},
        check=False,
    )

    assert ended.returncode == -9
    assert (tmp_path / "map.html").read_text("utf-8") == "old"
    write_whole(tmp_path, {"map.html": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html"]


def test_export_writes_a_file_and_says_where(run, folder, tmp_path):
    code, out, err = run("export", str(folder), "-f", "kml", "-o", str(tmp_path / "velt.kml"))

    assert (code, out, err) == (0, "", f"{tmp_path / 'velt.kml'}\n")
    assert (tmp_path / "velt.kml").read_bytes().startswith(b"<?xml")


def test_export_of_a_day_has_that_day_alone(run, folder, tmp_path):
    run("export", str(folder), "-f", "csv", "--on", "2001-04-10", "-o", str(tmp_path / "day"))

    with (tmp_path / "day" / "velt-control.csv").open(encoding="utf-8", newline="") as file:
        assert {row["holder"] for row in csv.DictReader(file)} == {"north"}


def test_export_says_what_has_no_row(run, folder, tmp_path):
    code, _, err = run("export", str(folder), "-f", "acled", "-o", str(tmp_path / "velt.csv"))

    assert (code, err.splitlines()) == (
        0,
        [str(tmp_path / "velt.csv"), "2 events have no row: a state, not an event"],
    )


def test_export_goes_to_the_maps_of_the_case(run, folder):
    code, _, err = run("export", str(folder))

    assert (code, err) == (0, f"{folder / 'maps' / 'export' / 'velt.gpkg'}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-f", "shapefile"), "'shapefile' is not known; write one of geojson|gpkg|geoparquet"),
        (("--on", "yesterday"), "'yesterday' is not a day"),
    ],
)
def test_export_refuses_a_wrong_command_line(run, folder, arguments, words):
    code, _, err = run("export", str(folder), *arguments)

    assert code == 2
    assert words in " ".join(err.replace("│", " ").split())


def test_export_says_when_it_cannot_write(run, folder, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")

    code, _, err = run("export", str(folder), "-o", str(tmp_path / "file" / "deeper"))

    assert code == 1
    assert "cannot write there" in err


def test_formats_of_the_command_are_those_that_there_are():
    assert FORMS.split("|") == list(FORMATS)
