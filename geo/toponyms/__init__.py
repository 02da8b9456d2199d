"""Place names in an article, and the places they mean."""

from __future__ import annotations

from geo.toponyms.model import Toponym, find_toponyms

__all__ = ["Toponym", "find_toponyms"]
