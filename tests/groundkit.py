"""
Invented ground to cut: Velt, 20 km wide and 10 km high, in kilometres from its south-west corner.

West Velt and East Velt are its halves, 100 km² each.  At the equator a plane in kilometres is as
good as the ellipsoid, so that areas can be worked out by hand.
"""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer
from shapely import box, transform

from geo.cells import Cut, cut_ground
from geo.control import Control
from geo.records import Passage

CRS = "+proj=laea +lat_0=0 +lon_0=0 +datum=WGS84"
VELT = {"velt": (0, 0, 20, 10), "west-velt": (0, 0, 10, 10), "east-velt": (10, 0, 20, 10)}
FIRST, LAST = date(2001, 3, 1), date(2001, 4, 30)
_TO_DEGREES = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def degrees(x_km, y_km):
    return _TO_DEGREES.transform(np.multiply(x_km, 1000.0), np.multiply(y_km, 1000.0))


def areas(boxes=None, approximate=()):
    boxes = VELT if boxes is None else boxes
    shapes = [
        transform(box(*corners), lambda xy: np.column_stack(degrees(xy[:, 0], xy[:, 1])))
        for corners in boxes.values()
    ]
    return gpd.GeoDataFrame(
        {"place_id": list(boxes), "approximate": [name in approximate for name in boxes]},
        geometry=shapes,
        crs="EPSG:4326",
    )


def settlements(points=None):
    rows = [
        (name, *degrees(*place[:2]), place[2] if len(place) > 2 else np.nan)
        for name, place in (points or {}).items()
    ]
    frame = pd.DataFrame(rows, columns=["place_id", "lon", "lat", "radius_m"])
    return frame.astype({"lon": float, "lat": float, "radius_m": float})


def cut(boxes=None, points=None, shared=(), approximate=()) -> Cut:
    return cut_ground(
        areas(boxes, approximate),
        settlements(points),
        ground="velt",
        settlement_ground=shared,
        measuring_crs=CRS,
    )


def passage(place_id, day, holder, taken_from="", *, how="fighting", **more) -> Passage:
    day = date(2001, *day) if day else None
    more.setdefault("confirmed", day)
    event_id = more.pop("event_id", f"{place_id}-{holder}")
    return Passage(event_id, place_id, day, holder, taken_from, how, **more)


def held(place_id, holder, taken_from="") -> Passage:
    return passage(place_id, (3, 1), holder, taken_from, how="held")


def control(ground: Cut, passages, known=None) -> Control:
    return Control(ground, {None: passages, **(known or {})}, first_day=FIRST, last_day=LAST)


def area_of(ground: Cut, *place_ids) -> float:
    """Square kilometres of the faces that lie in all these places."""
    rows = [set(place_ids) <= label for label in ground.within]
    return float(ground.faces.area[rows].sum()) / 1e6
