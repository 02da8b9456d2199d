"""The towns of the world: as the file has them, however it is laid out."""

from __future__ import annotations

import json

import pytest

from geo.toponyms.towns import read_towns


def record(number, name, others=()):
    return {
        "geonameid": number,
        "name": name,
        "latitude": 39.5,
        "longitude": -46.25,
        "countrycode": "AZ",
        "population": 700 + number,
        "timezone": "Asia/Baku",
        "admin1code": "32",
        "alternatenames": list(others),
    }


RECORDS = [
    record(7, "Velt", ("Nord-Velt", "velt", "VLT-X", "Фельд", "Vel", 'The "Old Velt"')),
    record(8, 'Lund "am See"', ()),
    record(9, "Şuşa]}", ("Susha", "Nord Velt")),
]


@pytest.fixture(params=[None, 2], ids=["as shipped", "laid out otherwise"])
def towns(request, tmp_path):
    path = tmp_path / "cities.json"
    table = {str(entry["geonameid"]): entry for entry in RECORDS}
    path.write_text(json.dumps(table, indent=request.param), "utf-8")
    return read_towns(path)


def test_columns_hold_what_the_file_says(towns):
    assert list(towns.ids) == [7, 8, 9]
    assert towns.names == ["Velt", 'Lund "am See"', "Şuşa]}"]
    assert (towns.lats[0], towns.lons[0]) == (39.5, -46.25)
    assert (towns.countries[0], towns.units[0], towns.populations[0]) == ("AZ", "AZ.32", 707)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("Nord Velt", [0, 2]), ("Susha", [2]), ("velt", []), ("VLT X", []), ("Vel", []), ("Sus", [])],
)
def test_town_is_found_by_its_other_plain_names(towns, name, rows):
    assert towns.other(name) == rows
