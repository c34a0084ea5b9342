"""The shared domain of the mine-action funding dashboard: words, tables, questions, charts."""
