"""A case as a report: which sections it has, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geo.dates import day_in_words
from geo.errors import RenderError
from geo.figures import Figures, write
from geo.figures.collection import Drawn
from geo.keydays import key_days
from geo.method import method_id
from geo.project import Project
from geo.prose import DayWords
from geo.report.ground import ground_note, ground_table, schedule_table
from geo.report.happenings import event_table, settlement_table
from geo.report.material import LANG, Material
from geo.report.model import (
    Block,
    Column,
    Line,
    Listing,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
    Terms,
    Words,
    line,
)
from geo.report.origins import credit_terms, reference_list, source_notes
from geo.report.rivals import rival_table
from geo.report.wording import in_language, text, texts

Counter = Callable[[], int]


@dataclass(slots=True)
class Numbers:
    """Counts figures and tables."""

    figures: int = 0
    tables: int = 0

    def figure(self) -> int:
        """Give the number of the next figure."""
        self.figures += 1
        return self.figures

    def table(self) -> int:
        """Give the number of the next table."""
        self.tables += 1
        return self.tables


def make_report(project: Project, days: Sequence[date] = (), *, lang: str = "") -> Report:
    """
    Make the report of a case.

    Parameters
    ----------
    project
        The case.
    days
        The days to tell; its key days where none are named.
    lang
        Language of names; empty for English.

    Returns
    -------
    Report
        Its figures are drawn when they are written.

    Raises
    ------
    RenderError
        A day lies outside the case, or the case has no names in the language.
    """
    _check(project, days, lang)
    case, material = project.case, Material(project, lang)
    days = tuple(sorted(set(days))) or key_days(project)
    author = _Author(material, days)
    title = in_language(case.title, LANG)
    others = (one for one in case.languages if one != LANG and one in case.title)
    return Report(
        name=f"{case.id}-report",
        lang=LANG,
        title=title,
        subtitle=text("subtitle"),
        titles=tuple(Words(case.title[one], one) for one in others),
        facts=_facts(project),
        build=project.build_id,
        contents=text("contents"),
        sections=tuple(author.sections()),
    )


def _check(project: Project, days: Sequence[date], lang: str) -> None:
    case = project.case
    first, last = case.first_day, case.last_day
    for day in days:
        if not first <= day <= last:
            raise RenderError(f"{day} lies outside the case; name a day from {first} to {last}")
    if lang and lang not in case.languages:
        known = ", ".join(case.languages)
        raise RenderError(f"the case has no names in {lang!r}; write one of {known}")


def _facts(project: Project) -> tuple[str, ...]:
    case = project.case
    first, last = day_in_words(case.first_day), day_in_words(case.last_day)
    counts = {
        "sources": len(project.sources),
        "claims": len(project.claims),
        "events": len(project.events),
    }
    return (
        text("facts.span", first=first, last=last),
        text("facts.counts", **counts),
        text("facts.build", build=project.build_id),
    )


class _Author:
    """Writes the sections of a report, one after the other."""

    def __init__(self, material: Material, days: Sequence[date]) -> None:
        self._material, self._days = material, days
        self._project, self._case = material.project, material.case
        self._words = DayWords(self._project)
        self._figures = Figures(self._project, lang="" if material.lang == LANG else material.lang)
        self._numbers = Numbers()
        self._key_table = 0

    def sections(self) -> Iterator[Section]:
        """Give the sections in their order."""
        yield self._section("short", self._short())
        yield self._section("ground", self._ground())
        yield self._section("schedule", self._schedule())
        yield Section("days", text("section.days"), (), starts_page=True)
        for day in self._days:
            yield self._day(day)
        yield self._section("events", self._events(), starts_page=True)
        yield self._section("rivals", self._rivals())
        notes = source_notes(self._material, self._key_table, self._numbers.table())
        yield self._section("sources", notes)
        yield self._section("method", self._method())
        yield self._section("limits", [self._limits()])
        yield self._section("names", self._names())
        if self._case.legal_status:
            yield self._section("legal", [Paragraph(line(self._case.legal_status.strip()))])
        yield self._section("credits", [credit_terms(self._material)])
        yield self._section("further", self._further(), starts_page=True)
        yield self._section("settlements", self._settlements())
        yield self._section("references", [reference_list(self._material)], starts_page=True)

    def _short(self) -> Iterator[Block]:
        yield Paragraph(line(text("short.lead")))
        yield Listing(
            tuple(
                (Words(self._words.title(day), address=f"#day-{day.isoformat()}"),)
                for day in self._days
            )
        )
        yield from self._chart("course")

    def _ground(self) -> Iterator[Block]:
        yield from self._chart("area")
        yield ground_table(self._material, self._days, self._numbers.table())
        yield ground_note(self._material)

    def _schedule(self) -> Iterator[Block]:
        yield from self._chart("schedule")
        table = schedule_table(self._material, self._numbers.table())
        if table.rows:
            yield table

    def _day(self, day: date) -> Section:
        title, drawn = self._words.title(day), self._figures.day(day)
        parts = (" ".join(part) for part in self._words.paragraphs(day, known=False))
        picture = self._picture(drawn, text("alt_day", title=title))
        blocks: tuple[Block, ...] = (picture, *(Paragraph(line(part)) for part in parts))
        return Section(f"day-{day.isoformat()}", day_in_words(day), blocks, level=3)

    def _events(self) -> Iterator[Block]:
        self._key_table = self._numbers.table()
        caption = text("events.caption")
        yield event_table(self._material, self._material.key_events, self._key_table, caption)
        yield Paragraph(line(text("events.note")), is_note=True)
        yield Paragraph(line(text("events.all", name=self._case.id)), is_note=True)

    def _rivals(self) -> Iterator[Block]:
        table = rival_table(self._material, self._numbers.tables + 1)
        if not table.rows:
            yield Paragraph(line(text("rivals.none")))
            return
        self._numbers.table()
        yield Paragraph(line(text("rivals.lead")))
        yield table

    def _method(self) -> Iterator[Block]:
        for part in (*texts("method.lead"), *self._material.weighing()):
            yield Paragraph(line(part))
        yield Paragraph(line(text("method.end", crs=self._case.crs, method=method_id())))

    def _limits(self) -> Terms:
        return Terms(
            tuple(
                (Words(in_language(layer.title, LANG)), line(layer.limitation.strip()))
                for layer in self._case.layers
            )
        )

    def _names(self) -> Iterator[Block]:
        yield Paragraph(line(self._case.name_policy.strip()))
        rows = tuple(self._named())
        if rows and len(self._case.languages) > 1:
            columns = (Column(self._material.word("lang", one)) for one in self._case.languages)
            caption = text("names.caption")
            yield Table(self._numbers.table(), caption, tuple(columns), rows)

    def _named(self) -> Iterator[tuple[Line, ...]]:
        """Give the places of the key events that have a name in each of several languages."""
        events = self._material.key_events
        places = {one.place_id: self._material.place(one.place_id) for one in events}
        for place in sorted(filter(None, places.values()), key=lambda one: one.label()):
            first: dict[str, str] = {}
            for name in place.names:
                first.setdefault(name.lang, name.name)
            if len(first.keys() & set(self._case.languages)) > 1:
                yield tuple(
                    line(Words(first.get(one, text("unknown")), one if one in first else ""))
                    for one in self._case.languages
                )

    def _further(self) -> Iterator[Block]:
        caption = text("events.further", table=self._key_table)
        yield event_table(self._material, self._material.further, self._numbers.table(), caption)

    def _settlements(self) -> Iterator[Block]:
        yield Paragraph(line(text("settlements.lead")))
        yield settlement_table(self._material, self._numbers.table())

    def _chart(self, kind: str) -> Iterator[Picture]:
        for drawn in self._figures.all(self._days, (kind,)):
            said = drawn.caption.words.removeprefix(drawn.caption.title)
            yield self._picture(drawn, " ".join(f"{drawn.caption.title}. {said}".split()))

    def _picture(self, drawn: Drawn, alt: str) -> Picture:
        def draw(form: str) -> bytes:
            return write(drawn.figure, form, drawn.caption)

        caption = drawn.caption.title.removeprefix(f"{in_language(self._case.title, LANG)}: ")
        return Picture(self._numbers.figure(), drawn.name, alt, caption, draw)

    def _section(
        self,
        name: str,
        blocks: Sequence[Block] | Iterator[Block],
        *,
        starts_page: bool = False,
    ) -> Section:
        section_id, title = name, text(f"section.{name}")
        return Section(section_id, title, tuple(blocks), starts_page=starts_page)
