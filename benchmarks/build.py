"""How long a build takes beside the import of its libraries, and how large the page is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BOUND_BYTES = 1_000_000


def seconds(command: list[str]) -> float:
    """Give how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> int:
    """Print times and size; 1 when the page is too large."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "geo", "build", ".", "-o", folder]
        page_only = seconds([*build, "--only", "page"])
        whole = seconds(build)
        size = (Path(folder) / "karabakh-2020.html").stat().st_size
    bare = seconds([sys.executable, "-c", "import folium, geopandas"])
    print(f"import folium, geopandas  {bare:.2f} s")
    print(f"build, the page alone     {page_only:.2f} s ({page_only / bare:.1f} times)")
    print(f"build, everything         {whole:.2f} s ({whole / bare:.1f} times)")
    print(f"the page                  {size:,} bytes (at most {BOUND_BYTES:,})")
    return int(size > BOUND_BYTES)


if __name__ == "__main__":
    sys.exit(main())
