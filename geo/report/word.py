"""
A report as a Word file (Office Open XML, ECMA-376), through python-docx.

Headings, captions and lists have Word's own styles, header rows repeat on every page, pictures
have alternative text, and the language stands in the styles and in the properties.  No clock and
no name of a person goes into the file: the same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from geo.report.model import (
    Block,
    Line,
    Listing,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
    Terms,
    Words,
    clean,
    line,
)
from geo.report.packing import repacked
from geo.report.paper import GRID, dress, shrunk
from geo.report.wording import text

TEXT_MM = 176.0
HEADING = "Heading {level}"


def write_word(report: Report) -> bytes:
    """
    Write a report as ``.docx``.

    Returns
    -------
    bytes
        One file; the same report gives the same bytes.
    """
    writer = _Writer()
    dress(writer.document, report)
    writer.head(report)
    for section in report.sections:
        writer.section(section)
    file = BytesIO()
    writer.document.save(file)
    return repacked(file.getvalue())


class _Writer:
    """Writes blocks into a document, one after the other."""

    def __init__(self) -> None:
        self.document = Document()
        self._marks = 0
        self._write: dict[str, Callable[[Any], None]] = {
            Paragraph.kind: self._paragraph,
            Picture.kind: self._picture,
            Table.kind: self._table,
            Terms.kind: self._terms,
            Listing.kind: self._listing,
        }

    def head(self, report: Report) -> None:
        """Write title, facts and contents."""
        self._line(line(report.title), "Title")
        self._line(line(report.subtitle), "Subtitle")
        if report.titles:
            runs: list[Words] = []
            for title in report.titles:
                runs += [Words(" · "), title] if runs else [title]
            self._line(tuple(runs), "Note")
        for fact in report.facts:
            self._line(line(fact), "Note")
        self._line(line(report.contents), "TOC Heading")
        for section in report.sections:
            if section.level == 2:  # noqa: PLR2004 - sections, not days
                link = Words(section.title, address=f"#{section.section_id}")
                self._line((link,), "TOC 1")

    def section(self, section: Section) -> None:
        """Write a heading and what stands beneath it."""
        heading = self._line(line(section.title), HEADING.format(level=section.level - 1))
        heading.paragraph_format.page_break_before = section.starts_page
        self._mark(heading, section.section_id)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        self._write[block.kind](block)

    def _paragraph(self, block: Paragraph) -> None:
        self._line(block.words, "Note" if block.is_note else "Body Text")

    def _terms(self, block: Terms) -> None:
        for term, said in block.terms:
            self._line((term,), "Term")
            self._line(said, "Body Text")

    def _listing(self, block: Listing) -> None:
        for at, one in enumerate(block.lines):
            if not block.ids:
                self._line(one, "List Bullet")
                continue
            number = Words(f"{at + 1}.\t")
            self._mark(self._line((number, *one), "Reference"), block.ids[at])

    def _picture(self, block: Picture) -> None:
        paragraph = self.document.add_paragraph(style="Figure")
        picture = paragraph.add_run().add_picture(
            BytesIO(shrunk(block.draw("png"))), width=Mm(TEXT_MM)
        )
        for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice sets 3 mm
            picture._inline.set(side, "0")
        about = picture._inline.docPr
        about.set("name", clean(block.name))
        about.set("descr", clean(block.alt))
        label = text("figure", number=block.number)
        self._line(line(text("caption", label=label, text=block.caption)), "Caption")

    def _table(self, block: Table) -> None:
        label = text("table", number=block.number)
        caption = text("caption", label=label, text=block.caption)
        self._line(line(caption), "Table Caption")
        table = self.document.add_table(rows=1, cols=len(block.columns), style=GRID)
        table.autofit = False
        whole = sum(column.share for column in block.columns)
        widths = [Mm(TEXT_MM * column.share / whole) for column in block.columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        heads = tuple(column.head for column in block.columns)
        numbers = [column.is_number for column in block.columns]
        self._row(table.rows[0], heads, numbers, "Cell Head")
        _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for cells in block.rows:
            self._row(table.add_row(), cells, numbers, "Cell")
        self.document.add_paragraph(style="After Table")

    def _row(self, row: Any, cells: Sequence[Line], numbers: Sequence[bool], style: str) -> None:
        _add(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, words, is_number in zip(row._tr.tc_lst, cells, numbers, strict=True):
            paragraph = self._fill(cell.p_lst[0], words, style)
            if is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _line(self, words: Line, style: str) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self._runs(paragraph, words)
        return paragraph

    def _fill(self, element: Any, words: Line, style: str) -> Any:
        from docx.text.paragraph import Paragraph as Lines  # noqa: PLC0415  its name is taken

        paragraph = Lines(element, self.document._body)
        paragraph.style = self.document.styles[style]
        self._runs(paragraph, words)
        return paragraph

    def _runs(self, paragraph: Any, words: Line) -> None:
        for one in words:
            run = paragraph.add_run(clean(one.text) if "\t" not in one.text else one.text)
            if one.lang:
                _add(run._r.get_or_add_rPr(), "w:lang", val=one.lang)
            if one.address:
                self._link(paragraph, run, one.address)

    def _link(self, paragraph: Any, run: Any, address: str) -> None:
        link = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            link.set(qn("w:anchor"), _mark_name(address.removeprefix("#")))
        else:
            link.set(
                qn("r:id"),
                paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            run.style = self.document.styles["Link"]
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)

    def _mark(self, paragraph: Any, name: str) -> None:
        """Let a paragraph be the end of a link."""
        self._marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), _mark_name(name))
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)


def _mark_name(name: str) -> str:
    """Give the name of a bookmark: letters, digits and underscores (ECMA-376, 17.13.6.2)."""
    return "_" + "".join(sign if sign.isalnum() else "_" for sign in name)[:39]


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
