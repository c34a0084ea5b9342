"""Charts: one module a chart, each a pure function from CitedTable to a Plotly figure."""
