"""
Number rows in their order, so that a row put between others leaves their numbers alone.

Rows that were there keep their numbers as far as their order is still the same; new ones take
fractions between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise


def keep_positions(ids: Sequence[str], known: Mapping[str, float]) -> list[float]:
    """
    Give ids their numbers.

    Parameters
    ----------
    ids
        In their order.
    known
        The numbers they had, of some or all; also of ids that are gone.

    Returns
    -------
    list of float
        Rising; whole numbers from 0 where nothing was known, or no fraction is left between.

    Examples
    --------
    >>> keep_positions(["a", "new", "b"], {"a": 0.0, "b": 1.0})
    [0.0, 0.5, 1.0]
    """
    numbers = [known.get(one) for one in ids]
    had = [(place, number) for place, number in enumerate(numbers) if number is not None]
    kept = _rising(had)
    if not kept:
        return [float(place) for place in range(len(ids))]
    first, last = kept[0], kept[-1]
    ends = [(-1, first[1] - first[0] - 1), *kept, (len(ids), last[1] + len(ids) - last[0])]
    placed: list[float] = []
    for (before, low), (after, high) in pairwise(ends):
        step = (high - low) / (after - before)
        placed += [low + step * n for n in range(1, after - before)]
        placed.append(high)
    placed.pop()
    if any(one >= other for one, other in pairwise(placed)):
        return [float(place) for place in range(len(ids))]
    return placed


def _rising(pairs: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Give the longest part whose numbers rise (patience sorting)."""
    tops: list[float] = []
    last: list[int] = []
    before: list[int] = []
    for turn, (_, number) in enumerate(pairs):
        pile = bisect_left(tops, number)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1], last[pile : pile + 1] = [number], [turn]
    chain = []
    turn = last[-1] if last else -1
    while turn >= 0:
        chain.append(pairs[turn])
        turn = before[turn]
    return chain[::-1]
