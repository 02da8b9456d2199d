"""
How ground is made from claims: one hash of the code that does it.

Two builds with the same claims and shapes can still differ, when the rules between them changed.
Their ``datapackage.json`` gives this hash, so that a difference of method is not read as one on
the ground.  It changes with every line of these modules, also with one that moves no ground.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files

STAGES = (
    "dates.py",
    "records.py",
    "timeline/__init__.py",
    "timeline/folding.py",
    "timeline/joining.py",
    "timeline/passages.py",
    "timeline/standing.py",
    "timeline/weighing.py",
    "meshes.py",
    "tessellation.py",
    "cells.py",
    "histories.py",
    "islands.py",
    "outlines.py",
    "annals.py",
    "ledger.py",
    "control.py",
    "project.py",
)
ID_LENGTH = 12


def method_id() -> str:
    """Give the hash of the stages from claims to ground, as they are installed."""
    digest = hashlib.sha256()
    for name in STAGES:
        digest.update(name.encode() + b"\0" + (files("geo") / name).read_bytes() + b"\0")
    return digest.hexdigest()[:ID_LENGTH]
