"""A stream of documents, cut into batches: so many documents, or so many bytes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.corpora.model import Batch, Document, Item

USUAL = 200
LARGEST = 4_000_000  # bytes or characters; one document may be larger


def batches_of(items: Iterable[Item], count: int = USUAL) -> Iterator[Batch]:
    """
    Cut a stream into batches.

    Parameters
    ----------
    count
        How many documents a batch has at most.

    Yields
    ------
    Batch
        In order; an empty stream gives one empty batch, so that every table has a part.
    """
    held: list[Item] = []
    number, first, size = 0, 0, 0
    for item in items:
        held.append(item)
        size += len(item.content) if isinstance(item, Document) else 0
        if len(held) == count or size >= LARGEST:
            yield Batch(number, first, tuple(held))
            number, first = number + 1, first + len(held)
            held, size = [], 0
    if held or number == 0:
        yield Batch(number, first, tuple(held))
