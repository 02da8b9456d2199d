"""The rest of the world: whole names only, the most populous first, countries without a point."""

from __future__ import annotations

import pytest

from geo.world import world_places


@pytest.mark.parametrize("name", ["Samara", "SAMARA", "Самара", "samara"])
def test_town_is_found_in_any_case_and_script(name):
    samara = world_places(name)[0]

    assert (samara.name, samara.country, samara.kind) == ("Samara", "RU", "city")
    assert (round(samara.lon), round(samara.lat)) == (50, 53)


def test_homonyms_come_with_the_most_populous_first():
    people = [place.population for place in world_places("Paris")]

    assert len(people) > 1
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("part", ["amar", "Samar a", "\n", "Sam"])
def test_part_of_a_name_is_no_name(part):
    assert "Samara" not in {place.name for place in world_places(part)}


def test_country_is_found_and_has_no_point():
    (georgia,) = [place for place in world_places("Georgia") if place.kind == "country"]

    assert (georgia.country, georgia.lon, georgia.lat) == ("GE", None, None)


def test_name_that_nothing_has_gives_nothing():
    assert world_places("Qwxzvbn") == ()
