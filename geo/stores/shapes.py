"""
Shapes on their way into columns and back, with every digit they have.

GeoAlchemy2 writes plain WKB as text and loses the last digits; extended WKB it hands on as it is.
"""

from __future__ import annotations

from typing import Any

import shapely
from geoalchemy2 import WKBElement
from shapely.geometry.base import BaseGeometry


def stored(shape: BaseGeometry | None, srid: int) -> WKBElement | None:
    """Give a shape as a column takes it."""
    if shape is None:
        return None
    data = shapely.to_wkb(shapely.set_srid(shape, srid), include_srid=True)
    return WKBElement(data, srid=srid, extended=True)


def restored(value: Any) -> BaseGeometry:
    """Give the shape that a column holds."""
    shape: BaseGeometry = shapely.set_srid(shapely.from_wkb(bytes(value.data)), 0)
    return shape
