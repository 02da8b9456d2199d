"""Who holds a point: the database answers as Python does, on lines and beside the ground too."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import psycopg
import pytest
import shapely
from pyproj import Transformer

from geo.locating import Locator
from geo.project import Project, load_case

SEED = 20201110
ASK_KNOWN = """
SELECT coalesce(handover_map.holder_at(lon, lat, day, 'karabakh-2020', %s), '')
FROM unnest(%s::float8[], %s::float8[], %s::date[]) WITH ORDINALITY AS asked (lon, lat, day, n)
ORDER BY n
"""
ASK = """
SELECT coalesce(handover_map.holder_at(lon, lat, day, 'karabakh-2020'), '')
FROM unnest(%s::float8[], %s::float8[], %s::date[]) WITH ORDINALITY AS asked (lon, lat, day, n)
ORDER BY n
"""


@pytest.fixture(scope="module")
def project(root) -> Project:
    return load_case(root)


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(SEED)


def some_days(project: Project, chance: np.random.Generator, count: int) -> list[date]:
    """Days of the case, and a few before and after it."""
    first, last = project.case.first_day, project.case.last_day
    numbers = chance.integers(-10, (last - first).days + 10, count)
    return [first + timedelta(days=int(number)) for number in numbers]


def in_degrees(project: Project, points) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(points).T
    back = Transformer.from_crs(project.case.crs, "EPSG:4326", always_xy=True)
    return back.transform(x, y)


def inside(shape, chance: np.random.Generator, count: int) -> np.ndarray:
    """Random points of a shape."""
    west, south, east, north = shape.bounds
    found = np.empty((0, 2))
    while len(found) < count:
        points = chance.uniform((west, south), (east, north), (20 * count, 2))
        found = np.vstack([found, points[shapely.contains_xy(shape, *points.T)]])
    return found[:count]


def answers(project: Project, address: str, lon, lat, days) -> tuple[list[str], list[str]]:
    """What Python says and what the database says; '' where nobody says."""
    python = project.control.holder(lon, lat, np.asarray(days, dtype="datetime64[D]"))
    with psycopg.connect(address) as connection:
        asked = ([float(one) for one in lon], [float(one) for one in lat], days)
        found = connection.execute(ASK, asked).fetchall()
    return [str(one or "") for one in python], [one for (one,) in found]


def test_a_thousand_random_points_and_days(project, stored_flagship, chance):
    west, south, east, north = project.case.extent
    lon, lat = chance.uniform((west, south), (east, north), (1000, 2)).T
    days = some_days(project, chance, 1000)

    python, database = answers(project, stored_flagship, lon, lat, days)

    assert database == python
    assert {"", "armenian-side", "azerbaijan"} <= set(python)


def test_a_thousand_points_of_the_ground_that_changes(project, stored_flagship, chance):
    ground = Locator(project.control.cut).reach
    lon, lat = in_degrees(project, inside(ground, chance, 1000))
    days = some_days(project, chance, 1000)

    python, database = answers(project, stored_flagship, lon, lat, days)

    assert database == python
    assert "russian-peacekeepers" in python


def test_a_thousand_points_as_known_on_days_of_the_case(project, stored_flagship, chance):
    ground = Locator(project.control.cut).reach
    lon, lat = in_degrees(project, inside(ground, chance, 1000))
    days = np.asarray(some_days(project, chance, 1000), dtype="datetime64[D]")
    published = some_days(project, chance, 20)

    python, database = [], []
    with psycopg.connect(stored_flagship) as connection:
        for number, known in enumerate(published):
            part = slice(50 * number, 50 * number + 50)
            python += project.control.holder(lon[part], lat[part], days[part], known).tolist()
            asked = known, lon[part].tolist(), lat[part].tolist(), days[part].tolist()
            database += [one for (one,) in connection.execute(ASK_KNOWN, asked).fetchall()]

    assert database == [one or "" for one in python]
    now = project.control.holder(lon, lat, days).tolist()
    assert sum(one != other for one, other in zip(python, now, strict=True)) > 20


def test_points_beside_their_ground_as_known_on_a_day(project, stored_flagship):
    strays = project.control.cut.strays
    lon, lat = in_degrees(project, [(stray.x, stray.y) for stray in strays])
    day = date(2020, 11, 1)
    published = [date(2020, 10, 15), date(2020, 11, 9), date(2020, 12, 1)]

    with psycopg.connect(stored_flagship) as connection:
        database = [
            [
                one
                for (one,) in connection.execute(
                    ASK_KNOWN, (known, lon.tolist(), lat.tolist(), [day] * len(lon))
                ).fetchall()
            ]
            for known in published
        ]

    assert database == [
        [one or "" for one in project.control.holder(lon, lat, day, known)] for known in published
    ]


def test_points_just_outside_the_ground(project, stored_flagship, chance):
    faces = project.control.cut.faces.geometry.to_numpy()
    ring = shapely.difference(
        Locator(project.control.cut).reach, shapely.coverage_union_all(faces), grid_size=1
    )
    lon, lat = in_degrees(project, inside(ring, chance, 300))

    python, database = answers(project, stored_flagship, lon, lat, some_days(project, chance, 300))

    assert database == python
    assert any(python)


def test_points_around_settlements_beside_their_ground(project, stored_flagship, chance):
    strays = project.control.cut.strays
    assert strays
    around = chance.uniform(-300, 300, (20 * len(strays), 2))
    sites = np.repeat([(stray.x, stray.y) for stray in strays], 20, axis=0)
    lon, lat = in_degrees(project, sites + around)

    python, database = answers(
        project, stored_flagship, lon, lat, some_days(project, chance, len(lon))
    )

    assert database == python


def test_corners_where_pieces_of_ground_meet(project, stored_flagship, chance):
    corners = np.unique(shapely.get_coordinates(project.control.cut.faces.geometry), axis=0)
    lon, lat = in_degrees(project, chance.choice(corners, 500))

    python, database = answers(project, stored_flagship, lon, lat, some_days(project, chance, 500))

    assert database == python


def test_first_and_last_day_of_each_holding(project, stored_flagship):
    faces = project.control.cut.faces.geometry
    points, days = [], []
    for face_id in range(0, len(faces), 10):
        site = faces.iloc[face_id].representative_point()
        for interval in project.control.history(face_id):
            for day in (interval.start - timedelta(days=1), interval.start):
                points.append((site.x, site.y))
                days.append(day)
    lon, lat = in_degrees(project, points)

    python, database = answers(project, stored_flagship, lon, lat, days)

    assert database == python
    assert len(set(python)) > 2


def test_question_without_a_case_is_answered_where_there_is_one(stored_flagship):
    with psycopg.connect(stored_flagship) as connection:
        (eve, day) = connection.execute(
            "SELECT handover_map.holder_at(46.93, 39.99, '2020-11-19'), "
            "handover_map.holder_at(46.93, 39.99, '2020-11-20')"
        ).fetchone()

    assert (eve, day) == ("armenian-side", "azerbaijan")


def test_ground_of_a_day_covers_no_point_twice(stored_flagship):
    with psycopg.connect(stored_flagship) as connection:
        (overlap_km2, rows) = connection.execute(
            """
            SELECT coalesce(sum(ST_Area(ST_Intersection(a.geometry, b.geometry)::geography)), 0)
                / 1e6, (SELECT count(*) FROM handover_map.control WHERE days @> '2020-11-20'::date)
            FROM handover_map.control AS a JOIN handover_map.control AS b
                ON a.cell_id < b.cell_id AND ST_Intersects(a.geometry, b.geometry)
            WHERE a.days @> '2020-11-20'::date AND b.days @> '2020-11-20'::date
            """
        ).fetchone()

    assert rows > 10
    assert overlap_km2 < 0.01
