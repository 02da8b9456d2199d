"""
How the cost of a large case grows: building its page and asking who held what, at three sizes.

The cases are made up by ``plain_case``.  Cost is the processor's time of the whole process, the
least of several runs that take turns, so that a neighbour on the machine slows none of the sizes
alone; what the imports take is left out of the fit, and the exponent is that of a straight line
through the logarithms.  A part of a million questions is put to the flagship's cells one by one
as well.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from plain_case import write_plain_case
from table import Row, finish

import geo
from geo.project import Project

ROOT = Path(__file__).parent.parent
SIZES = (1_250, 2_500, 5_000)
EVENTS = 10  # to a settlement
RUNS = 3  # of each command
QUESTIONS = 1_000_000
CHECKED = 2_000
EXPONENT, SECONDS = 1.2, 3.0
BARE = ("-c", "import folium, geopandas")
BUILD = ("-m", "geo", "build", "--only", "page")
CONTROL = ("-m", "geo", "control", "--on", "2020-02-15", "--at", "2.0,1.5")
KIB = 1024


def cost(*arguments: str) -> tuple[float, float]:
    """Give the processor's seconds of a Python of its own, and its peak memory in MB."""
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime, _megabytes(used)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss * KIB / 1e6


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Give the power of the size with which seconds grow: the slope of their logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def growing(sizes: Sequence[int]) -> list[Row]:
    """Build cases of several sizes and ask them for a day."""
    with tempfile.TemporaryDirectory() as name:
        cases = {
            size: str(write_plain_case(Path(name) / str(size), size, EVENTS * size))
            for size in sizes
        }
        commands = {("imports", 0): BARE}
        for size, case in cases.items():
            commands["build the page", size] = (*BUILD, case, "-o", f"{case}/maps")
            commands["control", size] = (*CONTROL, case)
        least = least_costs(commands)
    bare, _ = least.pop(("imports", 0))
    rows = [
        Row(
            f"{command}, {size:,} settlements, {EVENTS * size:,} events",
            seconds,
            "CPU s",
            note=f"{memory:,.0f} MB at most",
        )
        for (command, size), (seconds, memory) in least.items()
    ]
    for command in ("build the page", "control"):
        costs = [least[command, size][0] - bare for size in sizes]
        grown = exponent(sizes, costs)
        what = f"growth of {command.partition(' ')[0]} with size"
        rows.append(Row(what, grown, "power of the size", bar="at most", bound=EXPONENT))
    return rows


def least_costs(
    commands: Mapping[tuple[str, int], Sequence[str]],
) -> dict[tuple[str, int], tuple[float, float]]:
    """Run each command in turn, several times; give its least seconds and its most memory."""
    found: dict[tuple[str, int], list[tuple[float, float]]] = {key: [] for key in commands}
    for _ in range(RUNS):
        for key, command in commands.items():
            found[key].append(cost(*command))
    return {
        key: (min(seconds for seconds, _ in runs), max(memory for _, memory in runs))
        for key, runs in found.items()
    }


def asking(project: Project) -> Row:
    """Ask the flagship's cells a million questions, and some of them one by one."""
    random = np.random.default_rng(2020)
    west, south, east, north = project.case.extent
    lon, lat = random.uniform(west, east, QUESTIONS), random.uniform(south, north, QUESTIONS)
    first, last = (np.datetime64(day) for day in (project.case.first_day, project.case.last_day))
    days = first + random.integers(0, int((last - first).astype(int)) + 1, QUESTIONS)
    control = project.control
    control.holder(float(lon[0]), float(lat[0]), "2020-11-01")
    start = time.perf_counter()
    answers = control.holder(lon, lat, days)
    seconds = time.perf_counter() - start
    some = slice(0, CHECKED)
    alone = [
        control.holder(float(x), float(y), str(day))
        for x, y, day in zip(lon[some], lat[some], days[some], strict=True)
    ]
    if list(answers[some]) != alone:
        raise AssertionError("questions asked together and one by one have different answers")
    what = f"{QUESTIONS:,} points and days, asked of the flagship"
    note = f"{CHECKED:,} of them asked one by one have the same answers"
    return Row(what, seconds, "s", bar="at most", bound=SECONDS, note=note)


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    sizes = parser.parse_args().sizes
    return finish([*growing(sizes), asking(geo.load_case(ROOT))])


if __name__ == "__main__":
    sys.exit(main())
