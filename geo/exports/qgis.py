"""
How QGIS draws and plays the layers: styles in QML, with colours of the parties and the days.

A style is the layer's default: QGIS finds it in the GeoPackage's ``layer_styles`` when the layer
is opened, and its temporal settings with it, so the temporal controller plays ``start`` to
``end`` at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from geo.case.models import CaseFile
from geo.exports.tables import Tables, english_names

TEMPLATES = Environment(
    loader=PackageLoader("geo.exports"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)
GREY = "#808080"
LIGHT = "#e0e0e0"
AGREED, CONTESTED = "agreed", "contested"
GROUND = (
    f"case when \"status\" = '{CONTESTED}' then '{CONTESTED}'"
    ' when "to" <> \'\' then "holder" || \' → \' || "to" else "holder" end'
)
DONE = ("completed", "underway")
WHO = (
    "case when \"kind\" = 'control' then 'control'"
    " when \"status\" in ('completed', 'underway') then \"actor\""
    " else \"actor\" || ' (' || \"status\" || ')' end"
)
MARKERS = {"presence": "triangle", "events": "circle"}
STATES = "control"  # who held a settlement is told by the ground: unticked in the legend


@dataclass(frozen=True, slots=True)
class Category:
    """One class of a layer: value, words, colours as ``red,green,blue``, and how it shows."""

    value: str
    label: str
    fill: str
    hatch: str = ""
    hollow: bool = False
    shown: bool = True


def layer_styles(case: CaseFile, tables: Tables) -> pd.DataFrame:
    """
    Give the rows of ``layer_styles``: the default style of ground, presence and events.

    Notes
    -----
    Columns as QGIS makes them (``QgsOgrProvider``, table ``layer_styles``); the time is that of
    the case's last day, so that equal cases give equal files.
    """
    styles = {"control": _qml(GROUND, "fill", _ground(case, tables["control"]))}
    for name, marker in MARKERS.items():
        styles[name] = _qml(WHO, "marker", _actors(case, tables[name]), marker)
    return pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": list(styles),
            "f_geometry_column": "geom",
            "styleName": [f"{name} by party and day" for name in styles],
            "styleQML": list(styles.values()),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "Colours of the parties; plays in the temporal controller",
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(case.last_day).as_unit("ms"),
        }
    )


def _qml(column: str, shape: str, categories: list[Category], marker: str = "") -> str:
    return TEMPLATES.get_template("style.qml.j2").render(
        column=column, shape=shape, categories=categories, marker=marker
    )


def _ground(case: CaseFile, control: pd.DataFrame) -> list[Category]:
    names = english_names(case)
    fills = {party.id: party.colour for party in case.party}
    categories = [
        Category(holder, names.get(holder, holder), _rgb(fills.get(holder, GREY)))
        for holder in sorted(set(control["holder"]))
    ]
    agreed = set(zip(control["holder"], control["to"], strict=True))
    for holder, to in sorted(agreed):
        if to:
            label = f"{names.get(holder, holder)}, agreed to pass to {names.get(to, to)}"
            fill, hatch = _rgb(fills.get(holder, GREY)), _rgb(fills.get(to, GREY))
            categories.append(Category(f"{holder} → {to}", label, fill, hatch))
    return [*categories, Category(CONTESTED, "Contested", _rgb(LIGHT), _rgb(GREY))]


def _actors(case: CaseFile, table: pd.DataFrame) -> list[Category]:
    names = english_names(case)
    fills = {party.id: party.colour for party in case.party}
    events = table[table["kind"] != STATES]
    categories = []
    for actor, status in sorted(set(zip(events["actor"], events["status"], strict=True))):
        colour = _rgb(fills.get(case.party_of.get(actor, ""), GREY))
        name = names.get(actor, actor)
        if status not in DONE:
            label = f"{name}, {status}"
            categories.append(Category(f"{actor} ({status})", label, colour, hollow=True))
        elif actor not in [category.value for category in categories]:
            categories.append(Category(actor, name, colour))
    if STATES in set(table["kind"]):
        categories.append(Category(STATES, "Settlements held", _rgb(GREY), shown=False))
    return categories


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
