"""Measurements of the build and the pages, each beside a plain peer. Run by hand; no test asserts a time."""
