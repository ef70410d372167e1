"""LibreOffice recalculates the plan workbook: every formula gives its cached value, and a wrong one is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from planner.cli.main import run
from planner.language import Language
from planner.results.written.sheets.book import column_letter
from planner.results.written.sheets.read_book import read_book
from planner.writing.comparison.workbook import build_comparison_workbook
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.comparison_builder import make_comparison
from tests.example_workbooks import planned_example
from tests.recalculation import drop_print_titles, recalculate_all


def _differences(book: Path, recalculated: Path) -> tuple[int, list[str]]:
    """Return how many formulas `book` has, and those that LibreOffice lost or that give it another value than the saved one."""
    fresh = {sheet.name: sheet for sheet in read_book(recalculated.read_bytes(), recalculated.name).sheets}
    count, wrong = 0, []
    for sheet in read_book(book.read_bytes(), book.name).sheets:
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if cell.formula is None:
                    continue
                count += 1
                again = fresh[sheet.name].cell(row, column)
                before, after = cell.value, again.value
                numbers = isinstance(before, int | float) and isinstance(after, int | float)
                same = abs(before - after) <= 1e-9 * max(1, abs(before)) if numbers else before == after
                if not same or again.formula is None:
                    wrong.append(f"{sheet.name}!{column_letter(column)}{row + 1}: {before} ≠ {after}")
    return count, wrong


@pytest.fixture(scope="module")
def with_territories(tmp_path_factory):
    """A Chinese plan workbook with every sheet of territories, of a small company; in the example LibreOffice gets one sheet with titles as well."""
    folder = tmp_path_factory.mktemp("territories")
    book, made = folder / "plan.xlsx", folder / "territories.xlsx"
    book.write_bytes(build_template(make_territory_input(make_book(10, owner="F1")), Language.CHINESE))
    assert run(["plan", str(book), "-o", str(made), "--quiet"]) == 0
    made.write_bytes(drop_print_titles(made.read_bytes()))
    return made


@pytest.mark.libreoffice
def test_every_formula_gives_its_cached_value_and_a_wrong_one_is_seen(tmp_path, tmp_path_factory, with_territories):
    """All workbooks in one call: LibreOffice takes seconds to start."""
    example = tmp_path / "example.xlsx"
    made = planned_example(tmp_path_factory, Language.ENGLISH).made
    example.write_bytes(drop_print_titles(made.read_bytes(), but_first=True))
    plans = [example, with_territories]
    comparisons = [tmp_path / f"{language.value}.xlsx" for language in Language]
    for book, language in zip(comparisons, Language, strict=True):
        book.write_bytes(build_comparison_workbook(make_comparison(), language))
    wrong_book = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(wrong_book) as workbook:
        workbook.add_worksheet("S").write_formula(0, 0, "=1+1", None, 3)
    books = [*plans, *comparisons, wrong_book]
    assert len({book.name for book in books}) == len(books)
    recalculated = dict(zip(books, recalculate_all(books, tmp_path), strict=True))
    for book, least in ((plans[0], 500), (plans[1], 500), (comparisons[0], 30), (comparisons[1], 30)):
        count, wrong = _differences(book, recalculated[book])
        assert count > least, book
        assert wrong == [], book
    assert _differences(wrong_book, recalculated[wrong_book])[1] == ["S!A1: 3 ≠ 2"]
    for book in plans:
        assert run(["verify", str(recalculated[book])]) == 0
