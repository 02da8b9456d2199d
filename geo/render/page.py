"""
The map as a page of its own: ``HandoverMap``, a ``folium.Map`` that asks nothing of the network.

folium brings the map object that further layers are added to; this module gives it Leaflet from
the installed package, the case's data, and a policy that forbids every other connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, JavascriptLink
from markupsafe import Markup

from geo.colours import DOT_CONTRAST, line_on, party_colours
from geo.errors import RenderError
from geo.render.elements import (
    FIRST_SCRIPTS,
    LATER_SCRIPTS,
    STYLES,
    TEMPLATES,
    BodyContext,
    Page,
    StartContext,
    Verbatim,
    as_data,
    as_json,
    asset,
    draw,
    leaflet_icons,
    leaflet_script,
    leaflet_style,
)
from geo.render.ids import numbered_ids
from geo.render.payload import case_table, page_data
from geo.render.told import told_days
from geo.render.wanted import ProjectLike, ViewLike
from geo.texts import page_texts

# Groups of texts that no script asks for: they are written when the page is built.
NOT_SENT = ("body", "prose")
# What this module puts into the document, by name; icons and popups come with layers alone.
OWN_PARTS = {"leaflet.js", "leaflet.css", "colours.css", "css", "js", "body", "map", "start"}
# What the first frame is drawn from.
GROUND = ("case", "ground", "areas", "basemap", "first")


class HandoverMap(folium.Map):
    """
    The map of a case: ground by day, handovers, peacekeepers, and the words they rest on.

    Layers of folium can be added to it as to any ``folium.Map``; it shows itself in a notebook.

    Parameters
    ----------
    project
        A project, as ``geo.load_case`` gives it.
    view
        Id of one of the case's views, to draw that one alone.
    articles
        Texts of the sources by ``source_id``; with them the page shows the quoted words.
    online
        Whether layers may load their own scripts and styles from elsewhere.
    tiles
        Name of a tile set (as in ``xyzservices``) that the reader can switch on.
    texts
        Code of the language of the page's own words: a file of ``texts/``.

    Raises
    ------
    RenderError
        The case has no such view, a colour is none, a layer wants what is not here, or the
        texts of the language lack one.
    """

    def __init__(
        self,
        project: ProjectLike,
        *,
        view: str | None = None,
        articles: Mapping[str, str] | None = None,
        online: bool = False,
        tiles: str | None = None,
        texts: str = "en",
    ) -> None:
        chosen = _view(project, view)
        west, south, east, north = project.case.extent
        with numbered_ids():
            super().__init__(
                location=((south + north) / 2, (west + east) / 2), zoom_start=8, tiles=None
            )
        self._texts, self._lang = page_texts(texts), texts
        titles = chosen.title if chosen else project.case.title
        any_title = next(iter(titles.values()), project.case.case_id)
        title = titles.get(texts) or titles.get("en") or any_title
        Page(texts, _one_line(title)).add_child(self)
        self.default_js, self.default_css = [], []
        self._project, self._view, self._articles = project, chosen, articles
        self._online, self._assets = online, dict[str, str]()
        self._tiles = _tile_set(tiles) if tiles else None
        self._bounds = (west, south, east, north)
        self._laid_out: dict[str, Any] = {}

    def of(self, view: str) -> HandoverMap:
        """Give the map of one view of the same case, which takes over what is laid out already."""
        other = HandoverMap(self._project, view=view, online=self._online, texts=self._lang)
        other._articles = self._articles
        other._assets, other._tiles, other._texts = self._assets, self._tiles, self._texts
        other._laid_out = self._laid_out
        return other

    def add_asset(self, address: str, text: str) -> None:
        """
        Give the text of a script or style that an added layer would load.

        Parameters
        ----------
        address
            As the layer names it; the message of the error repeats it.
        text
            What stands there; it becomes part of the page.
        """
        self._assets[address] = text

    def to_html(self) -> str:
        """Give the page as text; the same project gives the same bytes."""
        return str(self.get_root().render())

    def save(self, outfile: Any, close_file: bool = True, **_: Any) -> None:  # noqa: FBT001, FBT002
        """Write the page to a path or an open binary file."""
        page = self.to_html().encode("utf-8")
        if isinstance(outfile, (str, bytes, Path)):
            Path(outfile if not isinstance(outfile, bytes) else outfile.decode()).write_bytes(page)
            return
        outfile.write(page)
        if close_file:
            outfile.close()

    def render(self, **kwargs: Any) -> str:
        """Hand the parts of the page to the document; nothing is left to say in place."""
        page = self.get_root()
        if not isinstance(page, Page):
            raise TypeError("a HandoverMap is a page of its own; do not add it to another figure")
        map_id = self.get_name()
        crowded = bool(self._children) or _has_parts_of_others(page)
        self._add_styles(page, crowded=crowded)
        self._add_scripts(page, map_id, crowded=crowded)
        start = StartContext(map_id, crowded, *self._bounds)
        page.script.add_child(Verbatim(draw("map.js.j2", start)), "map")
        refuse_missing_parts(self)
        for child in list(self._children.values()):
            child.render(**kwargs)
        self._settle_links(page)
        ground, record, packed = self._data()
        body = BodyContext(
            map_id,
            page.title or "",
            self._texts,
            ground=ground,
            leaflet=Markup("" if crowded else leaflet_script()),  # noqa: S704
            later=_bundled("later.js.j2", LATER_SCRIPTS),
            record=record,
            packed=packed,
        )
        page.html.add_child(Verbatim(draw("body.html.j2", body)), "body", index=0)
        page.script.add_child(Verbatim(draw("start.js.j2", start)), "start")
        page.script._children.move_to_end("start")
        return ""

    def _data(self) -> tuple[Markup, Markup, bool]:
        if not self._laid_out:
            self._laid_out.update(
                page_data(self._project, view=self._view, articles=self._articles)
            )
            summaries = self._laid_out["claims"]["summary"]
            self._laid_out["prose"] = told_days(self._project, self._lang, summaries)
        ground = {name: self._laid_out[name] for name in GROUND} | {
            "case": case_table(self._project, self._view),
            "tiles": self._tiles,
            "texts": {key: one for key, one in self._texts.items() if key not in NOT_SENT},
        }
        record = {name: one for name, one in self._laid_out.items() if name not in GROUND}
        return Markup(as_json(ground)), *as_data(record)  # noqa: S704

    def _add_styles(self, page: Page, *, crowded: bool) -> None:
        page.header.add_child(_style(leaflet_style(pictures=crowded)), "leaflet.css")
        page.header.add_child(_style(colour_style(self._project)), "colours.css")
        page.header.add_child(_style("\n".join(asset(f"{name}.css") for name in STYLES)), "css")

    def _add_scripts(self, page: Page, map_id: str, *, crowded: bool) -> None:
        # Layers of others draw while the page is read; without any, Leaflet waits for a frame.
        if crowded:
            page.header.add_child(_script(leaflet_script()), "leaflet.js")
        page.header.add_child(_script(_bundled("bundle.js.j2", FIRST_SCRIPTS)), "js")
        markers = any(isinstance(one, folium.Marker) for one in _descendants(self))
        popups = any(isinstance(one, folium.Popup) for one in _descendants(self))
        if markers:
            icons = TEMPLATES.get_template("icons.js.j2").render(icons=leaflet_icons())
            page.script.add_child(Verbatim(icons), f"icons_{map_id}")
        if popups:
            page.script.add_child(Verbatim(asset("popups.js")), f"popups_{map_id}")

    def _settle_links(self, page: Page) -> None:
        """Write given files into the page, and refuse what would be loaded, unless online."""
        wanted = []
        for part in (page.header, page.html, page.script):
            for name, child in list(part._children.items()):
                if not isinstance(child, (JavascriptLink, CssLink)):
                    continue
                if child.url in self._assets:
                    text = self._assets[child.url]
                    whole = _script(text) if isinstance(child, JavascriptLink) else _style(text)
                    part._children[name] = whole
                else:
                    wanted.append(child.url)
        if wanted and not self._online:
            listed = ", ".join(sorted(set(wanted)))
            raise RenderError(
                f"a layer added to the map would load {listed}; "
                "give the text with add_asset(address, text), or build with online=True"
            )
        page.addresses = tuple(wanted)
        page.images = tuple(self._tiles["origins"]) if self._tiles else ()


def refuse_missing_parts(page_map: folium.Map) -> None:
    """
    Refuse layers that rest on parts of folium's page which this one leaves out.

    Raises
    ------
    RenderError
        An icon needs the script and font of Leaflet.awesome-markers.
    """
    for element in _descendants(page_map):
        if isinstance(element, folium.Icon):
            raise RenderError(
                "folium.Icon needs the icon font of Leaflet.awesome-markers, which this page "
                "leaves out; use folium.DivIcon, folium.CustomIcon or folium.CircleMarker"
            )
        if isinstance(element, folium.TileLayer):
            raise RenderError(
                f"tile layer {element.tile_name!r} asks the network; name the tiles when the "
                "map is made: HandoverMap(project, tiles=NAME)"
            )


def colour_style(project: ProjectLike) -> str:
    """Write the colours of the parties, and of the hatches and dots between them, as CSS."""
    colours = {
        party_id: party_colours(
            party_id,
            party.colour,
            tint=getattr(party, "tint", "") or "",
            dark=getattr(party, "dark", "") or "",
            dark_tint=getattr(party, "dark_tint", "") or "",
        )
        for party_id, party in project.case.parties.items()
    }
    light = {name: (one.colour, one.tint) for name, one in colours.items()}
    dark = {name: (one.dark, one.dark_tint) for name, one in colours.items()}
    return TEMPLATES.get_template("colours.css.j2").render(
        themes={"light": _variables(light), "dark": _variables(dark)}
    )


def _variables(colours: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    found = []
    for number, (colour, tint) in enumerate(colours.values()):
        found += [(f"p{number}", colour), (f"p{number}-tint", tint)]
        found.append((f"p{number}-dot", line_on(colour, colour, contrast=DOT_CONTRAST)))
        found += [
            (f"p{number}-on-p{other}", line_on(colour, ground))
            for other, (ground, _) in enumerate(colours.values())
            if other != number
        ]
    return found


def _view(project: ProjectLike, view: str | None) -> ViewLike | None:
    if view is None:
        return None
    for one in project.case.views:
        if one.view_id == view:
            return one
    known = ", ".join(one.view_id for one in project.case.views) or "none"
    raise RenderError(f"the case has no view {view!r}; its views: {known}")


def _tile_set(name: str) -> dict[str, Any]:
    from xyzservices import providers  # noqa: PLC0415  the list of all tile sets is read on import

    try:
        tiles = providers.query_name(name)
    except ValueError as error:
        raise RenderError(f"no tile set is named {name!r}; see xyzservices for names") from error
    address = tiles.build_url()
    parts = urlsplit(address.replace("{s}", "a"))
    hosts = tiles.get("subdomains", "abc") if "{s}" in address else "a"
    origins = {f"{parts.scheme}://{urlsplit(address.replace('{s}', sub)).netloc}" for sub in hosts}
    return {
        "name": name,
        "address": address,
        "credit": str(tiles.get("attribution", "")),
        "maxZoom": int(tiles.get("max_zoom", 18)),
        "subdomains": list(hosts),
        "origins": sorted(origins),
    }


def _descendants(element: Element) -> Iterator[Element]:
    for child in element._children.values():
        yield child
        yield from _descendants(child)
    icon = getattr(element, "icon", None)
    if isinstance(icon, Element) and icon not in element._children.values():
        yield icon


def _bundled(template: str, names: Iterable[str]) -> Markup:
    parts = Markup("".join(asset(f"{name}.js") for name in names))  # noqa: S704
    return Markup(TEMPLATES.get_template(template).render(parts=parts))  # noqa: S704


def _style(text: str) -> Verbatim:
    return Verbatim(TEMPLATES.get_template("style.html.j2").render(text=Markup(text)))  # noqa: S704


def _has_parts_of_others(page: Page) -> bool:
    """Tell whether somebody put scripts or markup of their own into the document."""
    return any(
        name not in OWN_PARTS
        for part in (page.header, page.html, page.script)
        for name in part._children
    )


def _script(text: str) -> Verbatim:
    return Verbatim(TEMPLATES.get_template("script.html.j2").render(text=Markup(text)))  # noqa: S704


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
