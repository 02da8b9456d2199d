"""
Begin a case: a folder that can be checked and drawn at once, and says what to replace.

What stands in it is about no place on land and no party there is: a rectangle in the sea where
longitude and latitude are zero.  Nobody can take it for a fact.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.case.models import ID
from geo.errors import HandoverMapError
from geo.files import write_whole

PATTERN = files("geo.beginning") / "case"
PATTERN_ID = 'id = "my-case"'


def begin_case(folder: Path) -> tuple[Path, ...]:
    """
    Write a new case.

    Parameters
    ----------
    folder
        Made when it is not there; its name becomes the case's id where it can be one.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    HandoverMapError
        The folder holds something, or cannot be written to.
    """
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise HandoverMapError(f"{folder}: cannot look into it ({error.strerror})") from error
    if taken:
        raise HandoverMapError(f"{folder} is not empty; name a new folder, or an empty one")
    case_id = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    new_id = f'id = "{case_id}"' if re.fullmatch(ID, case_id) else PATTERN_ID
    written: list[Path] = []
    for part in ("data", "seeds"):
        texts = {file.name: _text(file, new_id) for file in _files(PATTERN / part)}
        written += write_whole(folder / part, texts)
    return tuple(written)


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.is_file()), key=lambda one: one.name)


def _text(file: Traversable, new_id: str) -> str:
    return file.read_text("utf-8").replace(PATTERN_ID, new_id, 1)
