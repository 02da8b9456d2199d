"""How long `handover-map --help` takes, beside `python -c "import typer"`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 9
BOUND = 3.0
HELP = [str(Path(sys.executable).with_name("handover-map")), "--help"]
TYPER = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    """Give how long a command takes, in the middle of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Print both and their ratio; 1 when the ratio is over the bound."""
    shown, bare = seconds(HELP), seconds(TYPER)
    print(f"handover-map --help  {shown:.3f} s")
    print(f"import typer         {bare:.3f} s")
    print(f"ratio                {shown / bare:.2f} (at most {BOUND})")
    return int(shown > BOUND * bare)


if __name__ == "__main__":
    sys.exit(main())
