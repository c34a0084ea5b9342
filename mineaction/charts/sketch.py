"""A figure as plain data until it is whole, so that Plotly checks it once and not at every step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import plotly.graph_objects as go

Part: TypeAlias = dict[str, Any]
"""A trace, a shape, an annotation or an axis, in Plotly's own words."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a figure will hold. ``layout`` has everything but shapes and annotations, which are lists here."""

    traces: list[Part] = field(default_factory=list)
    shapes: list[Part] = field(default_factory=list)
    annotations: list[Part] = field(default_factory=list)
    layout: Part = field(default_factory=dict)

    def axis(self, reference: str) -> Part:
        """The settings of an axis by the name traces use: ``y2`` is ``yaxis2``."""
        settings: Part = self.layout.setdefault(f"{reference[0]}axis{reference[1:]}", {})
        return settings

    def figure(self) -> go.Figure:
        """The figure. Raises ValueError, naming the property, for anything Plotly does not know."""
        layout = {**self.layout, "shapes": self.shapes, "annotations": self.annotations}
        return go.Figure(data=self.traces, layout=layout)


def bar(meta: str, **settings: Any) -> Part:
    """A bar trace that says what it is in ``meta``."""
    return {"type": "bar", "meta": meta, **settings}


def scatter(meta: str, **settings: Any) -> Part:
    """A scatter trace that says what it is in ``meta``."""
    return {"type": "scatter", "meta": meta, **settings}
