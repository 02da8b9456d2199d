"""The command that draws without a browser: ``figure``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from geo.cli.shared import FOLDER, CaseOrDatabase, app, maps_of, open_case, parse_day, say


@app.command()
def figure(  # noqa: PLR0913, PLR0917 - one for each option
    case: CaseOrDatabase = FOLDER,
    on: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation
        typer.Option("--on", metavar="DAY", help="Day to draw; without it, the key days."),
    ] = None,
    known: Annotated[bool, typer.Option("--known", help="As was known on the day.")] = False,
    size: Annotated[
        str, typer.Option(metavar="NAME", help="one-column, two-column or slide.")
    ] = "two-column",
    theme: Annotated[str, typer.Option(metavar="NAME", help="light or print.")] = "light",
    kind: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="KIND", help="day, course, area or schedule; without it, all."),
    ] = None,
    form: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--format", metavar="FORM", help="svg, pdf or png; without it, all."),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of names.")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Where to write; the case's maps/."),
    ] = None,
) -> None:
    """Draw the figures of a case for print and slides, with their words and data beside them."""
    from geo.figures import FORMS, KINDS, Figures
    from geo.files import write_whole

    days = [parse_day(day, "--on") for day in on or []]
    kinds = _known(kind or (["day"] if days else KINDS), KINDS, "--kind")
    forms = _known(form or FORMS, FORMS, "--format")
    figures = Figures(open_case(case), size=size, theme=theme, known=known, lang=lang)
    files: dict[str, str | bytes] = {}
    for drawn in figures.all(days, kinds):
        files |= drawn.files(forms)
    for path in write_whole(output or maps_of(case), files):
        say(str(path))


def _known(asked: list[str] | tuple[str, ...], known: tuple[str, ...], option: str) -> list[str]:
    """Give what was asked for; what is not known is the command line's fault."""
    for one in asked:
        if one not in known:
            raise typer.BadParameter(
                f"{one!r} is not known; write {', '.join(known[:-1])} or {known[-1]}",
                param_hint=option,
            )
    return list(asked)
