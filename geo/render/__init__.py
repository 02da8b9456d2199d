"""
The web page: one file that opens from disk and asks the network for nothing.

``page`` holds ``HandoverMap``, ``payload`` turns records into plain data, ``encode`` packs
geometry, ``colours`` mixes what a case leaves out, ``elements`` and ``csp`` keep words from
becoming code, ``ids`` keeps two runs equal.
"""

from __future__ import annotations

from geo.render.ids import numbered_ids
from geo.render.page import HandoverMap

__all__ = ["HandoverMap", "numbered_ids"]
