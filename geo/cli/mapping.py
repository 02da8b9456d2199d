"""Commands about a case: ``build``, ``check``, ``events``, ``locate``, ``control``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from geo.cli.shared import (
    FOLDER,
    HERE,
    Articles,
    CaseFolder,
    CaseOrDatabase,
    app,
    maps_of,
    open_case,
    parse_day,
    parse_point,
    say,
)


@app.command()
def build(
    case: CaseOrDatabase = FOLDER,
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

    if only not in ("", "page"):
        raise typer.BadParameter(
            f"{only!r} is not known; leave it out or write page", param_hint="--only"
        )
    project = open_case(case, articles=articles, drafts=drafts)
    written = write_pack(project, output or maps_of(case), page_only=only == "page", tiles=tiles)
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
def events(case: CaseOrDatabase = FOLDER) -> None:
    """Print the events of a case, as JSON Lines."""
    import json

    from geo.layers import event_table

    project = open_case(case)
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
    case: CaseOrDatabase = FOLDER,
    at: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--at", metavar="LON,LAT", help="Ask who holds this point."),
    ] = None,
    known: Annotated[str, typer.Option(metavar="DAY", help="By what was published by then.")] = "",
) -> None:
    """Print who holds a point on a day, or the km² of each holder, as CSV."""
    from geo.answers import areas_answer, points_answer

    days = [parse_day(day, "--on") for day in on]
    points = [parse_point(point, "--at") for point in at or []]
    known_day = parse_day(known, "--known") if known else None
    held = open_case(case).control
    table = (
        points_answer(held, days, points, known_day)
        if points
        else areas_answer(held, days, known_day)
    )
    table.to_csv(sys.stdout, index=False, lineterminator="\n")
