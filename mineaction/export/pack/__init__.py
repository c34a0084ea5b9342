"""Briefings and ready-made packs as one file."""
