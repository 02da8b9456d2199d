"""A corpus on a real Dask cluster of this machine: nothing is lost, and nothing read twice."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import pytest
from corpuskit import (
    contents,
    meeting_place,
    met,
    open_double,
    run,
    table,
    texts,
    write_lines,
)

from geo.corpora import Recipe
from geo.corpora.batches import batches_of
from geo.corpora.cluster import read_on_cluster
from geo.corpora.inputs import Input
from geo.errors import HandoverMapError

TESTS = Path(__file__).parent


@contextmanager
def running(*command, cwd):
    """A part of the cluster, and its standard error."""
    path = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__ADMIN__EVENT_LOOP": "asyncio"},
        stderr=subprocess.PIPE,
        text=True,
    )
    drain = None
    try:
        for line in process.stderr:
            if found := re.search(r"(?:Scheduler at|Start worker at): +(tcp://\S+)", line):
                break
        else:
            pytest.fail(f"dask {command[0]} ended with {process.wait()}")
        drain = Thread(target=process.stderr.read)
        drain.start()
        yield found[1]
    finally:
        process.kill()
        process.wait()
        if drain:
            drain.join()
        process.stderr.close()


@pytest.fixture
def scheduler(tmp_path):
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    with running("scheduler", *options, cwd=tmp_path) as address:
        yield address


@pytest.fixture
def cluster(scheduler, tmp_path):
    options = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(running("worker", scheduler, *options, cwd=tmp_path))
        yield scheduler


def test_cluster_that_loses_a_worker_gives_the_same_files(cluster, tmp_path):
    place = meeting_place(tmp_path)
    told = [*texts(20), f"To meet at {place}", *texts(20)]
    source = write_lines(tmp_path / "in.jsonl", told)
    killed = []

    def end_a_worker():
        killed.append(met(place))
        os.kill(killed[0], signal.SIGKILL)

    killer = Thread(target=end_a_worker)
    killer.start()
    run(source, tmp_path / "out", scheduler=cluster)
    killer.join()

    run(source, tmp_path / "local")
    assert killed
    assert [row["document"] for row in table(tmp_path / "out", "articles")] == list(range(41))
    assert contents(tmp_path / "out") == contents(tmp_path / "local")


def test_scheduler_without_workers_is_named(scheduler, tmp_path):
    source = write_lines(tmp_path / "in.jsonl", texts(1))
    batches = batches_of(Input(source).items())

    with pytest.raises(HandoverMapError, match=r"no worker is there; start some with 'dask worker"):
        list(read_on_cluster(batches, Recipe(opener=open_double), scheduler, patience_s=0.1))


def test_address_without_a_scheduler_is_named():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"

        with pytest.raises(HandoverMapError, match=r"no scheduler answers there; start one with"):
            list(read_on_cluster([], Recipe(), address, patience_s=0.5))
