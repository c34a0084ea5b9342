"""Figures in the forms Office programs can edit, as plain data."""
