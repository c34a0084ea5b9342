"""Replay: a figure that was taken out, made again from the database, and what differs."""
