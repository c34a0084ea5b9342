"""A figure as plain data until it is whole, so that Plotly checks it once and not at every step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import plotly.graph_objects as go

Part: TypeAlias = dict[str, Any]
"""A trace, a shape, an annotation or an axis, in Plotly's own words."""

_IS_CHECKED: ContextVar[bool] = ContextVar("is_checked", default=True)


@contextmanager
def unchecked() -> Iterator[None]:
    """Inside, Plotly does not check the names and values of figures, which takes most of the time of drawing.

    A sound figure is the same either way; tests draw every chart with the check.
    """
    before = _IS_CHECKED.set(False)
    try:
        yield
    finally:
        _IS_CHECKED.reset(before)


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
        """The figure. Raises ValueError, naming the property, for anything Plotly does not know.

        Not so inside ``unchecked``.
        """
        layout = {**self.layout, "shapes": self.shapes, "annotations": self.annotations}
        return go.Figure(data=self.traces, layout=layout, _validate=_IS_CHECKED.get())


def bar(meta: str, **settings: Any) -> Part:
    """A bar trace that says what it is in ``meta``."""
    return {"type": "bar", "meta": meta, **settings}


def scatter(meta: str, **settings: Any) -> Part:
    """A scatter trace that says what it is in ``meta``."""
    return {"type": "scatter", "meta": meta, **settings}
