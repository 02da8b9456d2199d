"""Which places lack a name in which language: a list to work through, not a fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.records import Place


def missing_names(
    places: Mapping[str, Place], languages: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """
    Say which places have no name in which languages.

    Returns
    -------
    tuple
        Place id and the languages it lacks, in the order of the places; places that lack nothing
        are left out.
    """
    found = []
    for place in places.values():
        has = {name.lang for name in place.names}
        lacking = tuple(language for language in languages if language not in has)
        if lacking:
            found.append((place.place_id, lacking))
    return tuple(found)
