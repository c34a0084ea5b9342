"""Dated statements, and whether they add up."""
