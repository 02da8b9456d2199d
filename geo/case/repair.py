"""
Go on past a fault: put something harmless where a value is wrong, so that the rest is checked too.

What is repaired is never used: a file with a fault is refused.  It only lets one run report all
faults of a file, those of its fields and those of what they say of other files.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)

UNREAD = "unread"
ROUNDS = 4
HARMLESS: Mapping[str, Any] = {
    "actor": "",
    "aliases": (),
    "approximation": "",
    "address": "",
    "areas": (),
    "attribution": "",
    "claim": (),
    "colour": "#000000",
    "counterparty": "",
    "credibility": 6,
    "dark": "",
    "dark_tint": "",
    "duration": "",
    "event": "",
    "evidence": ({"locator": UNREAD},),
    "extent": (-180.0, -90.0, 180.0, 90.0),
    "file": None,
    "first_day": date.min,
    "ground": UNREAD,
    "holds": False,
    "id": UNREAD,
    "kind": "incident",
    "language": "en",
    "languages": ("en",),
    "last_day": date.max,
    "layer": ({"id": UNREAD, "title": {"en": UNREAD}, "limitation": UNREAD},),
    "layers": (),
    "limitation": UNREAD,
    "measuring_crs": "",
    "name_policy": UNREAD,
    "names": {"en": UNREAD},
    "opens_on": date(2000, 1, 1),
    "origin": "",
    "party": "",
    "place": "",
    "printed": (),
    "published": "2000",
    "publisher": UNREAD,
    "quantity": None,
    "read": "2000-01-01",
    "reliability": "F",
    "replaces": "",
    "review": "accepted",
    "roughly": False,
    "said": "",
    "scope": "whole",
    "status": "completed",
    "summary": UNREAD,
    "tint": "",
    "title": {"en": UNREAD},
    "unit": UNREAD,
    "view": (),
    "when": "",
}


def repaired(values: Mapping[str, Any], model: type[Model]) -> Model | None:
    """
    Read values as far as they are right.

    Returns
    -------
    Model or None
        With harmless values where they are wrong; None when that does not help.
    """
    mended: dict[str, Any] = deepcopy(dict(values))
    for _ in range(ROUNDS):
        try:
            return model.model_validate(mended)
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                _mend(mended, tuple(item["loc"]), item["type"])
    return None


def _mend(values: dict[str, Any], path: tuple[str | int, ...], kind: str) -> None:
    around: Any = values
    for step in path[:-1]:
        try:
            inner = around[step]
        except (KeyError, IndexError, TypeError):
            return
        if not isinstance(inner, dict | list):
            _put(around, step)
            return
        around = inner
    last = path[-1] if path else ""
    if kind == "extra_forbidden":
        around.pop(last, None)
    elif isinstance(last, int):
        _put_item(around, last)
    else:
        _put(around, last)


def _put_item(around: Any, number: int) -> None:
    """Mend an entry of a list that is wrong as a whole, such as evidence that points nowhere."""
    item = around[number]
    if isinstance(item, dict) and ("start" in item or "locator" in item or not item):
        around[number] = {"locator": UNREAD}
    else:
        around[number] = HARMLESS["names"]


def _put(around: Any, step: str | int) -> None:
    harmless = HARMLESS.get(str(step))
    if step == "party" and "id" not in around:
        harmless = ({"id": UNREAD, "names": {"en": UNREAD}, "colour": "#000000"},)
    if step == "title" and "publisher" in around:
        harmless = ""
    if isinstance(around, dict):
        if harmless is None:
            around.pop(step, None)
        else:
            around[step] = harmless
