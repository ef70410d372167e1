"""LibreOffice recalculates the plan workbook: every formula gives its cached value, and a wrong one is seen."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.comparison_workbook import build_comparison_workbook
from planner.writing.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.comparison_builder import make_comparison
from tests.example_workbooks import planned_example
from tests.recalculation import recalculate


def _differences(book: Path, recalculated: Path) -> tuple[int, list[str]]:
    formulas, cached, fresh = (
        openpyxl.load_workbook(book),
        openpyxl.load_workbook(book, data_only=True),
        openpyxl.load_workbook(recalculated, data_only=True),
    )
    count, wrong = 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                before, after = cached[sheet.title][cell.coordinate].value, fresh[sheet.title][cell.coordinate].value
                numbers = isinstance(before, int | float) and isinstance(after, int | float)
                if (numbers and abs(before - after) > 1e-9 * max(1, abs(before))) or (not numbers and before != after):
                    wrong.append(f"{sheet.title}!{cell.coordinate}: {before} ≠ {after}")
    return count, wrong


@pytest.fixture(scope="module")
def with_territories(tmp_path_factory):
    """A Chinese plan workbook with every sheet of territories, of a small company."""
    folder = tmp_path_factory.mktemp("territories")
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    book.write_bytes(build_template(make_territory_input(make_book(10, owner="F1")), Language.CHINESE))
    assert run(["plan", str(book), "-o", str(made), "--quiet"]) == 0
    return made


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", ["example", "territories"])
def test_every_formula_gives_its_cached_value(case, tmp_path, tmp_path_factory, with_territories):
    made = planned_example(tmp_path_factory, Language.ENGLISH).made if case == "example" else with_territories
    recalculated = recalculate(made, tmp_path)
    count, wrong = _differences(made, recalculated)
    assert count > 500
    assert wrong == []
    assert run(["verify", str(recalculated)]) == 0


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", list(Language))
def test_every_formula_of_a_comparison_gives_its_cached_value(tmp_path, language):
    book = tmp_path / "compare.xlsx"
    book.write_bytes(build_comparison_workbook(make_comparison(), language))
    count, wrong = _differences(book, recalculate(book, tmp_path))
    assert count > 30
    assert wrong == []


@pytest.mark.libreoffice
def test_a_wrong_cached_value_is_seen(tmp_path):
    import xlsxwriter

    book = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet("S").write_formula(0, 0, "=1+1", None, 3)
    assert _differences(book, recalculate(book, tmp_path))[1] == ["S!A1: 3 ≠ 2"]
