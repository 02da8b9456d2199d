"""Which places lack a name in which language: a list to work through, not a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from geo.records import Place


def missing_names(places: Mapping[str, Place], languages: Iterable[str]) -> Iterator[str]:
    """
    Say for each language how many places have no name in it, and which.

    Yields
    ------
    str
        One line a language, in the order given; none for a language that lacks nothing.
    """
    for language in languages:
        lacking = [
            place.place_id
            for place in places.values()
            if not any(name.lang == language for name in place.names)
        ]
        if lacking:
            yield f"no name in {language}: {len(lacking)} places: {', '.join(lacking)}"
