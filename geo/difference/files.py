"""A difference as files: ``diff.json``, ``diff.md``, and the picture in two forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geo.difference.builds import between_builds
from geo.difference.days import between_days
from geo.difference.snapshot import snapshot_of
from geo.difference.telling import builds_in_words, days_in_words

Files = dict[str, str | bytes]
FORMS = ("svg", "png")


def days_files(folder: Path, first: date, second: date, *, pictures: bool = True) -> Files:
    """Compare two days of a case or build; pictures need the figures' libraries."""
    shot = snapshot_of(folder)
    difference = between_days(shot, first, second)
    files = _told(difference, days_in_words)
    if pictures:
        from geo.difference.picture import days_picture  # noqa: PLC0415  words do without

        files |= {f"diff.{form}": days_picture(shot, difference, form) for form in FORMS}
    return files


def builds_files(old: Path, new: Path, *, pictures: bool = True) -> Files:
    """Compare two cases or builds; pictures need the figures' libraries."""
    before, after = snapshot_of(old), snapshot_of(new)
    files = _told(between_builds(before, after), builds_in_words)
    if pictures:
        from geo.difference.picture import builds_picture  # noqa: PLC0415  words do without

        files |= {f"diff.{form}": builds_picture(before, after, form) for form in FORMS}
    return files


def _told(difference: dict[str, Any], words: Callable[[Mapping[str, Any]], str]) -> Files:
    text = json.dumps(difference, ensure_ascii=False, indent=2)
    return {"diff.json": f"{text}\n", "diff.md": words(difference)}
