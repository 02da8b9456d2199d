"""How long `handover-map --help` takes, beside `python -c "import typer"`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from table import Row, finish

ROUNDS = 9
BOUND = 3.0
HELP = [str(Path(sys.executable).with_name("handover-map")), "--help"]
TYPER = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    """Give how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> int:
    """Print both and the middle of their ratios, pair by pair; 1 when it is over the bound."""
    pairs = [(seconds(HELP), seconds(TYPER)) for _ in range(ROUNDS)]
    ratio = statistics.median(shown / bare for shown, bare in pairs)
    shown, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return finish(
        [Row("handover-map --help", shown, "s", "import typer", bare, ratio, "at most", BOUND)]
    )


if __name__ == "__main__":
    sys.exit(main())
