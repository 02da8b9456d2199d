"""
The same input gives the same page, byte for byte.

Branca names every element with 16 random bytes (``Element._generate_id``), so two pages
drawn from the same layers would differ all over.  Inside ``numbered_ids`` the names count up
instead, in the order in which the elements are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from branca.element import Element


@contextmanager
def numbered_ids() -> Iterator[None]:
    """Name the elements made inside the block 000000, 000001, … instead of at random."""
    numbers = count()

    def next_number(_: Element) -> str:
        return f"{next(numbers):06d}"

    at_random = Element._generate_id
    Element._generate_id = next_number  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Element._generate_id = at_random  # type: ignore[method-assign]
