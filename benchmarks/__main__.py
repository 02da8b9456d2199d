"""
Run every benchmark, side by side in one run, and write the README's table.

``python benchmarks [NAME …] [--world FILE]``.  Each benchmark runs in a process of its own with a
limit of time; one that fails, or is not there, becomes a row that says so, and the others go on.
The table stands in the README between two marks, with what it was measured on.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from table import ROWS, Row, cells, read_rows

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- table of benchmarks: written by make bench -->\n", "<!-- end of table -->\n"
COLUMNS = ("what", "handover-map", "beside it", "ratio", "bar", "memory at most")
BYTES_IN_KB = 1024
EVERY_S = 0.05
GRACE_S = 5.0


@dataclass(frozen=True)
class Benchmark:
    """A script, how long it may take, and with which arguments."""

    name: str
    seconds: float
    arguments: tuple[str, ...] = ()


def benchmarks() -> list[Benchmark]:
    """Read the list of benchmarks, in the order of the table."""
    listed = tomllib.loads((HERE / "benchmarks.toml").read_text("utf-8"))["benchmark"]
    return [
        Benchmark(one["name"], one["seconds"], tuple(one.get("arguments", ()))) for one in listed
    ]


def run(one: Benchmark, environment: Mapping[str, str]) -> tuple[list[Row], float | None]:
    """
    Run one benchmark.

    Returns
    -------
    tuple
        Its rows, or one that says what went wrong; and its peak memory in MB, None where it did
        not run.
    """
    script = HERE / f"{one.name}.py"
    if not script.is_file():
        return [Row(one.name, note="there is no such benchmark", bar="at most", bound=0)], None
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "rows.json"
        code, used = _run(
            [sys.executable, str(script), *one.arguments],
            {**environment, ROWS: str(kept)},
            one.seconds,
        )
        memory = used.ru_maxrss * BYTES_IN_KB / 1e6
        if code is None:
            note = f"stopped after {one.seconds:g} s"
        elif not kept.is_file():
            note = f"gave no rows, exit code {code}"
        else:
            return read_rows(kept), memory
    return [Row(one.name, note=note, bar="at most", bound=0)], memory


def _run(
    command: Sequence[str], environment: Mapping[str, str], seconds: float
) -> tuple[int | None, resource.struct_rusage]:
    """Run a command to its end or to its limit; give its exit code, None when it was stopped."""
    process = subprocess.Popen(command, env=dict(environment), start_new_session=True)
    until, stopped = time.monotonic() + seconds, False
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return (None if stopped else process.returncode), used
        if time.monotonic() > until:
            stop = signal.SIGKILL if stopped else signal.SIGTERM
            os.killpg(process.pid, stop)  # with all that it has started
            stopped, until = True, time.monotonic() + GRACE_S
        time.sleep(EVERY_S)


def line(row: Row, memory: float | None) -> str:
    """Give a row of the table, as Markdown."""
    shown = [*cells(row), f"{memory:,.0f} MB" if memory is not None else ""]
    return f"| {' | '.join(cell.replace('|', '/') for cell in shown)} |\n"


def machine() -> str:
    """Say what was measured on, without a name of the machine or a path."""
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}: {_processor()}, {os.cpu_count()} cores, "
        f"{_gigabytes():.0f} GB of memory, load {os.getloadavg()[0]:.1f} before; "
        f"{platform.system()}, Python {platform.python_version()}, {_versions()}.\n"
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    named = path.read_text("utf-8").splitlines() if path.is_file() else []
    models = [line.partition(":")[2].strip() for line in named if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _gigabytes() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _versions() -> str:
    found = []
    for name in ("geopandas", "shapely", "folium", "spacy", "flashgeotext", "geotext"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def table(said: str, results: Iterable[tuple[list[Row], float | None]]) -> str:
    """Give the whole table; the memory of a benchmark stands in its first row."""
    lines = [
        line(row, memory if not number else None)
        for rows, memory in results
        for number, row in enumerate(rows)
    ]
    head = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
    return f"{BEGIN}{said}\n{head}{''.join(lines)}{END}"


def put(readme: str, written: str) -> str:
    """
    Put a table into the text of the README, in the place of the last one.

    Raises
    ------
    ValueError
        The text has no place for it.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("README.md has no place for the table: its two marks are missing")
    return before + written + after


def main() -> int:
    """Run the benchmarks and write the table; 1 when a bar is missed or a benchmark fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="these alone; the table says of the others that they were left out"
    )
    parser.add_argument("--world", type=Path, help="JSON Lines of articles with annotated places")
    arguments = parser.parse_args()
    environment = dict(os.environ)
    if arguments.world:
        environment["BENCH_WORLD"] = str(arguments.world.resolve())
    said, results = machine(), []
    for one in benchmarks():
        if arguments.names and one.name not in arguments.names:
            results.append(([Row(one.name, note="left out of this run")], None))
            continue
        print(f"-- {one.name}", flush=True)
        rows, memory = run(one, environment)
        results.append((rows, memory))
    written = table(said, results)
    print(written)
    README.write_text(put(README.read_text("utf-8"), written), "utf-8")
    return int(any(row.missed for rows, _ in results for row in rows))


if __name__ == "__main__":
    sys.exit(main())
