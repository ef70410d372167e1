"""Names of sheets, as Excel lets people write them."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.tables.other_sheets import OTHER_SHEET_NAMES
from planner.tables.registry import INPUT_TABLES, table_named

RESERVED = "history"
"""Excel keeps the name for its list of tracked changes: nobody can give it to a sheet, and some programs refuse a file that has one."""


@pytest.mark.parametrize("language", list(Language))
def test_every_sheet_has_a_name_that_excel_allows(language: Language):
    names = [text.choose(language) for text in (*(t.sheet for t in INPUT_TABLES), *OTHER_SHEET_NAMES)]
    faulty = [
        n for n in names if len(n) > 31 or set(n) & set("[]:*?/\\") or n != n.strip("'") or n.casefold() == RESERVED
    ]
    assert faulty == []


def test_the_sheet_name_of_older_workbooks_is_known_still():
    assert "History" in table_named("history").sheet_synonyms
