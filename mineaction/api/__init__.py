"""Addresses beside the pages: every chart as a file, every table, their description, and the embed view."""
