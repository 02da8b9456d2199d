"""How a Word report looks: page, styles, foot, properties, and pictures in few colours."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from geo.report.model import Report, clean
from geo.report.wording import text

FONT = "Calibri"
INK, INK2 = RGBColor(0x14, 0x18, 0x1C), RGBColor(0x44, 0x4B, 0x52)
GRID = "Report Table"
LOCALES = {"en": "en-GB"}
COLOURS = 256
# name: (based on, points, bold, ink, before, after, kept with what follows)
STYLES: dict[str, tuple[str, float, bool, RGBColor, float, float, bool]] = {
    "Title": ("Normal", 26, True, INK, 0, 4, True),
    "Subtitle": ("Normal", 14, False, INK, 0, 6, False),
    "Heading 1": ("Normal", 17, True, INK, 20, 6, True),
    "Heading 2": ("Normal", 13, True, INK, 16, 6, True),
    "Body Text": ("Normal", 10.5, False, INK, 0, 6, False),
    "List Bullet": ("Normal", 10.5, False, INK, 0, 3, False),
    "Caption": ("Normal", 9, False, INK2, 2, 10, False),
    "Table Caption": ("Caption", 9, False, INK2, 10, 4, True),
    "Figure": ("Normal", 10.5, False, INK, 6, 0, True),
    "Term": ("Normal", 10.5, True, INK, 6, 0, True),
    "Note": ("Normal", 9, False, INK2, 0, 4, False),
    "Cell": ("Normal", 8.5, False, INK, 1, 1, False),
    "Cell Head": ("Cell", 8.5, True, INK, 1, 1, True),
    "After Table": ("Normal", 4, False, INK, 0, 4, False),
    "Reference": ("Normal", 9, False, INK, 0, 3, False),
    "TOC Heading": ("Normal", 12, True, INK, 14, 4, True),
    "TOC 1": ("Normal", 10.5, False, INK, 0, 1, False),
}


def dress(document: Any, report: Report) -> None:
    """Set page, styles, foot and properties of an empty document."""
    _page(document)
    _language(document, LOCALES.get(report.lang, report.lang))
    for name, look in STYLES.items():
        _style(document, name, look)
    hang = document.styles["Reference"].paragraph_format
    hang.left_indent, hang.first_line_indent = Mm(9), Mm(-9)
    hang.tab_stops.add_tab_stop(Mm(9))
    link = document.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, INK2
    _table_style(document)
    _foot(document, report)
    _properties(document, report)


def shrunk(png: bytes) -> bytes:
    """Give a picture in few colours: maps and charts lose nothing that is seen."""
    picture = Image.open(BytesIO(png))
    dpi = picture.info.get("dpi", (300, 300))
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG", dpi=dpi, compress_level=9)
    return file.getvalue()


def _page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(17)
    page.top_margin, page.bottom_margin = Mm(16), Mm(18)


def _language(document: Any, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    lang = defaults.find(f".//{qn('w:lang')}")
    lang.set(qn("w:val"), locale)


def _style(
    document: Any, name: str, look: tuple[str, float, bool, RGBColor, float, float, bool]
) -> None:
    base, points, bold, ink, before, after, keep = look
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if style.name != "Normal":
        style.base_style = styles[base]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.italic, style.font.color.rgb = False, ink
    _plain_fonts(style)
    lines = style.paragraph_format
    lines.space_before, lines.space_after = Pt(before), Pt(after)
    lines.keep_with_next, lines.widow_control = keep, True
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _plain_fonts(style: Any) -> None:
    """Name the font outright: a theme's font would go before it."""
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _table_style(document: Any) -> None:
    """Give tables thin lines between rows, and cells some room."""
    style = document.styles.add_style(GRID, WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", 8), ("bottom", 6), ("insideH", 4)):
        edge = OxmlElement(f"w:{side}")
        colour = "DCDFE2" if side == "insideH" else "14181C"
        for key, value in (("val", "single"), ("sz", str(size)), ("color", colour)):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", 0), ("right", 100)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.extend([borders, margins])
    style.element.append(properties)


def _foot(document: Any, report: Report) -> None:
    """Write title, build and the number of the page at the foot."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.style = document.styles["Note"]
    foot.add_run(clean(f"{report.title} · {text('build', build=report.build)} · "))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = foot.add_run("1")._r
    foot._p.remove(number)
    field.append(number)
    foot._p.append(field)


def _properties(document: Any, report: Report) -> None:
    said = document.core_properties
    for element in list(said._element):
        said._element.remove(element)
    said.title = clean(f"{report.title}: {report.subtitle}")[:255]
    said.language = LOCALES.get(report.lang, report.lang)
    said.keywords = text("build", build=report.build)
