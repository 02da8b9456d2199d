"""Commands that hand a case to other programs: ``export``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Optional

import typer

from geo.cli.shared import HERE, CaseFolder, app, parse_day, say

FORMS = "geojson|gpkg|geoparquet|kml|csv|linked-places|acled"


@app.command()
def export(
    case: CaseFolder = HERE,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar=FORMS, help="What to write.")
    ] = "gpkg",
    on: Annotated[str, typer.Option(metavar="DAY", help="Only what that day has.")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where; the case's maps/."),
    ] = None,
) -> None:
    """Write the tables of a case for other programs, such as QGIS."""
    if form not in FORMS.split("|"):
        raise typer.BadParameter(f"{form!r} is not known; write one of {FORMS}", param_hint="-f")
    day = parse_day(on, "--on") if on else None

    from geo.exports import write_tables
    from geo.exports.acled import acled_table
    from geo.exports.tables import export_tables
    from geo.project import load_case

    project = load_case(case)
    tables = export_tables(project, on=day)
    for path in write_tables(project.case, tables, form, output or case / "maps" / "export"):
        say(f"{path}")
    if form == "acled":
        reasons = Counter(one.reason for one in acled_table(project.case, tables)[1])
        for reason, count in reasons.items():
            say(f"{count} events have no row: {reason}")
