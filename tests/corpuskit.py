"""A corpus of made-up documents, and a reader that takes capitalised words for places."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pandas as pd
from claimkit import PUBLISHED

from geo.articles import Article
from geo.corpora import Input, Recipe, read_corpus
from geo.corpora.model import Reader
from geo.corpora.output import TABLES
from geo.extraction import Extraction
from geo.toponyms import Toponym

DAYS = {"": PUBLISHED}
LONGEST_S = 120  # that anybody waits for anybody


def open_double(_: Recipe) -> Reader:
    """Stands in for the extractor where it is the engine that is tested."""
    return read_each


def read_each(articles: Iterable[Article]) -> Iterator[Extraction | Exception]:
    """Reads articles one by one; gives what went wrong with one."""
    for article in articles:
        try:
            yield read_capitals(article)
        except ZeroDivisionError as error:
            yield error


def read_capitals(article: Article) -> Extraction:
    """Takes each capitalised word for a place, and does what a document orders."""
    for order, path in re.findall(r"(meet|die|fail) at (\S+)", article.text):
        ORDERS[order](Path(path))
    toponyms = tuple(
        Toponym(m.start(), m.end(), m[0], "", m[0], "area", None, None, "location", "", 0.5)
        for m in re.finditer(r"[A-Z][a-z]+", article.text)
    )
    return Extraction(article, toponyms, (), ())


def meet(path: Path) -> None:
    """Tells whoever waits there which process this is, and is held; goes on if nobody waits."""
    signal.alarm(LONGEST_S)  # ends the process, so that nobody waits for it without an end
    try:
        descriptor = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        signal.alarm(0)
        return
    os.write(descriptor, str(os.getpid()).encode())
    os.close(descriptor)
    Path(f"{path}.hold").open("rb").close()  # nobody ever writes there


def die(_: Path) -> None:
    """Brings down the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_: Path) -> None:
    """Raises what nobody expects."""
    raise ZeroDivisionError("made up")


ORDERS = {"meet": meet, "die": die, "fail": fail}


def meeting_place(folder: Path) -> Path:
    """Make where a document's process is met."""
    for name in ("meeting", "meeting.hold"):
        os.mkfifo(folder / name)
    return folder / "meeting"


def met(place: Path) -> int:
    """Wait for a process, and give its number; the next one is not held."""
    descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
    try:
        come, _, _ = select.select([descriptor], [], [], LONGEST_S)
        if not come:
            raise AssertionError(f"no process came to {place} within {LONGEST_S} s")
        return int(os.read(descriptor, 20))
    finally:
        place.unlink()
        os.close(descriptor)


@contextmanager
def begun(source: Path, out: Path) -> Iterator[subprocess.Popen[str]]:
    """Read a corpus in a process of its own, which is killed at the end, or when it takes long."""
    command = [sys.executable, __file__, str(source), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watch = Timer(LONGEST_S, process.kill)
        watch.start()
        try:
            yield process
        finally:
            process.kill()
            watch.cancel()


def write_lines(path: Path, texts: list[str]) -> Path:
    """Write texts as JSON Lines."""
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


def texts(count: int) -> list[str]:
    """Small documents, each another one."""
    return [f"Report {number}: rain fell in Velt and in Lund." for number in range(count)]


def run(source: Path, out: Path, **options: object) -> dict[str, int]:
    """Read a corpus with the stand-in for the extractor."""
    given = {"batch": 2, "jobs": 1} | options
    return read_corpus(Input(source, days=DAYS), out, Recipe(opener=open_double), **given)


def table(out: Path, name: str) -> list[dict[str, object]]:
    """Give the rows of a table, all parts in order."""
    frame = pd.concat(pd.read_parquet(path) for path in sorted((out / name).iterdir()))
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.to_dict("records")


def contents(out: Path) -> dict[str, bytes]:
    """Give every file of a folder by its name."""
    found = (path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def parts(number: int) -> set[str]:
    """Give the names of a batch's parts."""
    return {f"{name}/part-{number:05d}.parquet" for name in TABLES}


if __name__ == "__main__":
    run(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        on_done=lambda count: sys.stdout.write(f"{count}\n") and sys.stdout.flush(),
    )
