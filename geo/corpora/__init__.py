"""
A corpus read from end to end: a stream of documents in, Parquet tables out.

Documents are streamed, cut into batches, and read by processes of this machine or of a cluster;
each batch becomes one part of each table.  A run that is stopped leaves whole parts, and a second
one makes those that are wanting.  Memory holds a few batches, however many documents there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from geo.case import read_case
from geo.claims.parser import DEFAULT_MODEL
from geo.corpora import manifest
from geo.corpora.batches import USUAL, batches_of
from geo.corpora.cluster import read_on_cluster
from geo.corpora.inputs import Input
from geo.corpora.local import read_locally
from geo.corpora.method import method_of
from geo.corpora.model import Batch, Recipe
from geo.corpora.output import TABLES, found_key, part_of, rows_in, write_parts
from geo.errors import HandoverMapError

__all__ = ["Input", "Recipe", "read_corpus", "recipe_of"]

CASE_FILES = ("*.toml", "*.csv", "*.geojson")


def read_corpus(  # noqa: PLR0913 - one for each thing that a run can be asked for
    source: Input,
    out: Path,
    recipe: Recipe,
    *,
    jobs: int = 0,
    scheduler: str = "",
    batch: int = USUAL,
    restart: bool = False,
    on_done: Callable[[int], None] | None = None,
) -> dict[str, int]:
    """
    Read a corpus into a folder of tables, or go on with what an earlier run left.

    Parameters
    ----------
    out
        The folder; ``tables.toml`` states its tables.
    recipe
        How a document is read.
    jobs
        How many processes of this machine; 0 takes one for each processor.
    scheduler
        Address of a Dask scheduler, whose workers read instead.
    batch
        How many documents make a part.
    restart
        Whether to begin afresh.
    on_done
        Called with the number of documents of each batch that is done, or was before.

    Returns
    -------
    dict
        How many rows each table has.

    Raises
    ------
    HandoverMapError
        The input cannot be opened, or the folder holds the run of another question.
    """
    if source.path.is_dir() and out.resolve().is_relative_to(source.path.resolve()):
        raise HandoverMapError(f"{out}: lies in the folder that is read; name one elsewhere")
    asked = _asked(source, recipe, batch)
    tell = on_done or (lambda _: None)
    totals = dict.fromkeys(TABLES, 0)
    with manifest.held(out):
        manifest.begin(out, asked, restart=restart)
        done: list[int] = []
        wanting = _wanting(out, batches_of(source.items(), batch), done, tell)
        engine = (
            read_on_cluster(wanting, recipe, scheduler)
            if scheduler
            else read_locally(wanting, recipe, jobs=jobs)
        )
        for one, parts in engine:
            write_parts(out, one.number, parts)
            tell(len(one.items))
        count = sum(done)
        for number in range(count):
            for name, rows in rows_in(out, number).items():
                totals[name] += rows
        _refuse_more(out, count)
        manifest.finish(out, asked, totals)
    return totals


def recipe_of(case: Path | None = None, *, model: str = DEFAULT_MODEL) -> Recipe:
    """
    Say how documents are read against a case, or against the world alone.

    Raises
    ------
    CaseError
        The case has faults.
    """
    method = method_of(model)
    recipe = Recipe(key=method, model=model, method=method)
    if case is None:
        return recipe
    read = read_case(case, drafts=True)
    digest = hashlib.sha256(method.encode())
    for path in sorted(path for kind in CASE_FILES for path in (case / "data").glob(kind)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return replace(recipe, key=digest.hexdigest(), case=read.file, places=read.places)


def _asked(source: Input, recipe: Recipe, batch: int) -> dict[str, str | int]:
    """Name all that decides the result, so that a message can say what is another."""
    days = {name: day.isoformat() for name, day in sorted(source.days.items())}
    return {
        "inputs": source.fingerprint(),
        "case or method": recipe.key,
        "--model": recipe.model,
        "--published": hashlib.sha256(json.dumps(days).encode()).hexdigest() if days else "",
        "--text-column": source.text_column,
        "--batch": batch,
    }


def _wanting(
    out: Path, batches: Iterator[Batch], done: list[int], tell: Callable[[int], None]
) -> Iterator[Batch]:
    """Give the batches that have no parts yet; count all of them."""
    for batch in batches:
        found = found_key(out, batch.number)
        if found and found != batch.key:
            raise HandoverMapError(
                f"{part_of(out, 'articles', batch.number)}: was made from other documents; "
                "name another folder, or begin afresh with --restart"
            )
        done[:] = [batch.number + 1]
        if found:
            tell(len(batch.items))
        else:
            yield batch


def _refuse_more(out: Path, count: int) -> None:
    if found_key(out, count):
        raise HandoverMapError(
            f"{part_of(out, 'articles', count)}: there are more parts than documents; "
            "begin afresh with --restart"
        )
