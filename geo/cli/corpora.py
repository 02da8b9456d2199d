"""The command that reads a whole corpus: ``corpus``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Optional

import typer

from geo.cli.reading import Model, needs_extract
from geo.cli.shared import app, progress, say
from geo.errors import HandoverMapError

OF_CLUSTER = frozenset({"dask", "distributed", "pyarrow"})


@app.command()
def corpus(  # noqa: PLR0913, PLR0917 - one for each option of the command
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="Folder of articles, .jsonl or .parquet.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of Parquet tables.")],
    case: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Case folder; without it, the world alone."),
    ] = None,
    published: Annotated[
        str, typer.Option(metavar="DAY|CSV", help="Day of publication, or a table path,published.")
    ] = "",
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="Column or field with the text.")
    ] = "text",
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Processes; 0 chooses.")] = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Dask scheduler, tcp://HOST:PORT.")
    ] = "",
    batch: Annotated[int, typer.Option(metavar="N", min=1, help="Documents of one part.")] = 200,
    restart: Annotated[bool, typer.Option("--restart", help="Begin afresh in OUT.")] = False,
    model: Model = "",
) -> None:
    """Read many articles into Parquet tables; a run that was stopped goes on."""
    with needs_extract(), needs_cluster():
        if scheduler:
            import distributed  # noqa: F401 - said before anything is written

        from geo.claims.parser import DEFAULT_MODEL, check_model
        from geo.corpora import Input, read_corpus, recipe_of
        from geo.corpus import read_days

    check_model(model or DEFAULT_MODEL)
    recipe = recipe_of(case, model=model or DEFAULT_MODEL)
    texts = Input(source, text_column, read_days(published))
    with progress(texts.count(), "documents") as on_done:
        rows = read_corpus(
            texts,
            out,
            recipe,
            jobs=jobs,
            scheduler=scheduler,
            batch=batch,
            restart=restart,
            on_done=on_done,
        )
    say(f"{out}: {', '.join(f'{count:,} {name}' for name, count in rows.items())}")


@contextmanager
def needs_cluster() -> Iterator[None]:
    """Say which extra is missing where a library for tables or a cluster is."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in OF_CLUSTER:
            raise
        raise HandoverMapError(
            f"{error.name} is not installed; needs pip install 'handover-map[extract,cluster]'"
        ) from error
