"""
Batches read by processes of this machine.

The processes end with the one that started them, however it ends.  When one of them dies, what
was under way is read once more, document by document, and the one that kills is noted.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread

from geo.corpora.model import Batch, Parts, Recipe, Rows, open_extractor
from geo.corpora.output import TABLES, parts_of
from geo.corpora.reading import note_dead, read_parts, read_rows

NURSERY = "geo.corpora.nursery"
MODEL = "HANDOVER_MAP_CORPUS_MODEL"  # tells it the parser
AHEAD = 2  # batches waiting or under way, for each process
Read = tuple[Batch, Parts]
_RECIPE: list[Recipe] = []  # of a process of the pool, sent once


def read_locally(batches: Iterable[Batch], recipe: Recipe, *, jobs: int = 0) -> Iterator[Read]:
    """
    Read batches.

    Parameters
    ----------
    jobs
        How many processes; 0 takes one for each processor.

    Yields
    ------
    tuple of Batch and dict
        Each batch with its part of each table, as they are done.
    """
    left = iter(batches)
    while True:
        under_way: dict[int, Batch] = {}
        count = jobs or os.cpu_count() or 1
        pool = pool_of(recipe, count)
        try:
            yield from read_with(pool, left, under_way, count)
        except BrokenProcessPool:
            for batch in sorted(under_way.values(), key=lambda one: one.number):
                yield batch, parts_of(_one_by_one(batch, recipe), batch.key)
        else:
            return
        finally:
            pool.shutdown(cancel_futures=True)


def read_with(
    pool: ProcessPoolExecutor, batches: Iterable[Batch], under_way: dict[int, Batch], jobs: int
) -> Iterator[Read]:
    """
    Read batches with a pool, some ahead for each of its processes.

    Parameters
    ----------
    under_way
        Holds, at any time, what was taken and not given.

    Raises
    ------
    BrokenProcessPool
        One of its processes died.
    """
    left = iter(batches)
    futures: dict[Future[Parts], int] = {}
    while True:
        for batch in islice(left, jobs * AHEAD - len(futures)):
            under_way[batch.number] = batch
            futures[pool.submit(_parts, batch)] = batch.number
        if not futures:
            return
        for future in wait(futures, return_when=FIRST_COMPLETED).done:
            parts = future.result()
            yield under_way.pop(futures.pop(future)), parts


def _one_by_one(batch: Batch, recipe: Recipe) -> Rows:
    """Read a batch's documents one by one, in a process that each may bring down."""
    rows: Rows = {name: [] for name in TABLES}
    offset = 0
    while offset < len(batch.items):
        pool = pool_of(recipe, 1)
        try:
            for offset in range(offset, len(batch.items)):  # noqa: B020 - goes on
                found = pool.submit(_rows, batch.alone(offset)).result()
                for name, more in found.items():
                    rows[name] += more
        except BrokenProcessPool:
            note_dead(rows, batch.alone(offset))
        finally:
            pool.shutdown()
        offset += 1
    return rows


def pool_of(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    """Start processes that read by a recipe, and that end with this one."""
    return ProcessPoolExecutor(
        jobs, mp_context=_context(recipe), initializer=_begin, initargs=(recipe,)
    )


def _context(recipe: Recipe) -> BaseContext:
    """Fork from a process that has loaded what all of them need, where there is one."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([NURSERY])
    if recipe.opener is open_extractor:
        os.environ[MODEL] = recipe.model
    try:
        forkserver.ensure_running()  # the first time it is asked; then it runs
    finally:
        os.environ.pop(MODEL, None)
    return context


def _begin(recipe: Recipe) -> None:
    """Make a process of the pool ready: what it reads by, and when it ends."""
    _RECIPE[:] = [recipe]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _parts(batch: Batch) -> Parts:
    return read_parts(_RECIPE[0], batch)


def _rows(batch: Batch) -> Rows:
    return read_rows(_RECIPE[0], batch)
