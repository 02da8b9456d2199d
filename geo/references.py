"""
The sources of a case as references: CSL-JSON and BibTeX.

A case says of a source who published it, under which title, where and when, and no more.  So a
reference names the publisher in the author's place and invents no kind of document: what stands
at an address is a web page, the rest a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from geo.dates import DateSpan
from geo.records import Source

ONE_DAY = timedelta(days=1)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# What TeX would take for a command or a group; braces by name, since BibTeX counts them.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
IN_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D", '"': "%22", " ": "%20"}


def csl_json(sources: Iterable[Source], *, build: str) -> str:
    """
    Write sources as CSL-JSON, one item a line.

    Notes
    -----
    Citation Style Language 1.0.2, csl-data.json.  The build id stands in ``custom``, which that
    schema keeps for such things.
    """
    items = [json.dumps(csl_item(one, build), ensure_ascii=False) for one in sources]
    return "[\n" + ",\n".join(items) + "\n]\n"


def csl_item(source: Source, build: str) -> dict[str, Any]:
    """Give one source as an item of CSL-JSON; what the case does not say is left out."""
    address = web_address(source.address)
    said: dict[str, Any] = {
        "id": source.source_id,
        "type": "webpage" if address else "document",
        "title": one_line(source.title),
        "author": [{"literal": one_line(source.publisher)}],
        "container-title": one_line(source.publisher) if address else "",
        "publisher": one_line(source.publisher),
        "issued": csl_date(source.published),
        "accessed": {"date-parts": [_parts(source.read)]},
        "URL": address,
        "language": source.language,
        "note": f"report of {one_line(source.agency)}" if source.agency else "",
        "custom": {"build": build},
    }
    return {name: value for name, value in said.items() if value not in ("", None)}


def csl_date(span: DateSpan) -> dict[str, Any] | None:
    """
    Give a span of days as a CSL date: as precise as it is known, a range where it is one.

    Examples
    --------
    >>> from geo.dates import read_edtf
    >>> csl_date(read_edtf("2020-11"))
    {'date-parts': [[2020, 11]]}
    >>> csl_date(read_edtf("[2020-10-14..2020-10-15]"))
    {'date-parts': [[2020, 10, 14], [2020, 10, 15]]}
    """
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", span.edtf):
        return {"date-parts": [[int(part) for part in span.edtf.split("-")]]}
    bounds = [day for day in (span.start, span.last) if day is not None]
    if len(bounds) == 1:
        return {"raw": span.edtf}
    return {"date-parts": [_parts(day) for day in bounds]} if bounds else None


def bibtex(sources: Iterable[Source], *, build: str) -> str:
    """
    Write sources as BibTeX, in UTF-8, with the build id in a comment.

    Notes
    -----
    Patashnik, "BibTeXing" (1988): braces count even after a backslash, so those of a title are
    written by name.
    """
    return f"@comment{{build {build}}}\n\n" + "\n".join(bibtex_entry(one) for one in sources)


def bibtex_entry(source: Source) -> str:
    """Give one source as an entry; a title keeps its capitals by a second pair of braces."""
    published, address = source.published, web_address(source.address)
    known = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published.edtf)
    first = published.start or published.last
    year, month, day = known.groups() if known else (str(first.year if first else ""), "", "")
    fields = {
        "author": f"{{{escaped(source.publisher)}}}",
        "title": f"{{{escaped(source.title)}}}" if source.title else "",
        "publisher": escaped(source.publisher),
        "year": year,
        "month": str(int(month)) if month else "",
        "day": str(int(day)) if day else "",
        "date": "" if known else escaped(published.edtf),
        "url": "".join(IN_ADDRESS.get(sign, sign) for sign in address),
        "urldate": source.read.isoformat() if address else "",
        "language": source.language,
        "note": f"report of {escaped(source.agency)}" if source.agency else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source.source_id},", *lines, "}", ""])


def escaped(text: str) -> str:
    r"""
    Write text so that TeX prints it and BibTeX can count its braces.

    Examples
    --------
    >>> print(escaped("50% of {x} & ^"))
    50\% of \textbraceleft{}x\textbraceright{} \& \textasciicircum{}
    """
    return "".join(TEX.get(sign, sign) for sign in one_line(text))


def one_line(text: str) -> str:
    """Give text without line ends and control characters."""
    return CONTROL.sub(" ", text).strip()


def web_address(address: str) -> str:
    """Give an address that may become a link: http or https with a host, or nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    fit = parts.scheme in ("http", "https") and parts.netloc and address.strip().isprintable()
    return address.strip() if fit else ""


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
