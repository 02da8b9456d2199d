"""Jobs shared out: in order, whole, and their errors raised here."""

from __future__ import annotations

import os
import signal

import pytest

from geo.sharing import share_out


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_results_come_in_the_order_of_the_jobs(processes):
    jobs = [lambda number=number: number * number for number in range(20)]

    assert share_out(jobs, processes=processes) == [number * number for number in range(20)]


def test_no_job_gives_no_result():
    assert share_out([], processes=2) == []


def test_large_results_come_whole():
    jobs = [lambda number=number: bytes([number]) * 1_000_000 for number in range(6)]

    results = share_out(jobs, processes=3)

    assert [(len(one), one[0]) for one in results] == [(1_000_000, n) for n in range(6)]


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_an_error_of_a_job_is_raised_here(processes):
    def fail() -> int:
        raise ValueError("no figure")

    with pytest.raises(ValueError, match="no figure"):
        share_out([lambda: 1, fail, lambda: 2, lambda: 3], processes=processes)


def test_what_a_killed_fork_leaves_is_done_here():
    here = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert share_out([die_elsewhere] * 8, processes=4) == ["done"] * 8
