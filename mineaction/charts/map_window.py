"""Which part of the world a map shows, and about where a place lies on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan, cos, degrees, radians, tan

SEAM = -169.0
"""Between Alaska and Chukotka: the map is cut open here, so no country is torn apart."""
WESTERNMOST_CROPPED = -112.0
SOUTH_END, NORTH_END = -56.0, 75.0
"""The world without Antarctica and the northernmost ice."""
AMERICAS_END, PACIFIC_BEGINS = -30.0, 115.0
"""Longitudes of middles of countries: further west are the Americas, further east the Pacific's rim."""
FAR_SOUTH, FAR_NORTH = -20.0, 57.0
"""Latitudes of middles of countries beyond which the map has to reach to where land ends."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of longitudes and latitudes, in degrees."""

    west: float
    east: float
    south: float = SOUTH_END
    north: float = NORTH_END

    @property
    def middle(self) -> float:
        """The longitude that stands upright."""
        return (self.west + self.east) / 2

    @property
    def height_share(self) -> float:
        """How tall the window is drawn, as a part of its width.

        Plotly makes room for the great circles between five points of its upper and lower edge, which bulge
        towards the poles.
        """
        left, right = (_natural_earth(edge - self.middle, 0.0)[0] for edge in (self.west, self.east))
        bulge = cos(radians((self.east - self.west) / 4 / 2))
        reached = (degrees(atan(tan(radians(edge)) / bulge)) for edge in (self.south, self.north))
        low, high = (_natural_earth(0.0, edge)[1] for edge in reached)
        return (high - low) / (right - left)

    def place_px(self, lon: float, lat: float, width: float) -> tuple[float, float]:
        """About where a place lies on a plot of this width: pixels from its left edge, and up."""
        left, right = (_natural_earth(edge - self.middle, 0.0)[0] for edge in (self.west, self.east))
        x, y = _natural_earth(lon - self.middle, lat)
        scale = width / (right - left)
        return (x - left) * scale, y * scale


def longitude(meridian: float) -> float:
    """The same meridian, counted eastwards from the seam: 181 and -179 are one, and lie east of Fiji."""
    return (meridian - SEAM) % 360 + SEAM


def window_for(places: Iterable[tuple[float, float]]) -> Window:
    """The part of the world that holds all places, given as longitude and latitude of their middles.

    No continent is cut through: the Americas, the far side of the Pacific, the far south and the far north
    are each shown whole or, where nothing is drawn there, left out. No places give the world.
    """
    held = list(places)
    lons, lats = [lon for lon, _ in held], [lat for _, lat in held]
    if not held or min(lons) < WESTERNMOST_CROPPED:
        return Window(SEAM, SEAM + 360)
    is_whole_east = max(lons) > PACIFIC_BEGINS or max(lats) > FAR_NORTH
    return Window(
        west=WESTERNMOST_CROPPED - 6 if min(lons) < AMERICAS_END else AMERICAS_END,
        east=SEAM + 360 - 4 if is_whole_east else 155.0,
        south=SOUTH_END if min(lats) < FAR_SOUTH else -37.0,
        north=NORTH_END if max(lats) > FAR_NORTH else 62.0,
    )


def _natural_earth(lon: float, lat: float) -> tuple[float, float]:
    """The Natural Earth projection of a place, on a globe of radius 1 (Šavrič, Patterson, Jenny 2011)."""
    phi = radians(lat)
    p2, p4 = phi**2, phi**4
    x = radians(lon) * (0.870700 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y
