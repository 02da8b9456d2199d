"""
Write files so that a reader never meets half a map.

Every file is made beside its place and moved there when it is whole; a build that is stopped
leaves what was there before.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from geo.errors import HandoverMapError

UNFINISHED = ".unfinished"


def write_whole(folder: Path, contents: Mapping[str, str | bytes]) -> tuple[Path, ...]:
    """
    Write files into a folder: all of them made first, then each moved to its place at once.

    Raises
    ------
    HandoverMapError
        The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"*{UNFINISHED}"):
            left_over.unlink()
        for name, content in contents.items():
            _write_through(folder / f"{name}{UNFINISHED}", content)
        for name in contents:
            (folder / f"{name}{UNFINISHED}").replace(folder / name)
    except OSError as error:
        raise HandoverMapError(
            f"{folder}: cannot write there ({error.strerror}); name another folder with -o"
        ) from error
    return tuple(folder / name for name in contents)


def write_one(path: Path, content: str | bytes) -> None:
    """
    Write one file, which is there whole or not at all.

    Raises
    ------
    HandoverMapError
        The folder cannot be written to.
    """
    beside = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(beside, content)
        beside.replace(path)
    except OSError as error:
        raise HandoverMapError(
            f"{path}: cannot write there ({error.strerror}); name another folder"
        ) from error


def _write_through(path: Path, content: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
