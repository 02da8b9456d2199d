"""A difference as files: ``diff.json``, ``diff.md``, and the picture in two forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from geo.difference.builds import between_builds
from geo.difference.days import between_days
from geo.difference.snapshot import Snapshot
from geo.difference.telling import builds_in_words, days_in_words

Files = dict[str, str | bytes]
FORMS = ("svg", "png")


def days_files(shot: Snapshot, first: date, second: date, *, pictures: bool = True) -> Files:
    """Compare two days of a case or build; pictures need the figures' libraries."""
    difference = between_days(shot, first, second)
    files = _told(difference, days_in_words)
    if pictures:
        from geo.difference.picture import days_picture  # noqa: PLC0415  words do without

        files |= {f"diff.{form}": days_picture(shot, difference, form) for form in FORMS}
    return files


def builds_files(old: Snapshot, new: Snapshot, *, pictures: bool = True) -> Files:
    """Compare two cases or builds; pictures need the figures' libraries."""
    files = _told(between_builds(old, new), builds_in_words)
    if pictures:
        from geo.difference.picture import builds_picture  # noqa: PLC0415  words do without

        files |= {f"diff.{form}": builds_picture(old, new, form) for form in FORMS}
    return files


def _told(difference: dict[str, Any], words: Callable[[Mapping[str, Any]], str]) -> Files:
    text = json.dumps(difference, ensure_ascii=False, indent=2)
    return {"diff.json": f"{text}\n", "diff.md": words(difference)}
