"""How long a full pack takes beside the import of its libraries, in pairs of one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import Row, finish

ROOT = Path(__file__).parent.parent
PAIRS = 5
BOUND = 8.0
BARE = [sys.executable, "-c", "import geopandas, folium, matplotlib"]


def seconds(command: list[str]) -> float:
    """Give how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> int:
    """Print both times and their ratio, the median of alternating pairs; 1 over the bound."""
    packs, bares = [], []
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "geo", "build", ".", "-o", folder]
        for _ in range(PAIRS):
            bares.append(seconds(BARE))
            packs.append(seconds(build))
        files = len(list(Path(folder).iterdir()))
    ratio = statistics.median(pack / bare for pack, bare in zip(packs, bares, strict=True))
    what, beside = f"a full pack, {files} files", "import geopandas, folium, matplotlib"
    pack, bare = statistics.median(packs), statistics.median(bares)
    return finish([Row(what, pack, "s", beside, bare, ratio, "at most", BOUND)])


if __name__ == "__main__":
    sys.exit(main())
