"""The data sheet inside a chart of a slide: the numbers, and beside them how each is labelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter

AS_LABELLED = "as labelled"


class LabelledData(CategoryChartData):
    """Chart data whose sheet has, right of the series, a column of labels for each series that has labels.

    ``labels`` are set before the chart is made: name of a series, and its labels by place. The chart is drawn
    from the series alone; a reader finds bounds there for which the chart has no room.
    """

    def __init__(self, number_format: str = "General") -> None:
        super().__init__(number_format)  # type: ignore[no-untyped-call]
        self.labels: list[tuple[str, Mapping[int, str]]] = []

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _Writer(self)  # type: ignore[no-untyped-call]


class _Writer(CategoryWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        super()._populate_worksheet(workbook, worksheet)  # type: ignore[no-untyped-call]
        data = self._chart_data
        # One column is left free: what stands right beside a chart's numbers is taken for one more series.
        first = data.categories.depth + len(data) + 1
        for column, (name, labels) in enumerate(data.labels, first):
            worksheet.write_string(0, column, f"{name}, {AS_LABELLED}")
            for place, words in labels.items():
                worksheet.write_string(place + 1, column, words)
