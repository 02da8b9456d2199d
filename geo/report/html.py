"""
A report as one HTML file that asks for nothing.

Figures lie in it as SVG behind ``data:`` addresses: their text stays text in print, and no id of
one meets that of another.  The policy lets in the one style sheet, by its hash, and such pictures;
there is no script.  Words go through Jinja's escaping alone.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files as packaged
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geo.report.model import Picture, Report, clean
from geo.report.wording import text

STYLE = packaged("geo.report") / "assets" / "report.css"


def _finalize(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


TEMPLATES = Environment(
    loader=PackageLoader("geo.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=_finalize,
)


def write_html(report: Report) -> str:
    """
    Write a report as HTML.

    Returns
    -------
    str
        One file; the same report gives the same text.
    """
    style = STYLE.read_text("utf-8")
    template = TEMPLATES.get_template("report.html.j2")
    return template.render(
        report=report,
        policy=_policy(style),
        style=Markup(style),  # noqa: S704 - our own style sheet
        source=_source,
        text=text,
    )


def _source(picture: Picture) -> Markup:
    code = base64.b64encode(picture.draw("svg")).decode("ascii")
    return Markup(f"data:image/svg+xml;base64,{code}")  # noqa: S704 - signs of base64 alone


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
