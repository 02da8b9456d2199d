"""
Colours of the parties: what the case gives, and what it leaves out, mixed.

Work is done in CIE Lab (D65, CIE 15:2004) and in relative luminance (WCAG 2.2).  Every colour
comes out as ``#rrggbb``, so a colour of the case can never carry anything but a colour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.errors import RenderError

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE_D65 = (0.95047, 1.0, 1.08883)
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
FROM_XYZ = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
LAB_EDGE = 6 / 29
SRGB_EDGE = 0.04045
HATCH_CONTRAST = 3.0
DOT_CONTRAST = 4.0


@dataclass(frozen=True, slots=True)
class PartyColours:
    """The colour for ground taken or held and the tint for ground handed over, in two themes."""

    colour: str
    tint: str
    dark: str
    dark_tint: str


def party_colours(
    name: str, colour: str, *, tint: str = "", dark: str = "", dark_tint: str = ""
) -> PartyColours:
    """
    Complete the colours of a party.

    Parameters
    ----------
    name
        The party, for the message.
    colour
        ``#rrggbb``; the other ones may be empty and are mixed from it.
    tint, dark, dark_tint
        Ground handed over; the same two in the dark theme.

    Raises
    ------
    RenderError
        One of them is not a colour.
    """
    for value in (colour, tint or colour, dark or colour, dark_tint or colour):
        if not HEX.fullmatch(value):
            raise RenderError(f"party {name}: {value!r} is not a colour; write it as #rrggbb")
    shade = dark or changed(colour, lighter=-20, chroma=0.95)
    return PartyColours(
        colour=colour.lower(),
        tint=(tint or changed(colour, lighter=14, chroma=0.75)).lower(),
        dark=shade.lower(),
        dark_tint=(dark_tint or changed(shade, lighter=12, chroma=0.88)).lower(),
    )


def line_on(line: str, ground: str, *, contrast: float = HATCH_CONTRAST) -> str:
    """Darken a colour until it stands off a ground, or lighten it where dark cannot."""
    for step in (-2, 2):
        found = line
        for _ in range(50):
            if contrast_of(found, ground) >= contrast:
                return found
            found = changed(found, lighter=step, chroma=1)
    return "#000000"


def contrast_of(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2), 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def changed(colour: str, *, lighter: float, chroma: float) -> str:
    """Move a colour in lightness (L*, added) and chroma (multiplied), inside sRGB."""
    lightness, a, b = _to_lab(colour)
    return _from_lab(min(100, max(0, lightness + lighter)), a * chroma, b * chroma)


def lightness_of(colour: str) -> float:
    """Give the lightness L* of a colour, 0 to 100: what is left of it in grey print."""
    return _to_lab(colour)[0]


def at_lightness(colour: str, lightness: float) -> str:
    """Give a colour of the same hue and chroma at another lightness L*, inside sRGB."""
    _, a, b = _to_lab(colour)
    return _from_lab(lightness, a, b)


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [
        part / 12.92 if part <= SRGB_EDGE else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]


def _luminance(colour: str) -> float:
    return sum(weight * part for weight, part in zip(TO_XYZ[1], _linear(colour), strict=True))


def _to_lab(colour: str) -> tuple[float, float, float]:
    rgb = _linear(colour)
    xyz = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in TO_XYZ]
    x, y, z = (_bend(part / white) for part, white in zip(xyz, WHITE_D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _from_lab(lightness: float, a: float, b: float) -> str:
    middle = (lightness + 16) / 116
    bent = (middle + a / 500, middle, middle - b / 200)
    xyz = [_unbend(part) * white for part, white in zip(bent, WHITE_D65, strict=True)]
    rgb = [sum(weight * part for weight, part in zip(row, xyz, strict=True)) for row in FROM_XYZ]
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in rgb)


def _bend(part: float) -> float:
    return float(part ** (1 / 3)) if part > LAB_EDGE**3 else part / (3 * LAB_EDGE**2) + 4 / 29


def _unbend(part: float) -> float:
    return float(part**3) if part > LAB_EDGE else 3 * LAB_EDGE**2 * (part - 4 / 29)


def _gamma(part: float) -> float:
    inside = min(1.0, max(0.0, part))
    if inside <= SRGB_EDGE / 12.92:
        return inside * 12.92
    return float(1.055 * inside ** (1 / 2.4) - 0.055)
