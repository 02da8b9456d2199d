"""
What differs between two days of a case, or between two cases or builds.

``snapshot`` reads both from the same files, those of a build; ``days`` and ``builds`` compare
them and give plain data; ``telling`` puts that into words, ``picture`` into a map.
"""

from __future__ import annotations

from geo.difference.builds import between_builds
from geo.difference.days import between_days
from geo.difference.snapshot import Snapshot, snapshot_of

__all__ = ["Snapshot", "between_builds", "between_days", "snapshot_of"]
