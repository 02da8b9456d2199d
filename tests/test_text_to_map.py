"""From a text file to a map with its claims on it, in the three commands of the README."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from geo.cli import app

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
REPORT = (
    "Sappers cleared mines near Stepanakert on 20 November 2020.\n\n"
    "Russian peacekeepers set up an observation post in the village of Aghavno on Friday.\n"
)


def run(*arguments):
    """Run a command in this process, which has read the names of the world already."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        app([str(argument) for argument in arguments])
    return ended.value.code or 0, out.getvalue(), err.getvalue()


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text("utf-8")
    block = text.partition("From a text file to a map")[2].partition("```sh\n")[2]
    return [line.split("#")[0].strip() for line in block.partition("```")[0].splitlines()]


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The case's folder after the commands of the README, and what each gave."""
    folder = tmp_path_factory.mktemp("case")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "report.txt").write_text(REPORT, "utf-8")
    done = []
    for command in readme_commands():
        arguments = command.removeprefix("handover-map ").split()
        arguments += ["--only", "page"] if arguments[0] == "build" else []
        with chdir(folder):
            done.append(run(*arguments))
    return folder, done


def test_way_from_text_to_map_takes_three_commands(followed):
    _, done = followed

    assert len(done) == 3
    assert [code for code, _, _ in done] == [0, 0, 0], [said for _, _, said in done]


def test_draft_holds_both_claims_with_their_places(followed):
    folder, _ = followed
    draft = (folder / "seeds" / "report.toml").read_text("utf-8")

    assert re.findall(r'^kind = "(.+)"$', draft, re.MULTILINE) == ["demining", "establishment"]
    assert re.findall(r'^place = "(.+)"$', draft, re.MULTILINE) == ["stepanakert", "aghavno-zabukh"]
    assert draft.count('review = "draft"') == 2
    assert "Sappers" not in draft


def test_evidence_points_at_the_words_of_the_text(followed):
    folder, _ = followed
    draft = (folder / "seeds" / "report.toml").read_text("utf-8")

    spans = [map(int, span) for span in re.findall(r"start = (\d+), end = (\d+)", draft)]

    assert [REPORT[start:end] for start, end in spans] == REPORT.strip().split("\n\n")


def test_evaluate_gives_the_figures_of_the_scoring_script(tmp_path):
    scoring = SHARED / "evaluation" / "score.py"
    if not scoring.exists():
        pytest.skip("the scoring script is not at hand")
    gold = sorted((SHARED / "evaluation" / "gold").glob("*.json"))[:1]
    for folder in ("gold", "articles"):
        (tmp_path / folder).mkdir()
    for path in gold:
        shutil.copy(path, tmp_path / "gold")
        shutil.copy(SHARED / "seeds" / f"{path.stem}.txt", tmp_path / "articles")
    days = {path.stem: json.loads(path.read_text("utf-8"))["published"] for path in gold}
    table = "".join(f"{stem}.txt,{day}\n" for stem, day in days.items())
    (tmp_path / "days.csv").write_text(f"path,published\n{table}", "utf-8")

    articles = sorted((tmp_path / "articles").iterdir())
    _, rows, _ = run(*("extract", *articles, "--case", ROOT, "--published", tmp_path / "days.csv"))
    (tmp_path / "found.jsonl").write_text(rows, "utf-8")
    theirs = subprocess.run(
        [sys.executable, scoring, tmp_path / "gold", tmp_path / "found.jsonl"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    _, ours, _ = run("evaluate", tmp_path / "gold", tmp_path / "articles", "--case", ROOT)

    assert json.loads(ours) == json.loads(theirs)
