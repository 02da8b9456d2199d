"""
What an editor pastes to show a map in a text: an iframe, a picture with a link, or the map itself.

Each form is a template; this module gives it words that cannot turn into code, neither in HTML
nor in what reads Markdown or ``{{ }}`` before a browser does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from geo.errors import RenderError

TEMPLATES = Environment(
    loader=PackageLoader("geo.embedding"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
SCRIPT = files("geo.embedding") / "assets" / "height.js"
# The map is a script; its sources open in a tab of their own; its table and picture are saved.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
HEIGHT = 620
LEAST_HEIGHT, MOST_HEIGHT = 200, 2_000
BRACES = {"{": "&#123;", "}": "&#125;"}
DOUBLE_BRACE = re.compile(r"\{(?=[{%#])")
IN_MARKDOWN = re.compile(r"([\\`*_\[\]$~|!^@])")
IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~-._"
HTML_TAG = re.compile(r"<html\b")


class Form(StrEnum):
    """How a map is shown in a text."""

    IFRAME = "iframe"
    PLAIN = "plain"
    SRCDOC = "srcdoc"
    MARKDOWN = "markdown"
    QUARTO = "quarto"
    MKDOCS = "mkdocs"


@dataclass(frozen=True, slots=True)
class Embedded:
    """
    A map to be shown.

    Attributes
    ----------
    address
        Of the page: http, https, or a path beside the text.
    title
        What a screen reader says of the frame.
    state
        What the page opens with, as after its ``#``: ``date=2020-11-26``.
    image, alt
        A picture for readers without scripts, and what it shows; empty for a link alone.
    height
        Pixels, until the page tells its own.
    page
        The page's text, for ``srcdoc``.
    """

    address: str
    title: str
    state: str = ""
    image: str = ""
    alt: str = ""
    height: int = HEIGHT
    page: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """What the templates are given; all of it is safe where it stands."""

    source: Markup
    address: Markup
    title: Markup
    image: Markup
    alt: Markup
    height: int
    page: Markup
    sandbox: str
    script: Markup
    title_markdown: Markup
    alt_markdown: Markup
    image_markdown: Markup
    address_markdown: Markup


def embed(shown: Embedded, form: Form) -> str:
    """
    Write what an editor pastes.

    Raises
    ------
    RenderError
        An address leads elsewhere than to http, https or a path, the height is out of reach, or
        a map that is to stand in the text itself has no page.
    """
    address, image = _address(shown.address), _image(shown.image)
    if not LEAST_HEIGHT <= shown.height <= MOST_HEIGHT:
        raise RenderError(
            f"{shown.height} pixels are no height for a map; "
            f"write a number from {LEAST_HEIGHT} to {MOST_HEIGHT}"
        )
    if form is Form.SRCDOC and not shown.page:
        raise RenderError("srcdoc takes the page into the text; name a case or a built page")
    state = f"embed&{shown.state}" if shown.state else "embed"
    alt = shown.alt or shown.title
    full_address = f"{address}#{shown.state}" if shown.state else address
    part = _Part(
        source=_in_html(f"{address}#{state}"),
        address=_in_html(full_address),
        title=_in_html(shown.title),
        image=_in_html(image),
        alt=_in_html(alt),
        height=shown.height,
        page=_whole_page(_opening(shown, state)) if form is Form.SRCDOC else Markup(),
        sandbox=SANDBOX,
        script=Markup(SCRIPT.read_text("utf-8")),  # noqa: S704 - our own script
        title_markdown=in_markdown(shown.title),
        alt_markdown=in_markdown(alt),
        image_markdown=Markup(image),  # noqa: S704 - percent-encoded
        address_markdown=Markup(full_address),  # noqa: S704 - percent-encoded
    )
    return TEMPLATES.get_template(f"{form}.html.j2").render(part=part).strip() + "\n"


def _opening(shown: Embedded, state: str) -> str:
    """Give the page with the state it opens in: there is no address to carry it."""
    home = shown.address if shown.address.startswith(("http:", "https:")) else ""
    told = f'<html data-state="{escape(state)}" data-home="{escape(home)}"'
    return HTML_TAG.sub(lambda _: told, shown.page, count=1)


def _address(address: str) -> str:
    """Give an address that runs nothing, percent-encoded."""
    line = _one_line(address)
    try:
        parts = urlsplit(line)
    except ValueError as error:
        raise RenderError(f"{address!r} is no address: {error}") from error
    web = parts.scheme in ("http", "https") and parts.netloc
    path = not parts.scheme and not parts.netloc and parts.path
    if not (web or path):
        raise RenderError(
            f"{address!r} is no address of a page; write https://… or a path such as maps/a.html"
        )
    return quote(line, safe=IN_ADDRESS)


def _image(image: str) -> str:
    if image.startswith("data:image/png;base64,"):
        return quote(image, safe=IN_ADDRESS)
    return _address(image) if image else ""


def _in_html(text: str) -> Markup:
    """Escape text for an attribute, and for what reads double braces before a browser does."""
    return _without_braces(str(escape(_one_line(text))))


def _whole_page(page: str) -> Markup:
    """Escape a page for an attribute; of its braces those alone that could open a template."""
    return Markup(DOUBLE_BRACE.sub("&#123;", str(escape(page))))  # noqa: S704 - escaped


def in_markdown(text: str) -> Markup:
    """Escape every sign that Markdown could take for its own (CommonMark 0.31, section 2.4)."""
    return _without_braces(IN_MARKDOWN.sub(r"\\\1", str(escape(_one_line(text)))))


def _without_braces(escaped: str) -> Markup:
    for sign, entity in BRACES.items():
        escaped = escaped.replace(sign, entity)
    return Markup(escaped)  # noqa: S704 - escaped by whoever asks


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
