"""Commands for those who write reports: ``embed``, ``diff``, ``init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.shared import HERE, app, parse_day

FORMS = ("iframe", "plain", "srcdoc", "markdown", "quarto", "mkdocs")


@app.command()
def embed(  # noqa: PLR0913, PLR0917 - one for each option
    target: Annotated[
        Path, typer.Argument(metavar="[CASE|PAGE]", help="Case folder, or a page that was built.")
    ] = HERE,
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
    from geo.embedding.finding import Wish, embedded

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
    print(embedding(embedded(target, wish, Form(form)), Form(form)), end="")
