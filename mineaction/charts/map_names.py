"""The names on a map: beside the largest places, clear of each other, of signs and of what is filled."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mineaction.charts import theme
from mineaction.charts.frame import hover_html
from mineaction.charts.map_fills import CIRCLE_PX, Row
from mineaction.charts.map_labels import most_clear
from mineaction.charts.map_window import Window, longitude
from mineaction.charts.sketch import Part
from mineaction.charts.spread import NARROW_PX, Box, text_px
from mineaction.charts.world_boxes import BOXES
from mineaction.charts.world_shapes import TOO_SMALL, WITH_SHAPE

LABEL_PX, MOST_LABELS = 13, 4
WIDTHS_PX = (2 * NARROW_PX, 4 * NARROW_PX)
"""Labels keep their size while the map grows, so they are kept clear at each of these widths. A map narrower
than the first of them hides them: there they would cover what they name."""

SIDES = {
    "top center": (0, 1),
    "top right": (1, 1),
    "middle right": (1, 0),
    "bottom center": (0, -1),
    "bottom right": (1, -1),
    "top left": (-1, 1),
    "middle left": (-1, 0),
    "bottom left": (-1, -1),
}
"""Where a label may stand: how far its middle is off its place, across and up, in halves of its size."""


class Spot(NamedTuple):
    """The place a label is tied to, and the side of it on which it stands, by its name in SIDES."""

    lon: float
    lat: float
    side: str


def place_longitude(row: Row) -> float:
    """Longitude of the middle of a place, counted from the seam."""
    return longitude(float(row["longitude"]))


def has_point(row: Row) -> bool:
    """Whether it is known where the place lies."""
    # A country without a centroid comes as None, or as NaN, which is not equal to itself.
    return row["latitude"] is not None and row["latitude"] == row["latitude"]


def is_shape(row: Row) -> bool:
    """Whether the outlines have a shape for it."""
    return row["iso3"] in WITH_SHAPE


def is_circle(row: Row) -> bool:
    """Whether a circle stands for it."""
    return has_point(row) and (row["iso3"] not in WITH_SHAPE or row["iso3"] in TOO_SMALL)


def points(meta: str, rows: Sequence[Row], **more: Any) -> Part:
    """A trace of marks at the middles of places."""
    return {
        "type": "scattergeo",
        "meta": meta,
        "lon": [place_longitude(row) for row in rows],
        "lat": [float(row["latitude"]) for row in rows],
        "mode": "markers",
        "hovertext": [hover_html(str(row["hover"])) for row in rows],
        "hoverinfo": "text",
        "showlegend": False,
        **more,
    }


def labels(rows: Sequence[Row], window: Window, dark: bool) -> Iterator[Part]:
    """Name and amount of the largest: of as many as can all be labelled clear of each other."""
    colours = theme.palette(dark)
    halo = ", ".join(f"{x}px {y}px 2px {colours.background}" for x in (-1, 0, 1) for y in (-1, 0, 1))
    largest = [row for row in rows if has_point(row) and row["amount_usd"] > 0][:MOST_LABELS]
    # Circles and signs stand where the map shows nothing else; a label may cover neither. It covers a filled
    # shape only where there is no room beside them all.
    marked = [row for row in rows if has_point(row) and (not is_shape(row) or row["amount_usd"] <= 0)]
    marks = [_circle_boxes(row, window) for row in marked]
    shapes = [_shape_boxes(row, window) for row in rows if is_shape(row)]
    spots = [_spots(row) for row in largest]
    room = [
        [_label_boxes(row, spot, window) for spot in its] for row, its in zip(largest, spots, strict=True)
    ]
    chosen = most_clear(room, [*marks, *shapes])
    if len(chosen) < len(largest):
        chosen = max(chosen, most_clear(room, marks), key=len)
    sets = [(its[side], row) for side, row, its in zip(chosen, largest, spots, strict=False)]
    for side in dict.fromkeys(spot.side for spot, _ in sets):
        kept = [
            {**row, "longitude": spot.lon, "latitude": spot.lat} for spot, row in sets if spot.side == side
        ]
        yield points(
            "labels",
            kept,
            mode="text",
            text=[html.escape(_label(row), quote=False) for row in kept],
            textposition=side,
            textfont={"size": theme.FONT_SIZE, "color": colours.ink, "shadow": halo, "weight": 600},
            hoverinfo="skip",
        )


def _label(row: Row) -> str:
    return f"{row['place']} {row['label']}"


def _spots(row: Row) -> tuple[Spot, ...]:
    """Where a label may begin: at the edges of the shape, or around the circle, then upon the place."""
    lon, lat = place_longitude(row), float(row["latitude"])
    around = tuple(Spot(lon, lat, side) for side in SIDES)
    if is_circle(row) or row["iso3"] not in BOXES:
        return around
    west, south, east, north = BOXES[row["iso3"]]
    edges = (
        *(Spot(east, lat, "middle right"), Spot(west, lat, "middle left")),
        *(Spot(lon, north, "top center"), Spot(lon, south, "bottom center")),
    )
    return (*edges, *around)


def _label_boxes(row: Row, spot: Spot, window: Window) -> tuple[Box, ...]:
    """The room a label takes, with a little air, at each width; none where it would stick out."""
    across, up = SIDES[spot.side]
    wide = 1.06 * text_px(_label(row)) + 4
    low = window.place_px(window.middle, window.south, 1.0)[1]
    boxes = []
    for width in WIDTHS_PX:
        x, y = window.place_px(spot.lon, spot.lat, width)
        left, bottom = x + (across - 1) / 2 * wide, y + (up - 1) / 2 * LABEL_PX
        if left < 0 or left + wide > width or bottom < low * width:
            return ()
        boxes.append(Box(left, left + wide, bottom, bottom + LABEL_PX))
    return tuple(boxes)


def _shape_boxes(row: Row, window: Window) -> tuple[Box, ...]:
    """About the room of a filled shape: the middle of the box around it, as few shapes fill their corners."""
    west, south, east, north = BOXES.get(row["iso3"], (0.0, 0.0, 0.0, 0.0))
    boxes = []
    for width in WIDTHS_PX:
        (left, low), (right, high) = (
            window.place_px(west, south, width),
            window.place_px(east, north, width),
        )
        wide, tall = 0.15 * (right - left), 0.15 * (high - low)
        boxes.append(Box(left + wide, right - wide, low + tall, high - tall))
    return tuple(boxes)


def _circle_boxes(row: Row, window: Window) -> tuple[Box, ...]:
    """The room of a circle that stands where the map shows nothing else."""
    places = [window.place_px(place_longitude(row), float(row["latitude"]), width) for width in WIDTHS_PX]
    half = CIRCLE_PX / 2
    return tuple(Box(x - half, x + half, y - half, y + half) for x, y in places)
