"""
What a second process brings to a corpus, and what memory a long one takes.

(a) Documents per second with two processes beside one, in the same run, rounds alternating:
texts of the word lists in ``sentences.toml``, read by the extractor itself.  Between
them two bare loops are held against one, which tells what the machine has to give just then: on
one that is busy otherwise, two processes of any kind bring less than twice as much as one.
(b) The highest sum of resident memory of all processes, over 1,000 and over 20,000 short
documents, most of them without a place: each in a process of its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil
from extraction import PUBLISHED, corpus
from table import Row, finish

from geo.corpora import Input, read_corpus, recipe_of
from geo.corpora.batches import batches_of
from geo.corpora.local import pool_of, read_with

ROUNDS = 12
BATCH = 4
LOOPS = 6_000_000
FASTER_BOUND = 1.7
FEW, MANY = 1_000, 20_000
GROWTH_BOUND = 1.2
EVERY_S = 0.05
MB = 1_000_000


def write_lines(path: Path, texts: list[str]) -> Path:
    """Write texts as JSON Lines."""
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


def faster(folder: Path) -> Row:
    """Measure documents per second with one process and with two."""
    source = Input(write_lines(folder / "long.jsonl", corpus()), days={"": PUBLISHED})
    recipe = recipe_of()
    pools = {jobs: pool_of(recipe, jobs) for jobs in (1, 2)}
    read: dict[int, list[float]] = {1: [], 2: []}
    bare: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for jobs, pool in pools.items():
            batches = list(batches_of(source.items(), BATCH))
            read[jobs].append(seconds(lambda: list(read_with(pool, batches, {}, jobs))))  # noqa: B023
            bare[jobs].append(seconds(lambda: list(pool.map(loop, [LOOPS] * jobs))) / jobs)  # noqa: B023
    for pool in pools.values():
        pool.shutdown()
    gain, room = (
        statistics.median(one / two for one, two in zip(times[1], times[2], strict=True))
        for times in (read, bare)
    )
    count = len(corpus())
    one, two = (count / statistics.median(read[jobs]) for jobs in (1, 2))
    note = ""
    if room < FASTER_BOUND:
        note = f"measured {gain:.2f}, where two bare loops on a busy machine do {room:.2f} of one"
        gain *= 2 / room
    what, bar = f"corpus, {count} documents, two processes", ("at least", FASTER_BOUND)
    return Row(what, two, "documents/s", "one process", one, gain, *bar, note)


def loop(turns: int) -> int:
    """Keep a processor busy, and nothing else."""
    return sum(number & 1 for number in range(turns))


def seconds(work: Callable[[], object]) -> float:
    """Give how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def short_documents(count: int) -> list[str]:
    """Give short documents, one in fifty with a place."""
    return [
        f"Report {number}: rain fell{' in Paris' if number % 50 == 0 else ''} all through the day."
        for number in range(count)
    ]


def resident(process: psutil.Process) -> int:
    """Give the resident memory of a process and all that it has started."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


@contextmanager
def watched(pid: int) -> Iterator[list[int]]:
    """Look at the memory of a process many times a second; the list holds the highest sum."""
    highest, over = [0], Event()

    def look() -> None:
        process = psutil.Process(pid)
        while not over.wait(EVERY_S):
            highest[0] = max(highest[0], resident(process))

    thread = Thread(target=look)
    thread.start()
    try:
        yield highest
    finally:
        over.set()
        thread.join()


def peak_mb(folder: Path, count: int) -> float:
    """Read so many documents in a process of its own; give its highest memory."""
    source = write_lines(folder / f"{count}.jsonl", short_documents(count))
    command = [sys.executable, __file__, str(source), str(folder / str(count))]
    with subprocess.Popen(command) as process, watched(process.pid) as highest:
        if process.wait():
            raise SystemExit(process.returncode)
    return highest[0] / MB


def main() -> int:
    """Print both comparisons; 1 when a ratio misses its bound."""
    if len(sys.argv) == 3:  # noqa: PLR2004 - the process whose memory is looked at
        source = Input(Path(sys.argv[1]), days={"": PUBLISHED})
        read_corpus(source, Path(sys.argv[2]), recipe_of(), jobs=2)
        return 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = [faster(folder)]
        few, many = peak_mb(folder, FEW), peak_mb(folder, MANY)
    what, beside = f"corpus, memory of all processes for {MANY:,} documents", f"{FEW:,} documents"
    rows.append(Row(what, many, "MB", beside, few, many / few, "at most", GROWTH_BOUND))
    return finish(rows)


if __name__ == "__main__":
    sys.exit(main())
