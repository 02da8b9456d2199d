"""How long the page alone takes beside the import of its libraries, and how large it is."""

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
BOUND, BOUND_KB = 3.0, 700.0
BARE = [sys.executable, "-c", "import geopandas, folium"]


def seconds(command: list[str]) -> float:
    """Give how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> int:
    """Print time and size, times in alternating pairs of whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "geo", "build", ".", "-o", folder, "--only", "page"]
        seconds(BARE)  # the disk's cache is warm from here on
        pairs = [(seconds(build), seconds(BARE)) for _ in range(PAIRS)]
        size = (Path(folder) / "karabakh-2020.html").stat().st_size
    ratio = statistics.median(built / bare for built, bare in pairs)
    built, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    beside = "import geopandas, folium"
    return finish(
        [
            Row("build --only page", built, "s", beside, bare, ratio, "at most", BOUND),
            Row("size of the page", size / 1_000, "kB", bar="at most", bound=BOUND_KB),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
