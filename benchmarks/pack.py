"""How long a full pack takes beside the import of its libraries, in pairs of one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    print(f"import geopandas, folium, matplotlib  {statistics.median(bares):.2f} s")
    print(f"a full pack, {files} files              {statistics.median(packs):.2f} s")
    print(f"ratio                                 {ratio:.2f} (at most {BOUND:g})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
