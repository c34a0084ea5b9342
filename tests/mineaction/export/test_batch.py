"""Many packs in one go: one that stumbles is told of in the list, and where it stumbled in the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest

from mineaction.exhibits.address import Data
from mineaction.export.formats import OF_PACKS
from mineaction.export.pack import batch
from mineaction.export.pack.batch import Job
from mineaction.export.pack.briefing import Briefing


class _Data:
    version = "v1"


def stumble() -> Briefing:
    raise ZeroDivisionError("odd")


def test_where_a_pack_stumbled_is_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    jobs, form = [Job("a", "A", stumble)], OF_PACKS["html"]
    [outcome] = batch.run(jobs, form, tmp_path, cast(Data, _Data()), made_on=date(2026, 1, 2))
    assert outcome.words == "failed: ZeroDivisionError: odd"
    assert "The pack a.html stumbled" in caplog.text
    assert "Traceback" in caplog.text and "in stumble" in caplog.text
