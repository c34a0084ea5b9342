"""The choices of series and their lines that have figures before anything is fetched from a publisher."""

from __future__ import annotations

from dataclasses import replace

from mineaction.queries import choices

CHOICES = tuple(
    replace(
        choice,
        lines=tuple(key for key in choice.lines if key not in choices.FETCHED_FROM),
        recipient_lines=tuple(key for key in choice.recipient_lines if key not in choices.FETCHED_FROM),
    )
    for choice in choices.CHOICES
    if not choice.is_only_fetched
)
