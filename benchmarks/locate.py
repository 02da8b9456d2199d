"""How long a name takes to look up, the first one (which reads GeoNames) and the next."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import geo

ROUNDS = 1_000


def main() -> int:
    """Print both times."""
    gazetteer = geo.load_case(Path(__file__).parent.parent).gazetteer
    start = time.perf_counter()
    gazetteer.locate("Lachin")
    first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(ROUNDS):
        gazetteer.locate("the town of Lachin")
    later = (time.perf_counter() - start) / ROUNDS
    print(f"first name  {first:.2f} s")
    print(f"next names  {later * 1000:.3f} ms each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
