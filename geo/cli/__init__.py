"""
``handover-map COMMAND``: the only place that prints, and the only place that catches.

Data go to standard output, words to standard error.  Exit 0: done; 1: the input is at fault;
2: the command line is at fault.  Heavy imports wait inside the command that needs them.
"""

from __future__ import annotations

from geo.cli import corpora, drawing, mapping, reading, reporting, storing
from geo.cli.shared import app, say
from geo.errors import CaseError, HandoverMapError

COMMANDS = (mapping, drawing, reporting, reading, corpora, storing)  # in the help's order


def main() -> int:
    """Run one command and return its exit code."""
    try:
        app(standalone_mode=True)
    except CaseError as error:
        for fault in error.faults:
            say(f"{fault}")
        say(f"handover-map: {len(error.faults)} faults")
        return 1
    except HandoverMapError as error:
        say(f"handover-map: {error}")
        return 1
    return 0
