"""Puts the checksums of the sample files on their cards: python tests/sample_checksums.py"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

SAMPLE_SOURCES = Path(__file__).parent / "sample_sources"
SAMPLE_REFERENCE = Path(__file__).parent / "sample_reference"


def refresh(folder: Path) -> bool:
    """Write the checksum of each file of one source on its card; whether the card changed."""
    card = folder / "source.toml"
    old = card.read_text(encoding="utf-8")
    new = old
    for path in sorted(folder.glob("*.csv")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        new = re.sub(rf'(name = "{re.escape(path.name)}"\nsha256 = ")[0-9a-f]*"', rf'\g<1>{digest}"', new)
    card.write_text(new, encoding="utf-8")
    return new != old


if __name__ == "__main__":
    changed = [folder.name for folder in sorted(SAMPLE_SOURCES.iterdir()) if refresh(folder)]
    print("\n".join(changed) or "All checksums were right.")
