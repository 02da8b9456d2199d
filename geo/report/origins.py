"""Where a report's words come from: ratings, voices, references, licences."""

from __future__ import annotations

from collections import Counter, defaultdict

from geo.datapackage import stated_licences
from geo.dates import day_in_words
from geo.records import Source
from geo.references import web_address
from geo.render.payload import credit_lines
from geo.report.material import Material
from geo.report.model import (
    Block,
    Column,
    Line,
    Listing,
    Paragraph,
    Table,
    Terms,
    Words,
    line,
)
from geo.report.wording import span_in_words, text

INITIALS = 4


def source_notes(material: Material, key_table: int, number: int) -> tuple[Block, ...]:
    """Say how many documents were read, how they are rated, and what rests on one voice."""
    sources = material.references
    spans = [one.published for one in sources if one.known_from]
    lead = text(
        "sources.lead",
        sources=len(sources),
        publishers=len({one.publisher for one in sources}),
        first=span_in_words(spans[0]) if spans else text("unknown"),
        last=span_in_words(spans[-1]) if spans else text("unknown"),
        claims=len(material.project.claims),
    )
    return (
        Paragraph(line(lead)),
        _rating_table(material, number),
        Paragraph(line(text("sources.scale")), is_note=True),
        Paragraph(line(_voices(material))),
        Paragraph(_single_voices(material, key_table)),
    )


def reference_list(material: Material) -> Listing:
    """Give all sources as references, numbered."""
    ids = tuple(f"reference-{number}" for number in material.number_of.values())
    return Listing(tuple(_reference(one) for one in material.references), ids)


def credit_terms(material: Material) -> Terms:
    """Name whose shapes and reports stand in the report, and under which licences."""
    shapes: dict[str, dict[str, None]] = defaultdict(dict)
    for origin, licence in credit_lines(material.project):
        shapes[licence] |= dict.fromkeys(part.strip() for part in origin.split(";"))
    said = ". ".join(f"{licence}: {'; '.join(origins)}" for licence, origins in shapes.items())
    names: list[Words] = []
    for one in stated_licences(material.project):
        name = Words(one["name"], address=web_address(one.get("path", "")))
        names += [Words(", "), name] if names else [name]
    terms = [
        (Words(text("credits.shapes")), line(said or text("unknown"))),
        (Words(text("credits.reports")), line(text("credits.reports_said"))),
        (Words(text("credits.licences")), tuple(names) or line(text("unknown"))),
        (Words(text("credits.figures")), line(text("credits.figures_said"))),
    ]
    return Terms(tuple(terms))


def _rating_table(material: Material, number: int) -> Table:
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for one in material.references:
        by[one.reliability][one.publisher] += 1
    columns = (
        Column(text("sources.rating"), 0.8),
        Column(text("sources.meaning"), 1.9),
        Column(text("sources.number"), 1.3, is_number=True),
        Column(text("sources.publishers"), 6.5),
    )
    rows = tuple(
        (
            line(rating),
            line(text(f"sources.{rating}")),
            line(str(sum(publishers.values()))),
            line(_listed(publishers)),
        )
        for rating, publishers in sorted(by.items())
    )
    return Table(number, text("sources.caption"), columns, rows)


def _listed(publishers: Counter[str]) -> str:
    ranked = sorted(publishers.items(), key=lambda item: (-item[1], item[0].casefold()))
    return ", ".join(
        text("sources.times", publisher=name, n=times) if times > 1 else name
        for name, times in ranked
    )


def _voices(material: Material) -> str:
    single = [one for one in material.news if material.voices(one) == 1]
    settlements = set(material.settlements)
    return text(
        "sources.voice",
        events=len(material.news),
        single=len(single),
        settlements=sum(one in settlements for one in single),
        several=len(material.news) - len(single),
    )


def _single_voices(material: Material, table: int) -> Line:
    single = [one for one in material.key_events if material.voices(one) == 1]
    if not single:
        return line(text("sources.no_single", table=table))
    listed = " ".join(material.said(one) for one in single)
    return line(text("sources.single", table=table, list=listed))


def _reference(source: Source) -> Line:
    day = span_in_words(source.published)
    form = "reference.document" if source.title else "reference.untitled"
    said = [text(form, publisher=source.publisher, title=source.title, day=day)]
    if source.agency:
        said.append(text("reference.agency", agency=_agency(source.agency)))
    rated = text("reference.rating", rating=source.reliability)
    read = text("reference.read", day=day_in_words(source.read))
    address = web_address(source.address)
    if not address:
        return line(" ".join([*said, rated]))
    link = Words(address, address=address)
    return (Words(" ".join(said) + " "), link, Words(f" {read} {rated}"))


def _agency(name: str) -> str:
    """Write an agency as its name is written: short ones are initials."""
    return name.upper() if len(name) <= INITIALS else name.capitalize()
