"""
Parts of the page that folium does not bring.

Words reach the page as JSON inside ``<script type="application/json">``, and the scripts write
them with ``textContent``.  Markup stands in ``templates/``, look and behaviour in ``assets/``.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from branca.element import Element, Figure
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

from geo.render.csp import PLACE_OF_POLICY, policy
from geo.texts import Form

TEMPLATES = Environment(
    loader=PackageLoader("geo.render"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ASSETS = files("geo.render") / "assets"
LEAFLET = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
# What draws the first frame, and what may wait until it has been painted.
FIRST_SCRIPTS = (
    "texts",
    "kit",
    "coded",
    "terrain",
    "state",
    "plane",
    "shapes",
    "sheet",
    "ground",
    "axis",
    "dock",
    "framing",
    "handover_page",
)
LATER_SCRIPTS = (
    "records",
    "words",
    "sift",
    "symbols",
    "presences",
    "grouping",
    "marks",
    "labels",
    "cards",
    "bands",
    "key",
    "pieces",
    "panel",
    "search",
    "downloads",
    "table",
    "picture",
    "surrounds",
    "reports",
)
SCRIPTS = FIRST_SCRIPTS + LATER_SCRIPTS
STYLES = ("base", "map", "dock", "panel", "narrow", "print")
# What could end the script block, start a comment, or turn the line of reading around.
PLAIN_CHARACTERS = 500_000
_UNSAFE = re.compile("[<>&\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Verbatim(Element):
    """
    Finished text.

    Branca reads what a part has rendered as a template once more (``MacroElement.render``
    wraps it in ``Element``), so double braces in a quote would run as code.  Not in here.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        """Return the text as it is."""
        return self._text


@dataclass(frozen=True)
class PageContext:
    """What ``page.html.j2`` is given; all but ``lang`` and ``title`` is finished markup."""

    lang: str
    title: str
    header: Markup
    body: Markup
    script: Markup


@dataclass(frozen=True)
class BodyContext:
    """What ``body.html.j2`` is given; ``leaflet`` is empty where it stands in the head."""

    map_id: str
    title: str
    texts: Mapping[str, Mapping[str, Form]]
    ground: Markup
    leaflet: Markup
    later: Markup
    record: Markup
    packed: bool


@dataclass(frozen=True)
class StartContext:
    """What ``map.js.j2`` and ``start.js.j2`` are given; ``crowded``: layers were added."""

    map_id: str
    crowded: bool
    west: float
    south: float
    east: float
    north: float


class Page(Figure):
    """The whole document, in place of folium's own: with language, title and policy."""

    def __init__(self, lang: str, title: str) -> None:
        super().__init__()
        self.lang, self.title = lang, title
        self.header._children.clear()
        self.addresses: tuple[str, ...] = ()
        self.images: tuple[str, ...] = ()

    def render(self, **kwargs: Any) -> str:
        """Give the finished page."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        context = PageContext(
            lang=self.lang,
            title=self.title or "",
            header=Markup(_joined(self.header)),  # noqa: S704
            body=Markup(_joined(self.html)),  # noqa: S704
            script=Markup(_joined(self.script)),  # noqa: S704
        )
        html = draw("page.html.j2", context).replace("\r\n", "\n").replace("\r", "\n")
        rules = policy(html, addresses=self.addresses, images=self.images)
        return html.replace(PLACE_OF_POLICY, draw_policy(rules), 1)


def draw(template: str, context: Any) -> str:
    """Fill in a template with the fields of a dataclass."""
    return TEMPLATES.get_template(template).render(**vars(context))


def draw_policy(rules: str) -> str:
    """Give the element that holds the policy."""
    return TEMPLATES.get_template("policy.html.j2").render(rules=Markup(rules))  # noqa: S704


def as_json(payload: Any) -> str:
    r"""
    Write plain data as JSON that can stand inside a script element.

    ``<``, ``>``, ``&``, line separators and marks that turn the direction of reading travel as
    ``\uXXXX`` (as Jinja's ``tojson`` does for the first three); everything else as it is.
    """
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_data(payload: Any) -> tuple[Markup, bool]:
    """
    Write what the page is given, and say whether it is packed.

    Returns
    -------
    tuple
        JSON and False; or, where that is longer than ``PLAIN_CHARACTERS``, the same deflated
        (RFC 1951) and in base64, which the page reads with ``DecompressionStream``, and True.
    """
    text = as_json(payload)
    if len(text) <= PLAIN_CHARACTERS:
        return Markup(text), False  # noqa: S704
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = packer.compress(text.encode("utf-8")) + packer.flush()
    return Markup(base64.b64encode(small).decode("ascii")), True  # noqa: S704


def asset(name: str) -> str:
    """Read one of the page's own scripts or styles, without comments and needless blanks."""
    text = (ASSETS / name).read_text("utf-8")
    return str(jsmin(text) if name.endswith(".js") else cssmin(text)).strip() + "\n"


def leaflet_script() -> str:
    """
    Read Leaflet's script, without the line that names its source map.

    The function that holds all of it is put into parentheses: then it is read once, for browsers
    otherwise skim a function before they are told to call it.
    """
    text = (LEAFLET / "leaflet.js").read_text("utf-8")
    text = re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text)
    return re.sub(r"\(this,(function\(t\)\{.*\})\);\s*$", r"(this,(\1));\n", text, flags=re.DOTALL)


def leaflet_style(*, pictures: bool = True) -> str:
    """Read Leaflet's style; pictures, of markers and its own layer menu, are written into it."""
    text = (LEAFLET / "leaflet.css").read_text("utf-8")
    text = cssmin(re.sub(r"behavior: url\(#default#VML\);", "", text))
    if not pictures:
        return re.sub(r"background-image:url\(images/[\w.-]+\);?", "", text)
    return re.sub(r"url\((images/[\w.-]+)\)", lambda hit: f"url({_picture(hit[1])})", text)


def leaflet_icons() -> dict[str, str]:
    """Give the pictures of Leaflet's default marker as data addresses, by option name."""
    names = {
        "iconUrl": "images/marker-icon.png",
        "iconRetinaUrl": "images/marker-icon-2x.png",
        "shadowUrl": "images/marker-shadow.png",
    }
    return {option: _picture(path) for option, path in names.items()}


def _picture(path: str) -> str:
    file: Traversable = LEAFLET
    for part in path.split("/"):
        file = file / part
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode("ascii")


def _joined(element: Element) -> str:
    return "\n".join(child.render() for child in element._children.values())
