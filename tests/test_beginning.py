"""A new case: checked and drawn at once, and nothing in it that could pass for a fact."""

from __future__ import annotations

import tomllib

import pytest

from geo import cli
from geo.beginning import begin_case
from geo.case import read_case
from geo.errors import HandoverMapError
from geo.pack import pack_files
from geo.project import load_case


def test_a_new_case_has_no_fault_and_can_be_built(tmp_path):
    begin_case(tmp_path / "our-case")

    read_case(tmp_path / "our-case", drafts=True, strict=True)
    project = load_case(tmp_path / "our-case")
    assert "our-case.html" in pack_files(project)
    assert project.control.holder(0.0, 0.0, "2000-01-10") == "placeholder-party"


def test_the_folder_names_the_case(tmp_path):
    begin_case(tmp_path / "Our Case 2")

    text = (tmp_path / "Our Case 2" / "data" / "case.toml").read_text("utf-8")
    assert tomllib.loads(text)["id"] == "our-case-2"


def test_a_name_that_can_be_no_id_leaves_the_placeholder(tmp_path):
    begin_case(tmp_path / "Дело")

    text = (tmp_path / "Дело" / "data" / "case.toml").read_text("utf-8")
    assert tomllib.loads(text)["id"] == "my-case"


def test_everything_that_could_be_read_as_a_fact_is_called_a_placeholder(tmp_path):
    begin_case(tmp_path / "case")

    case = read_case(tmp_path / "case")
    assert all("placeholder" in claim.summary.lower() for claim in case.claims)
    assert all("placeholder" in one.publisher.lower() for one in case.sources.values())
    assert all("placeholder" in place.label().lower() for place in case.places.values())
    assert all("placeholder" in party.names["en"].lower() for party in case.file.party)
    assert abs(case.areas.total_bounds).max() <= 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(HandoverMapError) as caught:
        begin_case(tmp_path)

    assert str(caught.value) == f"{tmp_path} is not empty; name a new folder, or an empty one"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_command_names_what_it_wrote_and_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.argv", ["handover-map", "init", str(tmp_path / "case")])
    with pytest.raises(SystemExit):
        cli.main()

    _, err = capsys.readouterr()
    assert str(tmp_path / "case" / "data" / "case.toml") in err
    assert f"handover-map check {tmp_path / 'case'}" in err


def test_the_pattern_is_shipped_with_the_package(root):
    shipped = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    patterns = shipped["tool"]["setuptools"]["package-data"]["geo"]

    assert {"beginning/case/data/*", "beginning/case/seeds/*"} <= set(patterns)
