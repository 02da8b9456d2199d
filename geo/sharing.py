"""
Share jobs out among the cores of this machine.

Jobs run in forks of this process, which have everything that was made so far without a copy, and
in this process itself.  Where there is one core, or no fork, they run one after the other: what
comes out is the same.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")
MOST_PROCESSES = 4


def share_out(jobs: Sequence[Callable[[], Result]], *, processes: int = 0) -> list[Result]:
    """
    Run jobs, and give what they return in their order.

    Parameters
    ----------
    jobs
        Functions without arguments; what one changes, the others do not see.
    processes
        How many processes to run in; 0 for one a core, four at most.

    Notes
    -----
    What a fork leaves undone, because its job failed or somebody ended it, this process does
    again: so an error is raised here, as if there were no forks.
    """
    count = min(processes or _cores(), len(jobs))
    context: Any = get_context("fork") if count > 1 and _can_fork() else None
    if context is None:
        return [job() for job in jobs]
    turn = context.Value("i", 0)
    gc.freeze()  # what was made so far stays: neither here nor in a fork is it looked through
    forks = [_fork(context, jobs, turn) for _ in range(count - 1)]
    done = _work(jobs, turn)
    for process, end in forks:
        with contextlib.suppress(EOFError):  # it ended without a word
            done |= end.recv()
        end.close()
        process.join()
    gc.unfreeze()
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _fork(context: Any, jobs: Sequence[Callable[[], Any]], turn: Any) -> tuple[Any, Any]:
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work_and_tell, args=(jobs, turn, there), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of libraries' threads, at rest here
        process.start()
    there.close()
    return process, here


def _work_and_tell(jobs: Sequence[Callable[[], Any]], turn: Any, end: Any) -> None:
    end.send(_work(jobs, turn, quiet=True))
    end.close()


def _work(jobs: Sequence[Callable[[], Any]], turn: Any, *, quiet: bool = False) -> dict[int, Any]:
    """Take jobs until none is left; a quiet worker stops at an error and leaves it to others."""
    done: dict[int, Any] = {}
    while True:
        with turn.get_lock():
            number = turn.value
            turn.value += 1
        if number >= len(jobs):
            return done
        try:
            done[number] = jobs[number]()
        except Exception:
            if not quiet:
                raise
            return done


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else 1, MOST_PROCESSES)


def _can_fork() -> bool:
    return sys.platform.startswith("linux")
