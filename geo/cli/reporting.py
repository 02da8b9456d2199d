"""Commands for those who write reports: ``embed``, ``diff``, ``init``, ``report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from geo.cli.shared import FOLDER, CaseOrDatabase, app, maps_of, open_case, parse_day, say
from geo.files import write_whole
from geo.stores.address import is_address

if TYPE_CHECKING:
    from geo.difference.snapshot import Snapshot

FORMS = ("iframe", "plain", "srcdoc", "markdown", "quarto", "mkdocs")


@app.command()
def embed(  # noqa: PLR0913, PLR0917 - one for each option
    target: Annotated[
        str,
        typer.Argument(
            metavar="[CASE|DATABASE|PAGE]", help="Case folder, postgresql://... or a built page."
        ),
    ] = FOLDER,
    form: Annotated[str, typer.Option(metavar="|".join(FORMS), help="What to print.")] = "iframe",
    view: Annotated[str, typer.Option(metavar="ID", help="A view of the case.")] = "",
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="The day to open on.")] = "",
    known: Annotated[bool, typer.Option("--known", help="Show what was known on the day.")] = False,
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of the names.")] = "",
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where the page, or its folder/, is published.")
    ] = "",
    image: Annotated[
        str, typer.Option(metavar="URL", help="A picture for readers without scripts.")
    ] = "",
    height: Annotated[
        int, typer.Option(metavar="PIXELS", help="Until the page tells its own.")
    ] = 620,
) -> None:
    """Print what shows a map in a text: an iframe, Markdown, or the map itself."""
    from geo.embedding import Form
    from geo.embedding import embed as embedding
    from geo.embedding.finding import Wish, embedded, of_case

    if form not in FORMS:
        raise typer.BadParameter(
            f"{form!r} is not known; write one of {', '.join(FORMS)}", param_hint="--form"
        )
    wish = Wish(
        view=view,
        day=parse_day(day, "--date") if day else None,
        state=(("clock", "known" if known else ""), ("lang", lang)),
        address=address,
        image=image,
        height=height,
    )
    if is_address(target):
        found = of_case(open_case(target), maps_of(target), wish, Form(form))
    else:
        found = embedded(Path(target), wish, Form(form))
    print(embedding(found, Form(form)), end="")


@app.command()
def diff(
    old: Annotated[
        str, typer.Argument(metavar="[OLD]", help="Case folder, postgresql://... or full build.")
    ] = FOLDER,
    new: Annotated[
        str,
        typer.Argument(metavar="[NEW]", help="What to compare it with; left out, two days of OLD."),
    ] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The earlier day.")] = "",
    second: Annotated[str, typer.Option("--to", metavar="DAY", help="The later day.")] = "",
    form: Annotated[str, typer.Option("--format", metavar="markdown|json")] = "markdown",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Write both, and a picture, here."),
    ] = None,
) -> None:
    """Compare two cases or builds, or two days of one: claims, events, ground, and why."""
    if form not in ("markdown", "json"):
        raise typer.BadParameter(
            f"{form!r} is not known; write markdown or json", param_hint="--format"
        )
    if bool(first) != bool(second) or bool(new) == bool(first):
        raise typer.BadParameter(
            "name two cases or builds, or one and two days", param_hint="--from, --to"
        )
    from geo.difference.files import builds_files, days_files

    if new:
        files = builds_files(_shot(old), _shot(new), pictures=output is not None)
    else:
        days = parse_day(first, "--from"), parse_day(second, "--to")
        files = days_files(_shot(old), *days, pictures=output is not None)
    if output is None:
        print(files["diff.md" if form == "markdown" else "diff.json"], end="")
        return
    for path in write_whole(output, files):
        say(f"{path}")


def _shot(target: str) -> Snapshot:
    """Take what is to be compared: a case folder, a full build, or a case in a database."""
    from geo.difference.snapshot import snapshot_of, snapshot_of_case

    return snapshot_of_case(open_case(target)) if is_address(target) else snapshot_of(Path(target))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")],
) -> None:
    """Begin a case: placeholders to replace, which can be checked and built at once."""
    from geo.beginning import begin_case

    for path in begin_case(folder):
        say(f"{path}")
    say(f"replace what is called placeholder, then: handover-map check {folder}")


@app.command()
def report(
    case: CaseOrDatabase = FOLDER,
    on: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation
        typer.Option("--on", metavar="DAY", help="Day to tell; without it, the key days."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="html|docx|pdf|all", help="What to write.")
    ] = "all",
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of names.")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Where to write; the case's maps/."),
    ] = None,
) -> None:
    """Write the document for editors: figures, words, tables and sources in one file."""
    from geo.report import FORMS, report_files

    if form not in (*FORMS, "all"):
        raise typer.BadParameter(
            f"{form!r} is not known; write one of {', '.join(FORMS)} or all",
            param_hint="--format",
        )
    days = [parse_day(day, "--on") for day in on or []]
    forms = FORMS if form == "all" else (form,)
    files, notes = report_files(open_case(case), days, forms=forms, lang=lang)
    for path in write_whole(output or maps_of(case), files):
        say(str(path))
    for note in notes:
        say(f"handover-map: {note}")
