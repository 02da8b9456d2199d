"""The table of benchmarks: one form, written by one command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def runner(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import runpy  # noqa: PLC0415

    return runpy.run_path(str(BENCHMARKS / "__main__.py"), run_name="runner")


@pytest.fixture
def table(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import table  # noqa: PLC0415

    return table


def test_row_keeps_or_misses_its_bar_by_the_ratio_and_without_one_by_the_figure(table):
    rows = [
        table.Row("fast", 2.0, "s", "bare", 1.0, 2.0, "at most", 3),
        table.Row("slow", 4.0, "s", "bare", 1.0, 4.0, "at most", 3),
        table.Row("many", 7.0, "documents/s", "other", 1.0, 7.0, "at least", 8),
        table.Row("small", 5.0, "kB", bar="at most", bound=5),
        table.Row("told", 5.0, "kB"),
        table.Row("broken", note="failed", bar="at most", bound=0),
    ]

    assert [row.missed for row in rows] == [False, True, True, False, False, True]


def test_rows_are_kept_as_they_were(table, tmp_path, monkeypatch, capsys):
    rows = [table.Row("fast", 2.0, "s", "bare", 1.0, 2.0, "at most", 3), table.Row("told", 5, "kB")]
    monkeypatch.setenv("BENCH_ROWS", str(tmp_path / "rows.json"))

    code = table.finish(rows)

    assert code == 0
    assert table.read_rows(tmp_path / "rows.json") == rows
    assert capsys.readouterr().out.splitlines() == [
        "fast  2.00 s   bare: 1.00 s  2.00  at most 3",
        "told  5.00 kB",
    ]


def script(folder, text):
    folder.joinpath("trial.py").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "seconds", "said"),
    [
        ("raise SystemExit(3)", 30, "gave no rows, exit code 3"),
        ("import time; time.sleep(60)", 0.5, "stopped after 0.5 s"),
        (None, 30, "there is no such benchmark"),
    ],
    ids=["fails", "too long", "missing"],
)
def test_benchmark_that_gives_no_rows_becomes_one_that_says_so(
    runner, tmp_path, text, seconds, said
):
    if text:
        script(tmp_path, text)
    runner["run"].__globals__["HERE"] = tmp_path

    rows, _ = runner["run"](runner["Benchmark"]("trial", seconds), os.environ)

    assert [(row.note, row.missed) for row in rows] == [(said, True)]


def test_peak_memory_is_that_of_the_benchmark(tmp_path):
    rows = json.dumps([{"what": "trial", "figure": 1, "unit": "s"}])
    script(tmp_path, f"import os, pathlib; x = bytearray(b'1' * 300_000_000)\n"
                     f"pathlib.Path(os.environ['BENCH_ROWS']).write_text({rows!r})")  # fmt: skip
    # In a process of its own: a child is counted from the size of the process that starts it.
    asking = (
        "import os, pathlib, runpy, sys\n"
        "sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))\n"
        "runner = runpy.run_path(sys.argv[1], run_name='runner')\n"
        "runner['run'].__globals__['HERE'] = pathlib.Path(sys.argv[2])\n"
        "print(runner['run'](runner['Benchmark']('trial', 30), os.environ)[1])\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", asking, str(BENCHMARKS / "__main__.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert 300 < float(told.stdout) < 700


def test_table_takes_the_place_of_the_last_one_and_nothing_else(runner, table):
    rows = [table.Row("fast", 2.0, "s", "a | b", 1.0, 2.0, "at most", 3)]
    written = runner["table"]("Measured.\n", [(rows, 12.4)])

    once = runner["put"](README, written)

    assert "| fast | 2.00 s | a / b: 1.00 s | 2.00 | at most 3 | 12 MB |\n" in once
    assert runner["put"](once, written) == once
    assert once.partition("<!-- table")[0] == README.partition("<!-- table")[0]
    assert once.partition("<!-- end")[2] == README.partition("<!-- end")[2]


def test_readme_holds_a_table_of_the_form_that_the_command_writes(runner):
    _, begin, rest = README.partition(runner["BEGIN"])
    told, end, _ = rest.partition(runner["END"])
    lines = [line for line in told.splitlines() if line.startswith("|")]

    assert begin
    assert end
    assert told.startswith("Measured on ")
    assert lines[0] == f"| {' | '.join(runner['COLUMNS'])} |"
    assert {line.count("|") for line in lines} == {len(runner["COLUMNS"]) + 1}
    assert len(lines) >= len(runner["benchmarks"]()) + 2


def test_every_benchmark_that_is_run_is_there():
    listed = tomllib.loads((BENCHMARKS / "benchmarks.toml").read_text("utf-8"))["benchmark"]

    assert not [one["name"] for one in listed if not (BENCHMARKS / f"{one['name']}.py").is_file()]


def test_plain_case_passes_the_check_and_the_same_numbers_give_the_same_files(tmp_path):
    for name in ("one", "other"):
        command = [
            sys.executable,
            str(BENCHMARKS / "plain_case.py"),
            str(tmp_path / name),
            "20",
            "200",
        ]
        subprocess.run(command, check=True, capture_output=True)

    checked = subprocess.run(
        [sys.executable, "-m", "geo", "check", str(tmp_path / "one")],
        capture_output=True,
        text=True,
        check=False,
    )

    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(files) > 20
    assert all(
        (tmp_path / "one" / one).read_bytes() == (tmp_path / "other" / one).read_bytes()
        for one in files
    )
