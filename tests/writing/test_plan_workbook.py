"""The plan workbook in sizes and shapes that the example does not have."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.tables.results.plan_market_sheets import MATRIX_SHEET
from planner.tables.results.plan_summary_sheet import MANIFEST_LABELS, PLAN_LABELS
from planner.writing.files.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.bench.generated_case import make_large_case
from tests.results.forgery import write_rich_workbook
from tests.results.rich_case import make_rich_case


def test_the_matrix_chart_shows_every_unit_of_a_large_plan():
    # Excel draws at most 255 series; 300 units as a series each lost 45 of them.
    plan_input = make_large_case(300, 4, cap=None)
    plan = make_annual_plan(plan_input, PlanRequest(gap_limit=0.05)).plan
    manifest = build_manifest(plan_input, plan, "large.xlsx", "0" * 64, (), ())
    content = build_plan_workbook(plan_input, plan, (), (), manifest, Language.ENGLISH)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[MATRIX_SHEET.sheet.en]
    series = sheet._charts[0].series
    assert len(series) <= 255
    drawn: list[int] = []
    for one in series:
        cells = [int(cell.split("$")[-1]) for cell in one.yVal.numRef.f.split("!")[1].split(":")]
        drawn += range(cells[0], cells[-1] + 1)
    names = [sheet.cell(row, 1).value for row in drawn]
    assert sorted(names) == sorted(s.segment for s in plan_input.segments)


@pytest.mark.parametrize(
    ("language", "name", "heading"),
    [(Language.ENGLISH, "Plan", "How this plan was made"), (Language.CHINESE, "计划总览", "生成信息")],
    ids=["en", "zh"],
)
def test_every_line_of_the_manifest_has_a_label_of_its_own_in_the_language_of_the_plan(language, name, heading):
    plan_input, plan = make_rich_case()
    made_always = {PLAN_LABELS[key].en for key in ("inputs_sha256", "proof_sha256")}
    given = tuple((name, "x") for name in MANIFEST_LABELS if name not in made_always)
    manifest = build_manifest(plan_input, plan, "规划.xlsx", "0" * 64, (), given)
    content = build_plan_workbook(plan_input, plan, (), (), manifest, language)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    labels = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0] is not None]
    made = labels[labels.index(heading) :]
    assert len(made) == 8 + len(MANIFEST_LABELS)
    is_chinese = language is Language.CHINESE
    assert [label for label in made if bool(re.search("[一-鿿]", label)) is not is_chinese] == []
    spellings = [label.casefold() for label in labels]
    assert [x for x in made if spellings.count(x.casefold()) > 1] == [], "a line would be taken for another"


@pytest.mark.parametrize("language", list(Language))
def test_no_two_lines_of_sheet_plan_have_one_label(language):
    # Lines are found by their labels; the certainty that was an option and the one that is promised stand on one sheet.
    given = {k: v for k, v in MANIFEST_LABELS.items() if v not in PLAN_LABELS.values()}
    labels = [text.choose(language) for words in (PLAN_LABELS, given, ROBUST_LABELS) for text in words.values()]
    assert sorted(set(labels)) == sorted(labels)


def test_goals_are_shown_as_what_they_are():
    """Customers are whole, satisfaction is in percent, the rest is money."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_rich_workbook(Language.ENGLISH)), data_only=True)["Other goals"]
    shown = {row[2].value: row[3].number_format for row in sheet.iter_rows(min_row=5) if row[2].value}
    assert shown["new customers"] == "#,##0"
    assert shown["satisfaction"] == "0.0%"
    assert shown["collections"] == "#,##0;[Red]-#,##0"  # whole, as other targets


def test_units_that_differ_from_the_matrix_rule_have_another_shape():
    """A dark ring, and a shape where LibreOffice draws no ring around a marker."""
    with zipfile.ZipFile(io.BytesIO(write_rich_workbook(Language.ENGLISH))) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/charts/chart")]
    (chart,) = (c for c in charts if "differs from the matrix rule" in c)
    shapes = {
        (
            "(differs)" in series,
            re.findall(r'<c:symbol val="(\w+)"', series)[0],
            re.findall(r'<a:ln [^>]*><a:solidFill><a:srgbClr val="(\w+)"', series)[-1],
        )
        for series in re.findall(r"<c:ser>.*?</c:ser>", chart)
    }
    assert shapes == {(True, "diamond", "000000"), (False, "circle", "FFFFFF")}


@pytest.mark.parametrize(
    ("language", "names", "label"),
    [
        (Language.ENGLISH, ("Channel plan", "Team plan", "Seat targets"), "Total of the rows shown"),
        (Language.CHINESE, ("通路规划", "团队计划", "席位目标"), "所示行合计"),
    ],
    ids=["en", "zh"],
)
def test_totals_above_a_header_say_what_they_are(language, names, label):
    """They are SUBTOTALs above the header: without a word beside them nobody found the sums."""
    plan_input, plan = make_rich_case()
    manifest = build_manifest(plan_input, plan, "plan.xlsx", "0" * 64, (), ())
    book = openpyxl.load_workbook(io.BytesIO(build_plan_workbook(plan_input, plan, (), (), manifest, language)))
    for name in names:
        row = next(r for r in book[name].iter_rows() if any("SUBTOTAL(" in str(c.value) for c in r))
        assert row[0].value == label
    for title in ("Other goals", "其他指标"):
        if title in book.sheetnames:
            assert all(c.value != label for r in book[title].iter_rows(max_col=1) for c in r), (
                "nothing is added up there"
            )
