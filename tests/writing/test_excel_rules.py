"""What the program writes is opened by Excel without an offer of repair; what Excel would repair is seen."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from planner.cli.main import run
from planner.language import Language
from planner.writing.comparison.workbook import build_comparison_workbook
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.comparison_builder import make_comparison
from tests.example_workbooks import planned_example, short_example
from tests.excel_rules.package import list_breaches


@pytest.mark.parametrize("language", Language)
def test_the_plan_of_the_example_keeps_the_rules_of_excel(language, tmp_path_factory):
    assert list_breaches(planned_example(tmp_path_factory, language).made.read_bytes()) == []


@pytest.mark.parametrize("language", Language)
def test_planning_workbooks_and_comparisons_keep_the_rules_of_excel(language):
    books = (
        build_template(None, language),
        short_example(language),
        build_comparison_workbook(make_comparison(), language),
    )
    assert [list_breaches(book) for book in books] == [[], [], []]


def test_workbooks_of_territories_and_risk_and_a_marked_copy_keep_the_rules_of_excel(tmp_path):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(make_territory_input(make_book(10, owner="F1")), Language.CHINESE))
    names = ("made", "territories", "risk", "marked")
    made, territories, risk, marked = (tmp_path / f"{name}.xlsx" for name in names)
    assert run(["plan", str(book), "-o", str(made), "--quiet"]) == 0
    assert run(["territory", str(book), "-o", str(territories), "--quiet"]) == 0
    assert run(["risk", str(made), "-o", str(risk), "--draws", "1000", "--quiet"]) == 0
    assert run(["check", str(book), "--marked", str(marked)]) == 0
    for path in (made, territories, risk, marked):
        assert list_breaches(path.read_bytes()) == [], path.name


def make_sound() -> bytes:
    """Return a workbook with a little of everything that the rules are about."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet, other = workbook.add_worksheet("Sales"), workbook.add_worksheet("Other")
        sheet.write_row(0, 0, ["Name", "Amount"])
        sheet.write_row(1, 0, ["A", 1])
        sheet.write_formula("C2", "=SUM(Other!A1,B2)", None, 1)
        sheet.merge_range("E1:F1", "merged")
        sheet.autofilter("A1:B2")
        sheet.freeze_panes(1, 0)
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["A", "B"], "input_message": "which"})
        sheet.conditional_format("B2", {"type": "cell", "criteria": ">", "value": 0, "format": workbook.add_format()})
        sheet.set_column(0, 0, 20)
        sheet.set_footer("&P")
        sheet.write_comment("A1", "a comment")
        other.write_row("A1", [1, 2])
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Other!$A$1:$B$1"})
        other.insert_chart("D4", chart)
    return made.getvalue()


SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
BREAKS = [
    ("a part that is not there", "xl/worksheets/_rels/sheet1.xml.rels", "comments1.xml", "comments9.xml"),
    ("a content type of nothing", "[Content_Types].xml", "/xl/styles.xml", "/xl/other.xml"),
    ("a relation that is not there", SHEET, 'r:id="rId1"', 'r:id="rId77"'),
    ("elements in another order", SHEET, '<autoFilter ref="A1:B2"/>', ""),
    ("rows in another order", SHEET, '<row r="1"', '<row r="7"'),
    ("cells in another order", SHEET, 'r="A2"', 'r="Z2"'),
    ("a format that is not there", SHEET, '<c r="B2"', '<c r="B2" s="99"'),
    ("a text that is not there", SHEET, '<c r="A2" t="s"><v>2', '<c r="A2" t="s"><v>222'),
    ("no number", SHEET, '<c r="B2"><v>1<', '<c r="B2"><v>nan<'),
    ("a formula with its sign", SHEET, "SUM(Other!A1,B2)", "=SUM(Other!A1,B2)"),
    ("a sheet that is not there", SHEET, "Other!A1", "Others!A1"),
    ("brackets", SHEET, "SUM(Other!A1,B2)", "SUM(Other!A1,B2"),
    ("a reference that leads nowhere", SHEET, "Other!A1", "Other!#REF!"),
    ("a function without prefix", SHEET, "SUM(Other!A1,B2)", "MAXIFS(Other!A1,B2,1)"),
    ("one merged cell", SHEET, 'mergeCell ref="E1:F1"', 'mergeCell ref="E1"'),
    ("merged cells in a filter", SHEET, 'mergeCell ref="E1:F1"', 'mergeCell ref="B1:C1"'),
    ("a list that is too long", SHEET, '"A,B"', '"A,B' + "," * 300 + '"'),
    ("a message that is too long", SHEET, 'prompt="which"', f'prompt="{"w" * 256}"'),
    ("validations counted wrongly", SHEET, 'dataValidations count="1"', 'dataValidations count="2"'),
    ("a conditional format that is not there", SHEET, 'dxfId="0"', 'dxfId="4"'),
    ("columns that are too wide", SHEET, 'width="20.7109375"', 'width="300"'),
    ("a footer that is too long", SHEET, "&amp;P", "P" * 256),
    ("a pane of nothing", SHEET, 'ySplit="1"', 'ySplit="0"'),
    ("two sheets selected", "xl/worksheets/sheet2.xml", "<sheetView ", '<sheetView tabSelected="1" '),
    ("a name that Excel keeps for itself", BOOK, 'name="Sales"', 'name="History"'),
    ("a name with a sign", BOOK, 'name="Sales"', 'name="Sales/East"'),
    ("the same name twice", BOOK, 'name="Sales"', 'name="other"'),
    ("a name of a sheet that is not there", BOOK, 'localSheetId="0"', 'localSheetId="5"'),
    ("a font that is not there", STYLES, 'fontId="0"', 'fontId="8"'),
    ("a series of no sheet", "xl/charts/chart1.xml", "Other!", "Others!"),
]


def test_a_sound_workbook_breaks_no_rule():
    assert list_breaches(make_sound()) == []


@pytest.mark.parametrize(("part", "before", "after"), [pytest.param(*b[1:], id=b[0]) for b in BREAKS])
def test_a_broken_rule_is_seen(part, before, after):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_sound())) as sound, zipfile.ZipFile(broken, "w") as made:
        for name in sound.namelist():
            text = sound.read(name).decode()
            if name == part:
                assert before in text
                text = text.replace(before, after, 1)
                if "autoFilter" in before:
                    text = text.replace("<sheetData>", before + "<sheetData>")
            made.writestr(name, text)
    assert list_breaches(broken.getvalue())
