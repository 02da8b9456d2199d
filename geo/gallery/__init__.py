"""
The gallery of a build: ``index.html``, one sheet with all that an editor can take from it.

It opens from disk, holds no script and asks the network for nothing: its pictures are the
build's own files beside it.  Words go through Jinja's escaping alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as packaged
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geo.dates import day_in_words
from geo.project import Project

TEMPLATES = Environment(
    loader=PackageLoader("geo.gallery"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
STYLE = packaged("geo.gallery") / "assets" / "gallery.css"
PICTURES = (".png", ".svg")
FORMS = (".svg", ".pdf", ".png", ".txt", ".csv", ".json", ".geojson")
TABLES = {
    "-claims.csv": "Claims: what each source says of one place",
    "-events.csv": "Events: claims about the same thing, with scheduled and actual day",
    "-sources.csv": "Sources: who published what when",
    "-km2.csv": "Square kilometres of each holder, day by day",
    "-events.jsonl": "Events with their claims, as JSON Lines",
}
REFERENCES = {
    "-references.json": "Sources for a reference manager (CSL-JSON)",
    "-references.bib": "Sources for LaTeX (BibTeX)",
}
LAYERS = {
    "-control.geojson": "Ground by holder and days",
    "-boundaries.geojson": "Lines between holders",
    "-handovers.geojson": "Areas that passed or were to pass",
    "-presence.geojson": "Peacekeepers' posts, bases and deployments",
    "-events.geojson": "Events at a point",
    "-places.geojson": "Places and their names",
    "-areas.geojson": "Shapes of places",
    "-basemap.geojson": "Basemap",
}


@dataclass(frozen=True)
class Item:
    """A file as the sheet names it."""

    name: str
    title: str
    size: str


@dataclass(frozen=True)
class Plate:
    """A figure: its picture, its words, and the forms it comes in."""

    stem: str
    title: str
    words: str
    picture: str
    forms: tuple[Item, ...]


@dataclass(frozen=True)
class Sheet:
    """What ``gallery.html.j2`` is given."""

    lang: str
    title: str
    span: str
    build: str
    policy: str
    style: Markup
    page: Item
    lead: Plate | None
    views: tuple[Item, ...]
    plates: tuple[Plate, ...]
    lists: tuple[tuple[str, tuple[Item, ...]], ...]
    limits: tuple[tuple[str, str], ...]


def gallery(project: Project, files: Mapping[str, str | bytes]) -> str:
    """
    Write the sheet of a build.

    Parameters
    ----------
    project
        The case it was made of.
    files
        Content by name, as far as they are made.

    Returns
    -------
    str
        One HTML file; the same files give the same bytes.
    """
    case = project.case
    lang = case.languages[0]
    style = STYLE.read_text("utf-8")
    title = _in(case.title, lang)
    plates = _plates(files)
    sheet = Sheet(
        lang=lang,
        title=title,
        span=f"{day_in_words(case.first_day)} \u2013 {day_in_words(case.last_day)}",
        build=project.build_id,
        policy=_policy(style),
        style=Markup(style),  # noqa: S704 - our own style sheet
        page=_item(f"{case.id}.html", title, files),
        lead=_lead(plates, case.opens_on.isoformat()),
        views=tuple(
            _item(f"{case.id}-{view.id}.html", _in(view.title, lang), files) for view in case.views
        ),
        plates=plates,
        lists=tuple(
            (heading, _listed(project.case.id, titles, files))
            for heading, titles in (
                ("Tables", TABLES),
                ("Layers", LAYERS),
                ("References", REFERENCES),
            )
        ),
        limits=tuple((_in(layer.title, lang), layer.limitation.strip()) for layer in case.layers),
    )
    return TEMPLATES.get_template("gallery.html.j2").render(**vars(sheet))


def _plates(files: Mapping[str, str | bytes]) -> tuple[Plate, ...]:
    """Group pictures and what stands beside them by their stem."""
    stems = dict.fromkeys(PurePath(name).stem for name in files if name.endswith(PICTURES))
    return tuple(_plate(stem, files) for stem in sorted(stems))


def _plate(stem: str, files: Mapping[str, str | bytes]) -> Plate:
    words = _text(files.get(f"{stem}.txt", ""))
    first, _, rest = words.strip().partition("\n")
    picture = next(f"{stem}{end}" for end in PICTURES if f"{stem}{end}" in files)
    forms = tuple(
        _item(f"{stem}{end}", end.removeprefix(".").upper(), files)
        for end in FORMS
        if f"{stem}{end}" in files
    )
    return Plate(stem, first or stem, rest.strip(), picture, forms)


def _lead(plates: tuple[Plate, ...], day: str) -> Plate | None:
    """Give the figure of the day the map opens on, or else the first."""
    return next((plate for plate in plates if day in plate.stem), plates[0] if plates else None)


def _listed(
    case_id: str, titles: Mapping[str, str], files: Mapping[str, str | bytes]
) -> tuple[Item, ...]:
    return tuple(
        _item(f"{case_id}{ending}", title, files)
        for ending, title in titles.items()
        if f"{case_id}{ending}" in files
    )


def _item(name: str, title: str, files: Mapping[str, str | bytes]) -> Item:
    content = files[name]
    length = len(content.encode("utf-8") if isinstance(content, str) else content)
    return Item(name, title, file_size(length))


def file_size(length: int) -> str:
    """
    Give a size in words.

    Examples
    --------
    >>> file_size(999), file_size(675_300), file_size(1_240_000)
    ('999 bytes', '675 kB', '1.2 MB')
    """
    if length < 1_000:  # noqa: PLR2004 - the units of size
        return f"{length} bytes"
    return f"{length / 1e3:.0f} kB" if length < 999_500 else f"{length / 1e6:.1f} MB"  # noqa: PLR2004


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' file:; "
        "base-uri 'none'; form-action 'none'"
    )


def _in(names: Mapping[str, str], lang: str) -> str:
    return names.get(lang) or names.get("en") or next(iter(names.values()))


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8")
