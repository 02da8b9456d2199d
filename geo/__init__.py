"""
handover-map: who held which ground when, and where peacekeepers stood.

The names below are resolved when asked for (PEP 562), so that importing ``geo`` opens no file
and loads no library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.errors import HandoverMapError as HandoverMapError
    from geo.extraction import Extraction as Extraction
    from geo.extraction import extract as extract
    from geo.gazetteer import Gazetteer as Gazetteer
    from geo.project import Project as Project
    from geo.project import load_case as load_case
    from geo.render import HandoverMap as HandoverMap

_HOMES = {
    "Extraction": "geo.extraction",
    "Gazetteer": "geo.gazetteer",
    "HandoverMap": "geo.render",
    "HandoverMapError": "geo.errors",
    "Project": "geo.project",
    "extract": "geo.extraction",
    "load_case": "geo.project",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of strings, made in one place


def __getattr__(name: str) -> object:
    """Import the module a name lives in, and give the name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Give the names that can be asked for."""
    return list(__all__)
