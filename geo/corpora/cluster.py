"""
Batches read by the workers of a Dask cluster.

Only this process writes, so a batch that two workers read, because one of them was lost, still
becomes one part.  The workers need the same packages, and no folder in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from geo.corpora.model import Batch, Parts, Recipe, Rows
from geo.corpora.output import TABLES, parts_of
from geo.corpora.reading import note_dead, read_parts, read_rows
from geo.errors import HandoverMapError

AHEAD = 2  # batches waiting or under way, for each worker
PATIENCE_S = 30.0  # until somebody is told that nobody works
Read = tuple[Batch, Parts]


def read_on_cluster(
    batches: Iterable[Batch], recipe: Recipe, address: str, *, patience_s: float = PATIENCE_S
) -> Iterator[Read]:
    """
    Read batches.

    Parameters
    ----------
    address
        Of a scheduler: ``tcp://host:port``.
    patience_s
        How long, in seconds, to wait for the scheduler, and for a worker when there is none.

    Yields
    ------
    tuple of Batch and dict
        Each batch with its part of each table, as they are done.

    Raises
    ------
    HandoverMapError
        No scheduler answers there, or no worker is left.
    """
    try:
        client = _library().Client(address, timeout=patience_s, set_as_default=False)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise HandoverMapError(
            f"{address}: no scheduler answers there; start one with 'dask scheduler' "
            "and give the address that it prints"
        ) from error
    try:
        yield from _read(client, iter(batches), recipe, patience_s)
    finally:
        client.close()


def _read(client: Any, left: Iterator[Batch], recipe: Recipe, patience_s: float) -> Iterator[Read]:
    _wait_for_worker(client, patience_s)
    told = client.submit(_same, recipe, pure=False)
    futures: dict[Any, Batch] = {}
    while True:
        room = AHEAD * max(1, len(_workers(client))) - len(futures)
        for batch in islice(left, max(0, room)):
            futures[client.submit(read_parts, told, batch, pure=False)] = batch
        if not futures:
            return
        for future in _some_done(client, list(futures), patience_s):
            batch = futures.pop(future)
            try:
                parts = future.result()
            except _library().KilledWorker:
                parts = parts_of(_one_by_one(client, told, batch), batch.key)
            yield batch, parts


def _some_done(client: Any, futures: list[Any], patience_s: float) -> list[Any]:
    """Give the futures that are done, at least one."""
    while True:
        try:
            with client.as_current():
                done = _library().wait(futures, patience_s, "FIRST_COMPLETED").done
        except TimeoutError:
            _wait_for_worker(client, patience_s)
        else:
            return sorted(done, key=futures.index)


def _one_by_one(client: Any, told: Any, batch: Batch) -> Rows:
    """Read a batch's documents one by one; the one that ends its workers is noted."""
    rows: Rows = {name: [] for name in TABLES}
    for offset in range(len(batch.items)):
        alone = batch.alone(offset)
        try:
            found = client.submit(read_rows, told, alone, pure=False).result()
        except _library().KilledWorker:
            note_dead(rows, alone)
            continue
        for name, more in found.items():
            rows[name] += more
    return rows


def _wait_for_worker(client: Any, patience_s: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience_s)
    except TimeoutError as error:
        raise HandoverMapError(
            f"{client.scheduler.address}: no worker is there; start some with 'dask worker "
            "ADDRESS' and run the command again, it goes on where it stopped"
        ) from error


def _workers(client: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    return found


def _same(recipe: Recipe) -> Recipe:
    return recipe


def _library() -> Any:
    """Give ``distributed``, which is slow to load and ships no types for what is called here."""
    return import_module("distributed")
