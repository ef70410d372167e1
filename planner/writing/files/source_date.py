"""The time that stands for the clock where outputs are to be the same byte by byte: ``SOURCE_DATE_EPOCH``."""

from __future__ import annotations

import os
from datetime import UTC, datetime

_EARLIEST = 315_532_800
"""The first of January 1980, before which zip archives and Excel know no date."""
_LATEST = 253_402_300_799
"""The end of the year 9999."""


def read_source_date() -> datetime | None:
    """Return the time that the environment states, not before 1980; ``None`` where it states none that a calendar has."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    is_number = stated.isascii() and stated.removeprefix("-").isdecimal() and len(stated) <= len(str(_LATEST))
    if not is_number or int(stated) > _LATEST:
        return None
    return datetime.fromtimestamp(max(int(stated), _EARLIEST), UTC)
