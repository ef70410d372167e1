"""The page on the workbook says what is declared; header words do not clash."""

from __future__ import annotations

import pytest

from planner.reading.words.headers import header_spellings
from planner.tables.registry import INPUT_TABLES
from tests.workbook_page import PAGE, page_as_declared


def test_the_page_is_what_the_declarations_give():
    assert PAGE.read_text(encoding="utf-8") == page_as_declared(), "run: python -m tests.workbook_page"


@pytest.mark.parametrize("table", INPUT_TABLES, ids=lambda t: t.key)
def test_no_two_columns_share_a_header(table):
    owners: dict[str, str] = {}
    for column in table.columns:
        for spelling in header_spellings(column):
            assert owners.setdefault(spelling, column.field) == column.field, spelling
