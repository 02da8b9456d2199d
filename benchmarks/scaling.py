"""
How the cost of a large case grows: building its page and asking who held what, at three sizes.

The cases are made up by ``plain_case``.  Cost is the processor's time of the whole process, with
what the imports take left out of the fit; the exponent is that of a straight line through the
logarithms.  A part of a million questions is put to the flagship's cells one by one as well.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from plain_case import write_plain_case
from table import Row, finish

import geo
from geo.project import Project

ROOT = Path(__file__).parent.parent
SIZES = (1_250, 2_500, 5_000)
EVENTS = 10  # to a settlement
QUESTIONS = 1_000_000
CHECKED = 2_000
EXPONENT, SECONDS = 1.2, 3.0
BARE = ("-c", "import folium, geopandas")
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
    bare, _ = cost(*BARE)
    rows, costs = [], {"build": [], "control": []}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            case = str(write_plain_case(Path(name) / str(size), size, EVENTS * size))
            build, memory = cost("-m", "geo", "build", case, "--only", "page", "-o", f"{case}/maps")
            asked, _ = cost("-m", "geo", "control", case, "--on", "2020-02-15", "--at", "2.0,1.5")
            what = f"{size:,} settlements, {EVENTS * size:,} events"
            rows += [
                Row(f"build the page, {what}", build, "CPU s", note=f"{memory:,.0f} MB at most"),
                Row(f"control, {what}", asked, "CPU s"),
            ]
            costs["build"].append(build - bare)
            costs["control"].append(asked - bare)
    return rows + [
        Row(
            f"growth of {name} with size",
            exponent(sizes, found),
            "power of the size",
            bar="at most",
            bound=EXPONENT,
        )
        for name, found in costs.items()
    ]


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
