"""The documents of several figures as one numbered list: each once, in order of first use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mineaction.cited import Citation
from mineaction.export.standing_words import is_link

NOT_CHECKED = "address not checked"
NO_ADDRESS = "no public address known"


@dataclass(slots=True)
class References:
    """Documents and their numbers, which count from 1."""

    _held: dict[str, tuple[int, Citation]] = field(default_factory=dict)

    def cite(self, cited: Sequence[Citation]) -> tuple[int, ...]:
        """The numbers of these documents, smallest first; what is not yet listed is added at the end."""
        for citation in cited:
            self._held.setdefault(citation.document_id, (len(self._held) + 1, citation))
        return tuple(sorted({self._held[citation.document_id][0] for citation in cited}))

    def number(self, document_id: str) -> int:
        """The number of a document that was cited; 0 for any other."""
        return self._held[document_id][0] if document_id in self._held else 0

    @property
    def numbered(self) -> Iterator[tuple[int, Citation]]:
        """Number and document, in order."""
        return iter(self._held.values())

    def __len__(self) -> int:
        return len(self._held)


def in_brackets(numbers: Sequence[int]) -> str:
    """Numbers as a figure cites them: ``[1–3, 7]``; nothing where there are none."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    # Two neighbours stand better by themselves than as a run.
    words = [", ".join(map(str, run)) if len(run) < 3 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"[{', '.join(words)}]" if words else ""


def about_address(citation: Citation) -> str:
    """What has to be known of a document's address; empty where it is one to follow."""
    if not citation.url:
        return NO_ADDRESS
    if citation.address_note:
        return f"{NOT_CHECKED}: {citation.address_note}"
    return "" if is_link(citation.url) else citation.url
