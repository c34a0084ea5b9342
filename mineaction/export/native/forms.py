"""An exhibit as parts PowerPoint and Excel can draw and a reader can edit.

Each chart function of the house has one entry in FORMS, which takes what the function takes before ``dark``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mineaction.charts import (
    around_policy,
    claim_ladder,
    compare_means,
    compare_panels,
    country_donors,
    country_panels,
    coverage_heatmap,
    donor_flow,
    donor_heatmap,
    donor_ranking,
    editions,
    funding_over_time,
    lwvf_points,
    mine_free,
    policy_timeline,
    published_values,
    recipient_map,
    recipient_ranking,
    treaty_membership,
    us_transactions,
)
from mineaction.errors import NoNativeForm
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.table import no_drawing
from mineaction.export.native import bars as native_bars
from mineaction.export.native import editions as native_editions
from mineaction.export.native import lists as native_lists
from mineaction.export.native import points as native_points
from mineaction.export.native import stacks as native_stacks
from mineaction.export.native import tables as native_tables
from mineaction.export.native import windows as native_windows
from mineaction.export.native.parts import NativePart

FORMS: Mapping[Callable[..., Any], Callable[..., tuple[NativePart, ...]]] = {
    around_policy.figure: native_windows.around,
    claim_ladder.figure: native_points.claims,
    compare_means.figure: native_windows.means,
    compare_panels.figure: native_bars.compared,
    country_donors.figure: native_lists.country_donors,
    country_panels.figure: native_bars.country,
    country_panels.figure_of_parts: native_bars.funding,
    coverage_heatmap.figure: native_tables.coverage,
    donor_flow.figure: native_tables.flows,
    donor_heatmap.figure: native_tables.donor_grid,
    donor_ranking.figure: native_lists.donors,
    editions.figure: native_editions.editions,
    funding_over_time.figure: native_bars.funding,
    lwvf_points.figure: native_points.fund,
    mine_free.figure: native_lists.mine_free,
    no_drawing: lambda *drawn_from: (),
    policy_timeline.figure: native_tables.register,
    published_values.figure: native_points.published,
    recipient_map.figure: native_tables.place_map,
    recipient_ranking.figure: native_lists.recipients,
    treaty_membership.figure: native_lists.treaties,
    us_transactions.figure: native_stacks.transactions,
}


def native_parts(exhibit: Exhibit) -> tuple[NativePart, ...]:
    """Charts, tables and pictures in the order of the page's panels; none where there is nothing to draw.

    Raises NoNativeForm for a chart that has no entry in FORMS.
    """
    form = FORMS.get(exhibit.chart)
    if form is None:
        raise NoNativeForm(f"{exhibit.chart.__module__}.{exhibit.chart.__name__}")
    return form(*exhibit.drawn_from)
