"""Sheet Why must name what the plan chose; a file whose formulas have no values says so in one sentence."""

from __future__ import annotations

import io

import openpyxl
import pytest

from planner.language import Language
from planner.results.written.checks.why_check import check_why
from planner.results.written.plans.result_tables import Written
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.results.written.verify_file import verify_plan_file
from planner.tables.results.plan_why_sheet import WHY_SHEET, sign_cells
from planner.tables.words.choice_words import word_of
from tests.results.forgery import write_rich_workbook
from tests.results.rich_case import make_rich_case

_KEYS = [c.key for c in WHY_SHEET.columns]


def _rows() -> list[list[object]]:
    _, plan = make_rich_case()
    rows: list[list[object]] = [["Why"], [], [c.header.en for c in WHY_SHEET.columns]]
    for unit in plan.channel_plan.units:
        row: dict[str, object] = dict.fromkeys(_KEYS)
        row |= {
            "unit": unit.unit.unit,
            "channel": word_of(unit.channel).en,
            "team": unit.team,
            "fte": round(unit.fte, 4),
        }
        row |= {
            "value": unit.value_cents / 100,
            "team_time": 7.5,
            f"net_{unit.channel.value}": unit.value_cents / 100 - 7.5,
        }
        rows.append(list(row.values()))
    return rows


def _found(rows: list[list[object]], signed: list[list[object]] | None = None, label: str = "Why SHA-256") -> list[str]:
    _, plan = make_rich_case()
    sheet = Sheet("Why", tuple(tuple(Cell(v) for v in row) for row in rows))
    manifest = Sheet("Plan", ((Cell(label), Cell(sign_cells((signed or rows)[2:]))),))
    written = Written(Book((manifest, sheet)), manifest, {}, ())
    check_why(written, plan)
    return [f"{f.place.cell} {f.found.en}" for f in written.findings]


def test_what_the_plan_chose_is_repeated():
    assert _found(_rows()) == []
    assert _found(_rows(), label="决策依据 SHA-256") == []


@pytest.mark.parametrize("key", ["channel", "team", "fte", "value", "team_time"])
def test_another_choice_is_found(key):
    rows = _rows()
    at = _KEYS.index(key)
    old = rows[3][at]
    rows[3][at] = old + 1 if isinstance(old, int | float) else "someone else"
    assert _found(rows) != []


def test_a_unit_left_out_is_found():
    assert _found(_rows()[:-1]) == ["A3 1 units are missing"]


@pytest.mark.parametrize(
    "key", ["second", "second_team", "regret", "net_direct", "net_seed", "proof", "choice", "turns"]
)
def test_what_else_could_be_is_signed(key):
    rows = _rows()
    unit = next(r for r in rows[3:] if r[_KEYS.index("channel")] not in ("direct", "seed"))
    unit[_KEYS.index(key)] = "seed" if key == "second" else 12.34
    assert _found(rows, signed=_rows()) == ["A3 what stands here is not what the manifest signs"]


def test_what_stands_below_the_units_is_signed_and_order_is_free():
    below: list[list[object]] = [[], ["Team", "+1 heads: at least"], ["Field", 12.5]]
    rows = _rows() + below
    assert _found(rows) == []
    assert _found([*rows[:3], *reversed(rows[3:-3]), *below], signed=rows) == []
    rows[-1] = ["Field", 12.51]
    assert _found(rows, signed=_rows() + below) == ["A3 what stands here is not what the manifest signs"]


def test_a_file_without_saved_values_says_so_once():
    book = openpyxl.load_workbook(io.BytesIO(write_rich_workbook(Language.ENGLISH)))
    buffer = io.BytesIO()
    book.save(buffer)  # openpyxl computes nothing
    findings = verify_plan_file(buffer.getvalue(), "saved.xlsx").findings
    assert len(findings) == 1
    assert (
        "formulas have no saved value, first here. A program that computes nothing has saved the file"
        in findings[0].message()
    )
