"""The map: every place drawn once, classes in order, zero and less apart, labels clear; and the ranking."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import map_names, map_window, recipient_map, recipient_ranking, theme
from mineaction.charts.amount_classes import amount_classes
from mineaction.charts.map_labels import most_clear
from mineaction.charts.spread import NARROW_PX, Box
from mineaction.charts.world_boxes import BOXES
from mineaction.charts.world_shapes import TOO_SMALL, WITH_SHAPE
from mineaction.cited import CitedTable

OUTLINES = Path(__file__).parents[3] / "mineaction" / "ui" / "static" / "topojson" / "un" / "world_110m.json"
COLUMNS = ("place", "iso3", "scope", "latitude", "longitude", "amount_usd", "doubt", "label", "hover")


def place(
    name: str, iso3: str, lat: float | None, lon: float | None, usd: float, **other: Any
) -> dict[str, Any]:
    row = {"place": name, "iso3": iso3, "scope": "country", "latitude": lat, "longitude": lon}
    row |= {"amount_usd": usd, "doubt": "", "label": f"{usd / 1e6:.0f}", "hover": f"{name}\n<b>{usd}</b>"}
    return {**row, **other}


IRAQ = place("Iraq", "IRQ", 33.0, 43.7, 117e6)
LAOS = place("Lao PDR", "LAO", 18.5, 103.8, 84e6)
KOSOVO = place("Kosovo", "XKX", 42.6, 20.9, 1.4e6)
TUVALU = place("Tuvalu", "TUV", -10.5, 181.1, 2e4, doubt="some years without a figure")
MALI = place("Mali", "MLI", 17.0, -4.0, 0)
NIGER = place("Niger", "NER", 17.0, 8.0, -3e5)
REGION = place("Asia, regional", "", None, None, 5e6, scope="region")


def table(*rows: dict[str, Any]) -> CitedTable:
    made = pd.DataFrame(rows, columns=COLUMNS)
    return CitedTable("A title", made, "US$ million", "current prices", "calendar years", "A source")


def draw(*rows: dict[str, Any], dark: bool = False) -> go.Figure:
    return recipient_map.figure(table(*rows), dark=dark)


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


def fill_of(shapes: Any, z: float) -> str:
    """The colour a shape gets from the steps of its trace's colour scale."""
    share = (z - shapes.zmin) / (shapes.zmax - shapes.zmin)
    [colour] = {colour for (low, colour), (high, _) in pairwise(shapes.colorscale) if low < share < high}
    return str(colour)


def key_words(figure: go.Figure) -> list[str]:
    return [trace.name.replace("<br>", " ") for trace in traces(figure, "key")]


def test_every_country_is_drawn_once_and_a_region_never() -> None:
    figure = draw(IRAQ, LAOS, KOSOVO, TUVALU, MALI, NIGER, REGION)
    shapes = [code for trace in traces(figure, "shapes") for code in trace.locations]
    circles = [lon for trace in traces(figure, "circles") for lon in trace.lon]
    assert sorted(shapes) == ["IRQ", "LAO", "MLI", "NER"]
    assert len(circles) == 2
    assert all("Asia" not in str(trace) for trace in figure.data)


def test_zero_less_than_zero_and_no_figure_are_told_apart() -> None:
    figure = draw(IRAQ, MALI, NIGER)
    [signs] = traces(figure, "signs")
    assert list(signs.text) == ["−", "0"]
    [shapes] = traces(figure, "shapes")
    fills = {code: fill_of(shapes, z) for code, z in zip(shapes.locations, shapes.z, strict=True)}
    assert len(set(fills.values())) == len(fills) == 3
    assert figure.layout.geo.landcolor not in fills.values()
    assert {"no figure found", "reported zero", "below zero: taken back"} <= set(key_words(figure))


def test_an_amount_that_is_a_part_wears_a_dot_and_the_key_says_why() -> None:
    figure = draw(IRAQ, TUVALU)
    [parts] = traces(figure, "parts")
    assert len(parts.lon) == 1 and "some years without a figure" in key_words(figure)
    assert traces(draw(IRAQ), "parts") == [] and len(key_words(draw(IRAQ))) == 2


def test_small_countries_have_a_circle_above_their_shape() -> None:
    figure = draw(place("Lebanon", "LBN", 33.9, 35.9, 1e6))
    assert len(traces(figure, "shapes")) == len(traces(figure, "circles")) == 1


def test_a_country_without_a_centre_keeps_its_shape() -> None:
    figure = draw(IRAQ, place("Libya", "LBY", None, None, 2e6))
    assert "LBY" in [code for trace in traces(figure, "shapes") for code in trace.locations]


def test_without_shape_names_the_countries_the_outlines_lack() -> None:
    assert recipient_map.without_shape(table(IRAQ, KOSOVO, TUVALU, REGION)) == ("XKX", "TUV")


def test_hover_words_are_words() -> None:
    [shapes] = traces(draw(IRAQ), "shapes")
    assert shapes.hovertext[0].startswith("Iraq<br>&lt;b&gt;")


def test_no_rows_give_the_land_alone() -> None:
    figure = draw()
    assert key_words(figure) == ["no figure found"] and traces(figure, "shapes") == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_wears_the_projects_look(dark: bool) -> None:
    figure = draw(IRAQ, dark=dark)
    assert figure.layout.geo.bgcolor == theme.palette(dark).background
    assert figure.layout.template.layout.paper_bgcolor == theme.palette(dark).background


def test_labels_keep_clear_of_each_other_at_every_width() -> None:
    rows = [
        *(IRAQ, LAOS, place("Afghanistan", "AFG", 33.9, 66.0, 76e6)),
        *(place("Syria", "SYR", 35.0, 38.5, 55e6), place("Colombia", "COL", 3.9, -73.1, 46e6)),
    ]
    figure = draw(*rows)
    labels = [
        (map_names.Spot(lon, lat, trace.textposition), row)
        for trace in traces(figure, "labels")
        for lon, lat, words in zip(trace.lon, trace.lat, trace.text, strict=True)
        for row in rows
        if row["place"] in words
    ]
    assert {row["place"] for _, row in labels} >= {"Iraq", "Lao PDR", "Afghanistan"}
    window = map_window.window_for([(row["longitude"], row["latitude"]) for row in rows])
    boxes = [map_names._label_boxes(row, spot, window) for spot, row in labels]
    assert all(boxes)
    for one, other in combinations(boxes, 2):
        assert not any(mine.touches(its) for mine, its in zip(one, other, strict=True))


def test_a_name_stands_beside_its_shape() -> None:
    """Names once stood on the middles of their countries, and hid the colours they were to explain."""
    [label] = traces(draw(IRAQ), "labels")
    assert label.textposition == "middle right"
    assert label.lon[0] == BOXES["IRQ"][2] > IRAQ["longitude"]


def test_as_many_of_the_largest_are_labelled_as_can_all_be() -> None:
    here, there = (Box(0, 10, 0, 10),), (Box(20, 30, 0, 10),)
    assert most_clear([[here, there], [here]]) == [1, 0], "the first gives way where it can"
    assert most_clear([[here], [here], [there]]) == [0], "no smaller one is labelled before a larger"
    assert most_clear([[here]], [here]) == [] and most_clear([[()]]) == []


@pytest.mark.parametrize(
    ("degrees", "counted"), [(181.1, 181.1), (-178.9, 181.1), (-159.8, -159.8), (20, 20)]
)
def test_meridians_are_counted_from_the_seam(degrees: float, counted: float) -> None:
    assert map_window.longitude(degrees) == pytest.approx(counted)


def test_every_place_drawn_lies_in_the_window() -> None:
    for lon in (-159.8, -73.0, 20.9, 100.0, 181.1):
        for lat in (-34.0, 0.0, 62.0):
            window = map_window.window_for([(lon, lat)])
            assert window.west < lon < window.east and window.south < lat < window.north
            x, _ = window.place_px(lon, 10.0, NARROW_PX)
            assert 0 < x < NARROW_PX


def test_the_map_leaves_out_continents_on_which_nothing_is_drawn() -> None:
    """Small maps on a phone once showed the whole world around a few countries of Africa and Asia."""
    near, far = map_window.window_for([(43.7, 33.0)]), map_window.window_for([(43.7, 33.0), (-65.0, -35.0)])
    assert near.west > -40 and far.west < -112, "the Americas are whole or not there"
    assert near.south > -40 > far.south
    world = map_window.window_for([])
    assert world.east - world.west == 360
    assert 0.3 < near.height_share < 0.7 and 0.3 < world.height_share < 0.7


def test_the_height_of_a_map_follows_from_what_it_shows() -> None:
    figure = draw(IRAQ)
    assert recipient_map.height_share(figure) == map_window.window_for([(43.7, 33.0)]).height_share


# Classes of amounts


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], []),
        ([0, -5], []),
        ([300_000], ["US$ 100,000 or more"]),
        ([2e6, 7e6], ["US$ 1 to 5 million", "US$ 5 million or more"]),
        (
            [222, 89e6],
            [
                *("under US$ 10,000", "US$ 10,000 to 100,000", "US$ 100,000 to 1 million"),
                *("US$ 1 to 10 million", "US$ 10 million or more"),
            ],
        ),
        (
            [2e6, 7e6, 2e7, 7e7],
            [
                *("US$ 1 to 5 million", "US$ 5 to 10 million"),
                *("US$ 10 to 50 million", "US$ 50 million or more"),
            ],
        ),
        ([6e8, 2e9], ["US$ 100 million to 1 billion", "US$ 1 billion or more"]),
    ],
)
def test_classes_have_round_limits_in_words(amounts: list[float], words: list[str]) -> None:
    assert [found.words for found in amount_classes(amounts)] == words


@pytest.mark.parametrize("amounts", [[1, 10, 1e3, 1e6, 5e6, 1e9], [0.4], [999_999, 1_000_000], [5e6] * 3])
def test_every_amount_above_zero_is_in_one_class(amounts: list[float]) -> None:
    classes = amount_classes(amounts)
    assert 0 < len(classes) <= 5
    assert all(sum(amount in found for found in classes) == 1 for amount in amounts)
    assert not any(0 in found or -1 in found for found in classes)


# The outlines


def test_the_list_of_shapes_is_that_of_the_file() -> None:
    outlines = json.loads(OUTLINES.read_text("utf-8"))
    codes = {shape["id"] for shape in outlines["objects"]["countries"]["geometries"]}
    assert codes == WITH_SHAPE and TOO_SMALL < WITH_SHAPE
    assert "land" in outlines["objects"], "the ground of the map"
    assert set(BOXES) == {code for code in WITH_SHAPE if not code.startswith("X")}
    assert all(west <= east and south <= north for west, south, east, north in BOXES.values())


def test_outlines_come_from_here() -> None:
    folder = theme.plot_config()["topojsonURL"]
    assert folder == "app/static/topojson/un/", "below the page's own address, whatever that is"
    assert OUTLINES.is_file() and OUTLINES.as_posix().endswith(folder.removeprefix("app/") + OUTLINES.name)


# The ranking


def ranking(*rows: dict[str, Any]) -> go.Figure:
    return recipient_ranking.figure(table(*rows))


def test_bars_stand_in_order_with_names_and_labels() -> None:
    figure = ranking(IRAQ, LAOS, REGION, TUVALU, NIGER)
    assert list(figure.layout.yaxis.ticktext) == ["Iraq", "Lao PDR", "Asia, regional", "Tuvalu", "Niger"]
    [bars], [parts], [elsewhere] = (traces(figure, name) for name in ("bars", "parts", "elsewhere"))
    assert list(bars.x) == [117e6, 84e6, -3e5] and list(parts.y) == [3] and list(elsewhere.y) == [2]
    assert parts.marker.pattern.shape == "/" and elsewhere.marker.color == theme.LIGHT.background
    assert [words.strip() for words in traces(figure, "labels")[0].text] == ["117", "84", "5", "0", "-0"]
    assert figure.layout.xaxis.range[0] < -3e5


def test_the_rest_is_counted_and_the_key_only_where_it_says_something() -> None:
    many = [place(f"State {number}", "IRQ", 1, 1, 1e6 * (40 - number)) for number in range(30)]
    figure = ranking(*many)
    assert figure.layout.annotations[0].text == (
        "10 more recipients, each with US$ 20 million or less: see the rows."
    )
    assert not figure.data[0].showlegend and len(figure.data[0].x) == recipient_ranking.MOST_BARS
    hatched = ranking({**IRAQ, "doubt": "some years without a figure"})
    assert hatched.data[0].showlegend, "hatching alone has to be explained"


def test_no_rows_give_no_bars() -> None:
    assert len(ranking().data) == 0
