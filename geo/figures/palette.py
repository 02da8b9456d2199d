"""
What ground is drawn in: the page's colours and textures, by holder and state.

Hue says who holds; texture says how sure or how soon.  In a grey-safe theme the lightness of the
parties' colours is spread out evenly, so that they stay apart in grey print whatever the case
names.  This module knows no shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from geo.case.models import CaseFile
from geo.colours import (
    DOT_CONTRAST,
    at_lightness,
    contrast_of,
    lightness_of,
    line_on,
    party_colours,
)
from geo.figures.style import Theme
from geo.records import Interval

LIGHTEST, DARKEST = 88.0, 30.0
LETTER_CONTRAST = 7.0
WHITE_LETTERS = "#ffffff"


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """
    How a piece of ground looks.

    Attributes
    ----------
    sort
        ``plain``, ``tint`` (handed over), ``agreed`` or ``contested``.
    holder
        Party id.
    other
        Who is to receive it, or the rival claimant; otherwise empty.
    """

    sort: str
    holder: str
    other: str = ""

    @classmethod
    def of(cls, interval: Interval) -> Look:
        """Give the look of an interval."""
        if interval.status == "agreed":
            return cls("agreed", interval.holder, interval.to)
        if interval.status == "contested":
            return cls("contested", interval.holder, interval.rival)
        return cls("tint" if interval.how == "handover" else "plain", interval.holder)


def is_doubtful(interval: Interval) -> bool:
    """Tell whether ground is drawn with dots: held by one side's word alone, or unconfirmed."""
    return interval.status in ("claimed", "unconfirmed")


class Palette:
    """
    The colours of a case in a theme.

    Parameters
    ----------
    case
        The case file: parties with their colours.
    theme
        The theme.
    looks
        All that some ground has on some day: only their colours are kept apart.
    """

    def __init__(self, case: CaseFile, theme: Theme, looks: Collection[Look]) -> None:
        self._theme = theme
        self._looks = looks
        self._parties = {
            party.id: party_colours(party.id, party.colour, tint=party.tint) for party in case.party
        }

    @property
    def edge(self) -> str:
        """The colour of lines between holders."""
        return self._theme.edge

    def fill(self, look: Look) -> str:
        """Give the plain colour under a look's texture."""
        return self._tint(look.holder) if look.sort == "tint" else self._colour(look.holder)

    def line(self, look: Look) -> str:
        """Give the colour of an *agreed* look's lines: the receiver's, dark enough on the fill."""
        return line_on(self._colour(look.other), self.fill(look))

    def dot(self, look: Look) -> str:
        """Give the colour of the dots of doubtful ground."""
        return line_on(self.fill(look), self.fill(look), contrast=DOT_CONTRAST)

    def rival(self, look: Look) -> str:
        """Give the colour of the rival's bands on contested ground."""
        return self._colour(look.other) if look.other in self._parties else self._theme.paper

    def party(self, party_id: str) -> str:
        """Give a party's own colour; that of ink for nobody's."""
        return self._colour(party_id) if party_id in self._parties else self._theme.ink

    def letters_of(self, party_id: str) -> str:
        """Give the colour of words about a party: its own, dark enough on paper."""
        return line_on(self.party(party_id), self._theme.paper, contrast=LETTER_CONTRAST)

    def letters_on(self, colour: str) -> str:
        """Give the colour of letters on a ground: ink, or white where that stands off more."""
        ink = self._theme.ink
        white = contrast_of(WHITE_LETTERS, colour) > contrast_of(ink, colour)
        return WHITE_LETTERS if white else ink

    def _colour(self, party_id: str) -> str:
        return self._shown(self._parties[party_id].colour)

    def _tint(self, party_id: str) -> str:
        return self._shown(self._parties[party_id].tint)

    def _shown(self, colour: str) -> str:
        return self._spread.get(colour, colour) if self._theme.grey_safe else colour

    def _named(self, look: Look) -> Iterator[str]:
        """Give the colours that a look is drawn in, as the case names them."""
        own = self._parties[look.holder]
        yield own.tint if look.sort == "tint" else own.colour
        if look.other in self._parties:
            yield self._parties[look.other].colour

    @cached_property
    def _spread(self) -> dict[str, str]:
        every = {colour for look in self._looks for colour in self._named(look)}
        ordered = sorted(every, key=lightness_of, reverse=True)
        step = (LIGHTEST - DARKEST) / max(1, len(ordered) - 1)
        return {
            colour: at_lightness(colour, LIGHTEST - at * step) for at, colour in enumerate(ordered)
        }
