"""What the documents say is what the commands do."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from geo.case import models
from geo.case.tables import NAME_COLUMNS, PLACE_COLUMNS, PLACE_KINDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMANDS = re.findall(r"```console\n\$ handover-map (.*)\n([^`]*)```", README)
SAID = "…"


def as_pattern(shown: str) -> str:
    """A line of … stands for any lines, a line that ends in … for its beginning."""
    lines = [
        r"(?:.*\n)*?" if line == SAID else re.escape(line.removesuffix(SAID).rstrip()) + end
        for line in shown.splitlines()
        for end in ([".*\n"] if line.endswith(SAID) else ["\n"])
    ]
    return "".join(lines)


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_command_prints_what_the_readme_shows(command, shown):
    done = subprocess.run(
        [sys.executable, "-m", "geo", *shlex.split(command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert re.fullmatch(as_pattern(shown), done.stdout + done.stderr)


def test_every_command_stands_in_the_readme():
    done = subprocess.run(
        [sys.executable, "-m", "geo", "--help"], capture_output=True, text=True, check=True
    )
    commands = re.findall(r"^  (\w+)  ", done.stdout.partition("Commands:")[2], re.MULTILINE)

    assert commands
    assert not [name for name in commands if f"handover-map {name} " not in README]


def test_python_of_the_readme_gives_what_it_shows(monkeypatch):
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(README, {}, "README.md", "README.md", 0)

    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(path):
    targets = re.findall(r"\]\((?!https?://|#|<)([^)#]+)", path.read_text("utf-8"))

    assert not [target for target in targets if not (path.parent / target).exists()]


def test_changelog_is_of_the_version_that_is_built():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    newest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert newest[1] == version


def documented_fields() -> set[str]:
    text = (ROOT / "docs" / "case-folder.md").read_text("utf-8")
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", text))))


@pytest.mark.parametrize(
    "table",
    [
        models.CaseFile,
        models.Party,
        models.Actor,
        models.LayerInfo,
        models.View,
        models.SourceTable,
        models.ClaimTable,
        models.EvidenceTable,
    ],
    ids=lambda table: table.__name__,
)
def test_every_field_of_a_case_is_documented(table):
    assert set(table.model_fields) <= documented_fields()


def test_every_column_and_kind_of_a_table_is_documented():
    text = (ROOT / "docs" / "case-folder.md").read_text("utf-8")

    assert f"`{', '.join(PLACE_COLUMNS)}`" in text
    assert f"`{', '.join(NAME_COLUMNS)}`" in text
    assert f"`kind` is one of {', '.join(PLACE_KINDS)}." in text
