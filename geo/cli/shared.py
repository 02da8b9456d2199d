"""
What the commands have in common.

The application, options that several take, days and points of the command line, a progress bar,
and words to the person at the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from geo.errors import DateError, HandoverMapError
from geo.stores.address import is_address

if TYPE_CHECKING:
    from datetime import date

    from geo.project import Project

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From articles to a map of who held which ground on which day.",
)

CaseFolder = Annotated[Path, typer.Argument(metavar="[CASE]", help="Case folder.")]
CaseOrDatabase = Annotated[
    str, typer.Argument(metavar="[CASE|DATABASE]", help="Case folder, or postgresql://...")
]
Articles = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation
    typer.Option("--articles", metavar="DIR", help="Folder with the texts of the sources."),
]
HERE = Path()
FOLDER = "."


def open_case(case: str, *, articles: Path | None = None, drafts: bool = False) -> Project:
    """Read a case from its folder, or from a database."""
    from geo.project import load_case

    if not is_address(case):
        return load_case(case, articles=articles, drafts=drafts)
    if articles is not None:
        raise typer.BadParameter("it goes with a case folder alone", param_hint="--articles")
    with needs_postgis():
        from geo.stores.reading import load_stored
    return load_stored(case, drafts=drafts)


def maps_of(case: str) -> Path:
    """Name the folder that a case's files go to when no other is named."""
    return (HERE if is_address(case) else Path(case)) / "maps"


@contextmanager
def needs_postgis() -> Iterator[None]:
    """Say which extra is missing where a library for databases is."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise HandoverMapError(
            f"{error.name} is not installed; needs pip install 'handover-map[postgis]'"
        ) from error


def parse_day(text: str, option: str) -> date:
    """Read a day of the command line; a wrong one is the command line's fault."""
    from geo.dates import read_day

    try:
        return read_day(text)
    except DateError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def parse_point(text: str, option: str) -> tuple[float, float]:
    """Read ``LON,LAT``; a wrong one is the command line's fault."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no point; write longitude, latitude, as in 46.75,39.82", param_hint=option
        ) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - the globe
        raise typer.BadParameter(
            f"{text!r} is off the globe; longitude comes first", param_hint=option
        )
    return lon, lat


@contextmanager
def progress(count: int | None, what: str = "articles") -> Iterator[Callable[..., None]]:
    """
    Show on standard error how much is done, where a person looks at it.

    Yields
    ------
    Callable
        To be called when one more is done, or with how many are.
    """
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=count)
        yield lambda done=1: bar.advance(task, done)


def say(words: str) -> None:
    """Say something to the person at the terminal."""
    print(words, file=sys.stderr)
