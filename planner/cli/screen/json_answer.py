"""What --json prints."""

from __future__ import annotations

import json


def json_words(answer: object) -> str:
    """Return `answer` as one JSON object for people and programs: indented, Chinese as it is."""
    return json.dumps(answer, ensure_ascii=False, indent=2)
