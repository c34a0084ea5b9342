"""Which part of the world a map shows, and about where a place lies on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import radians

SEAM = -169.0
"""Between Alaska and Chukotka: the map is cut open here, so no country is torn apart."""
WESTERNMOST_CROPPED = -112.0


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of longitudes and latitudes, in degrees."""

    west: float
    east: float
    south: float = -56.0
    north: float = 75.0

    @property
    def middle(self) -> float:
        """The longitude that stands upright."""
        return (self.west + self.east) / 2

    def place_px(self, lon: float, lat: float, width: float) -> tuple[float, float]:
        """About where a place lies on a plot of this width: pixels from its left edge, and up."""
        left, right = (_natural_earth(edge - self.middle, 0.0)[0] for edge in (self.west, self.east))
        x, y = _natural_earth(lon - self.middle, lat)
        scale = width / (right - left)
        return (x - left) * scale, y * scale


def longitude(degrees: float) -> float:
    """The same meridian, counted eastwards from the seam: 181 and -179 are one, and lie east of Fiji."""
    return (degrees - SEAM) % 360 + SEAM


def window_for(longitudes: Iterable[float]) -> Window:
    """The world without Antarctica; without the western Pacific's far side where nothing is drawn there."""
    if any(lon < WESTERNMOST_CROPPED for lon in longitudes):
        return Window(SEAM, SEAM + 360)
    return Window(WESTERNMOST_CROPPED - 6, SEAM + 360 - 4)


def _natural_earth(lon: float, lat: float) -> tuple[float, float]:
    """The Natural Earth projection of a place, on a globe of radius 1 (Šavrič, Patterson, Jenny 2011)."""
    phi = radians(lat)
    p2, p4 = phi**2, phi**4
    x = radians(lon) * (0.870700 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y
