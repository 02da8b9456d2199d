"""
``handover-map COMMAND``: the only place that prints, and the only place that catches.

Data go to standard output, words to standard error.  Exit 0: done; 1: the input is at fault;
2: the command line is at fault.  Heavy imports wait inside the command that needs them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from geo.errors import CaseError, DateError, HandoverMapError

if TYPE_CHECKING:
    from datetime import date

    from geo.corpus import Outcome

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From articles to a map of who held which ground on which day.",
)

CaseFolder = Annotated[Path, typer.Argument(metavar="[CASE]", help="Case folder.")]
Articles = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation
    typer.Option("--articles", metavar="DIR", help="Folder with the texts of the sources."),
]
HERE = Path()


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


@app.command()
def build(
    case: CaseFolder = HERE,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Where to write; the case's maps/."),
    ] = None,
    articles: Articles = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Draw unreviewed claims too.")] = False,
    only: Annotated[str, typer.Option(metavar="page", help="Write the page alone.")] = "",
    tiles: Annotated[
        str, typer.Option(metavar="NAME", help="Online tiles a reader may switch on.")
    ] = "",
) -> None:
    """Build the map of a case, and the tables that go with it."""
    from geo.pack import write_pack
    from geo.project import load_case

    if only not in ("", "page"):
        raise typer.BadParameter(
            f"{only!r} is not known; leave it out or write page", param_hint="--only"
        )
    project = load_case(case, articles=articles, drafts=drafts)
    written = write_pack(project, output or case / "maps", page_only=only == "page", tiles=tiles)
    say(f"{written[0]}: open it in a browser")


@app.command()
def check(case: CaseFolder = HERE, articles: Articles = None) -> None:
    """Check a case, and print every fault with file, line and remedy."""
    from geo.case import read_case
    from geo.case.coverage import missing_names

    read = read_case(case, articles=articles, drafts=True, strict=True)
    lacking = missing_names(read.places, read.file.languages)
    for place_id, languages in lacking:
        print(f"{place_id} has no name in {', '.join(languages)}")
    say(f"{len(lacking)} of {len(read.places)} places lack a name in a language of the case")
    say(f"{read.file.id}: {len(read.sources)} sources, {len(read.claims)} claims, no fault")


@app.command()
def events(case: CaseFolder = HERE) -> None:
    """Print the events of a case, as JSON Lines."""
    import json

    from geo.layers import event_table
    from geo.project import load_case

    project = load_case(case)
    for row in event_table(project.events, project.places, project.timeline.weighing):
        print(json.dumps(row, ensure_ascii=False))


@app.command()
def locate(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names, in any spelling.")],
    near: Annotated[str, typer.Option(metavar="LON,LAT", help="Prefer places near here.")] = "",
    case: Annotated[Path, typer.Option(metavar="DIR", help="Case folder.")] = HERE,
) -> None:
    """Print the places each name can mean, as JSON Lines, best first."""
    import json
    from dataclasses import asdict

    from geo.case import read_gazetteer
    from geo.gazetteer import Gazetteer

    point = parse_point(near, "--near") if near else None
    gazetteer = Gazetteer(read_gazetteer(case))
    for name in names:
        for candidate in gazetteer.locate(name, near=point):
            print(json.dumps(asdict(candidate), ensure_ascii=False))


@app.command()
def control(
    on: Annotated[list[str], typer.Option("--on", metavar="DAY", help="Day, as in 2020-11-21.")],
    case: CaseFolder = HERE,
    at: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--at", metavar="LON,LAT", help="Ask who holds this point."),
    ] = None,
    known: Annotated[str, typer.Option(metavar="DAY", help="By what was published by then.")] = "",
) -> None:
    """Print who holds a point on a day, or the km² of each holder, as CSV."""
    from geo.answers import areas_answer, points_answer
    from geo.project import load_case

    days = [parse_day(day, "--on") for day in on]
    points = [parse_point(point, "--at") for point in at or []]
    known_day = parse_day(known, "--known") if known else None
    held = load_case(case).control
    table = (
        points_answer(held, days, points, known_day)
        if points
        else areas_answer(held, days, known_day)
    )
    table.to_csv(sys.stdout, index=False, lineterminator="\n")


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Articles: .txt .html .md")
    ],
    case: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Case folder; without it, the world alone."),
    ] = None,
    published: Annotated[
        str, typer.Option(metavar="DAY|CSV", help="Day of publication, or a table path,published.")
    ] = "",
    form: Annotated[str, typer.Option("--format", metavar="jsonl|toml")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Where draft seeds go."),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", help="Processes; 0 chooses.")] = 0,
) -> None:
    """Read articles: toponyms and draft claims, as JSON Lines or as draft seeds."""
    from geo.corpus import Task, extract_files, read_days

    chosen = form or ("toml" if output else "jsonl")
    if chosen not in ("jsonl", "toml"):
        raise typer.BadParameter(
            f"{form!r} is not known; write jsonl or toml", param_hint="--format"
        )
    if not files:
        raise typer.BadParameter("name at least one article", param_hint="FILE")
    task = Task(str(case) if case else "", drafts=chosen == "toml")
    with progress(len(files)) as on_done:
        outcomes = extract_files(
            files, task, published=read_days(published), jobs=jobs, on_done=on_done
        )
        failed = sum(not hand_out(outcome, output) for outcome in outcomes)
    if failed:
        say(f"handover-map: {failed} of {len(files)} files gave nothing")
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Annotations, one file each.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES_DIR", help="The articles.")],
    case: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Case folder; without it, the world alone."),
    ] = None,
) -> None:
    """Print how well articles are read, against hand-made gold, as JSON."""
    import json

    from geo.corpus import Task, extract_files
    from geo.evaluate import figures, read_gold

    wanted, paths, days = read_gold(gold, articles)
    task = Task(str(case) if case else "")
    with progress(len(paths)) as on_done:
        outcomes = list(extract_files(paths, task, published=days, on_done=on_done))
    for outcome in outcomes:
        if outcome.problem:
            say(f"handover-map: {outcome.problem}")
    found = {Path(o.path).stem: o.result for o in outcomes if o.result is not None}
    print(json.dumps(figures(wanted, found), indent=1, ensure_ascii=False))


def hand_out(outcome: Outcome, output: Path | None) -> bool:
    """Print or write what one file gave; say what is wrong, and return whether it gave anything."""
    import json

    if outcome.result is None:
        say(f"handover-map: {outcome.problem}")
        return False
    if outcome.draft is None:
        print(json.dumps(outcome.result, ensure_ascii=False))
    elif output is None:
        print(outcome.draft[1], end="")
    else:
        output.mkdir(parents=True, exist_ok=True)
        path = output / f"{outcome.draft[0]}.toml"
        if path.exists() and "nobody has reviewed it" not in path.read_text("utf-8"):
            say(f"handover-map: {path} is no draft; it stays as it is")
            return False
        path.write_text(outcome.draft[1], "utf-8")
        say(f"{path}: {len(outcome.result['claims'])} draft claims")
    return True


@contextmanager
def progress(count: int) -> Iterator[Callable[[], None]]:
    """Show on standard error how many files are done, where a person looks at it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("articles", total=count)
        yield lambda: bar.advance(task)


def say(words: str) -> None:
    """Say something to the person at the terminal."""
    print(words, file=sys.stderr)


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


if __name__ == "__main__":
    sys.exit(main())
