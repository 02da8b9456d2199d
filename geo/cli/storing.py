"""Commands that hand a case to other programs: ``export``."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Optional

import typer

from geo.cli.shared import FOLDER, app, needs_postgis, parse_day, say
from geo.stores.address import is_address

FORMS = "geojson|gpkg|geoparquet|kml|csv|linked-places|acled"


@app.command()
def export(
    case: Annotated[str, typer.Argument(metavar="[CASE]", help="Case folder.")] = FOLDER,
    database: Annotated[
        str, typer.Argument(metavar="[DATABASE]", help="postgresql://user@host/name to write to.")
    ] = "",
    form: Annotated[
        str, typer.Option("--format", "-f", metavar=FORMS, help="What to write; gpkg.")
    ] = "",
    on: Annotated[str, typer.Option(metavar="DAY", help="Only what that day has.")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where; the case's maps/."),
    ] = None,
) -> None:
    """Write the tables of a case for other programs, such as QGIS, or into PostGIS."""
    if is_address(case) and not database:
        case, database = FOLDER, case
    if is_address(case):
        raise typer.BadParameter("it is a database; name a case folder", param_hint="CASE")
    if not database:
        export_files(Path(case), form or "gpkg", parse_day(on, "--on") if on else None, output)
    elif not is_address(database):
        raise typer.BadParameter("it is no postgresql:// address", param_hint="DATABASE")
    elif form or on or output:
        raise typer.BadParameter("a database gets all of a case: no option goes with it")
    else:
        export_rows(Path(case), database)


def export_files(case: Path, form: str, on: date | None, output: Path | None) -> None:
    """Write files in one format."""
    if form not in FORMS.split("|"):
        raise typer.BadParameter(f"{form!r} is not known; write one of {FORMS}", param_hint="-f")

    from geo.exports import write_tables
    from geo.exports.acled import acled_table
    from geo.exports.tables import export_tables
    from geo.project import load_case

    project = load_case(case)
    tables = export_tables(project, on=on)
    for path in write_tables(project.case, tables, form, output or case / "maps" / "export"):
        say(f"{path}")
    if form == "acled":
        reasons = Counter(one.reason for one in acled_table(project.case, tables)[1])
        for reason, count in reasons.items():
            say(f"{count} events have no row: {reason}")


def export_rows(case: Path, database: str) -> None:
    """Write into a database, and say what is different in it now."""
    from geo.case import read_case

    with needs_postgis():
        from geo.stores.address import Address
        from geo.stores.writing import write_case

    address = Address.read(database)
    read = read_case(case, drafts=True)
    changes = write_case(read, address)
    for table, change in changes.items():
        say(f"{table}: {change.added} added, {change.changed} changed, {change.removed} removed")
    if not changes:
        say(f"{address.shown}: {read.file.id} is there already; nothing changed")
