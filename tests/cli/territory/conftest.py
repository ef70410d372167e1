"""A company with ten accounts, and one without any, as workbooks."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("territory")
    book = make_book(10, owner="F1", name=("=cmd", *(f"Name {i}" for i in range(9))))
    (place / "plan.xlsx").write_bytes(build_template(make_territory_input(book), Language.ENGLISH))
    (place / "none.xlsx").write_bytes(build_template(make_territory_input(make_book(0)), Language.ENGLISH))
    return place
