"""
What a run was asked for, in ``OUT/manifest.json``: inputs, options and method, as hashes.

A second run goes on where the first was stopped, if it is asked for the same; else it is refused,
or begins afresh.  No clock and no name of a machine stands in it, so that a run that was stopped
leaves the same file as one that was not.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.corpora.output import TABLES, parts_in
from geo.errors import HandoverMapError
from geo.files import write_one

NAME = "manifest.json"
FORMAT = 1
Asked = Mapping[str, str | int]


def begin(out: Path, asked: Asked, *, restart: bool = False) -> None:
    """
    Make a folder ready for a run.

    Parameters
    ----------
    asked
        What decides the result, by name.
    restart
        Whether what an earlier run left is dropped.

    Raises
    ------
    HandoverMapError
        The folder holds something else, or the run of another question.
    """
    if not (out / NAME).exists():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise HandoverMapError(f"{out}: holds other files; name a new or empty folder")
    elif restart:
        drop(out)
    else:
        _compare(out, asked)
    for path in parts_in(out, unfinished=True):
        path.unlink()
    if not (out / NAME).exists():
        _write(out, asked, {})


def finish(out: Path, asked: Asked, totals: Mapping[str, int]) -> None:
    """Note that a run is complete, with how many rows each table has."""
    _write(out, asked, totals)


def drop(out: Path) -> None:
    """Remove what a run left, and nothing else; the manifest last."""
    for path in [*parts_in(out), *parts_in(out, unfinished=True)]:
        path.unlink()
    for name in TABLES:
        if (out / name).is_dir() and not any((out / name).iterdir()):
            (out / name).rmdir()
    (out / NAME).unlink()


@contextmanager
def held(out: Path) -> Iterator[None]:
    """
    Keep a folder to one run at a time.

    Raises
    ------
    HandoverMapError
        Another run writes there.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY)
    except OSError as error:
        raise HandoverMapError(
            f"{out}: cannot write there ({error.strerror}); name another folder"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise HandoverMapError(
            f"{out}: another run writes there; wait for its end, or name another folder"
        ) from error
    finally:
        os.close(handle)


def _compare(out: Path, asked: Asked) -> None:
    try:
        known = json.loads((out / NAME).read_text("utf-8"))["asked"]
        changed = [name for name in asked if known.get(name) != asked[name]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise HandoverMapError(
            f"{out / NAME}: is no manifest of a corpus; name a new or empty folder"
        ) from error
    if changed:
        raise HandoverMapError(
            f"{out}: was begun with other {', '.join(changed)}; "
            "name another folder, or begin afresh with --restart"
        )


def _write(out: Path, asked: Asked, totals: Mapping[str, int]) -> None:
    content: dict[str, Any] = {"format": FORMAT, "asked": dict(asked)}
    if totals:
        content["rows"] = dict(totals)
    write_one(out / NAME, json.dumps(content, indent=1) + "\n")
