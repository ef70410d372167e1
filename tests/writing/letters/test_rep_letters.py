"""A seat's letter: its numbers are the workbook's, and nothing of anybody else is in it."""

from __future__ import annotations

import gc
import io
import re
from dataclasses import replace

import docxtpl
import openpyxl
import pytest

from planner.cli.main import COLLECT_AFTER
from planner.language import Language
from planner.results.written.read_plan import read_plan_file
from planner.writing.letters import make_letters
from planner.writing.letters.contents.amounts import clean_name, format_money
from planner.writing.letters.contents.choose_letters import list_orders
from planner.writing.letters.contents.content import LetterKind, RepLetter
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.rep_content import build_rep_letter
from planner.writing.letters.handing_out.register import Register
from planner.writing.letters.make_letters import LetterRun, open_templates
from planner.writing.letters.pages.pdf_letter import PdfPress
from planner.writing.letters.templates.docx_template import fill_template
from tests.written_plan_builder import (
    NAMES,
    make_named_input,
    read_named_plan,
    text_of_docx,
    write_named_plan,
    write_plan,
)

AMOUNT = re.compile(r"−?[\d,]+\.\d\d(?!\d|%)")


def _run(orders, folder, language) -> LetterRun:
    return LetterRun(open_templates(orders, None), ("docx",), folder, Register(), "2026-12-01 09:00", language)


@pytest.fixture(scope="module", params=list(Language))
def made(request, tmp_path_factory):
    """All letters of the small company in one language: content and Word file by seat."""
    folder = tmp_path_factory.mktemp("letters")
    orders = list_orders(PlanFacts(read_named_plan()), [LetterKind.REP], (), [request.param])
    outcomes = list(_run(orders, folder, request.param).make(orders))
    assert [o.error for o in outcomes if o.error] == []
    return {o.order.key: (o.letter, (folder / o.row.word_file).read_bytes()) for o in outcomes if o.row}


@pytest.fixture(scope="module")
def rows():
    """Sheet Seat targets as Excel shows it, by seat and header: read by openpyxl, not by the program."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_named_plan()), data_only=True)["Seat targets"]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(i for i, line in enumerate(lines) if line[0] == "Seat")
    return {line[0]: dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :] if line[0] and line[1]}


def _money(value: float) -> str:
    return f"{value:,.2f}"


def test_every_seat_has_one_letter_with_the_workbooks_numbers(made, rows):
    assert set(made) == set(rows)
    for seat, row in rows.items():
        letter, content = made[seat]
        text = text_of_docx(content)
        assert letter.says.target == _money(row["Target of the year"])
        assert [q.target for q in letter.says.quarters] == [_money(row[f"Q{q}"]) for q in range(1, 5)]
        months = [m.target for q in letter.says.quarters for m in (q.first, q.second, q.third)]
        assert months == [_money(row[f"M{m}"]) for m in range(1, 13)]
        products = {name.removeprefix("Product: "): v for name, v in row.items() if name.startswith("Product: ") and v}
        assert {p.name: p.target for p in letter.says.products} == {p: _money(v) for p, v in products.items()}
        amounts = AMOUNT.findall(text)
        wanted = [
            row["Target of the year"],
            *(row[f"{a}{n}"] for a, c in (("Q", 4), ("M", 12)) for n in range(1, c + 1)),
        ]
        for value in (*wanted, *products.values()):
            assert _money(value) in amounts


def test_segments_and_steps_add_up_to_the_target(made):
    for letter, _ in made.values():
        cents = [round(float(s.target.replace(",", "")) * 100) for s in letter.says.segments]
        assert not cents or sum(cents) == letter.target_cents
        bars = letter.waterfall[1:] if letter.says.last_year else letter.waterfall
        assert sum(b.cents for b in bars[:-1]) == bars[-1].cents == letter.target_cents


def test_splits_and_steps_have_no_cents(made):
    # All targets of this plan are whole; its rounding step is 100.00, a tenth of it for small splits.
    for letter, _ in made.values():
        assert letter.target_cents % 100 == 0
        shown = [s.target for s in (*letter.says.segments, *letter.says.products)] + [
            s.amount for s in letter.says.steps
        ]
        assert [a for a in shown if not a.endswith(".00")] == []


@pytest.mark.parametrize(
    ("revenue", "target", "english", "chinese"),
    [
        (None, 100_00, "", ""),
        (0, None, "; last year the seat brought CNY 0.00.", "；上年该席位实现收入 0.00 元。"),
        (90_00, 0, "; last year the seat brought CNY 90.00.", "；上年该席位实现收入 90.00 元。"),
        (
            90_00,
            80_00,
            "; last year the seat brought CNY 90.00, which is 112.5% of its target of CNY 80.00.",
            "；上年该席位实现收入 90.00 元，完成上年目标 80.00 元的 112.5%。",
        ),
    ],
)
def test_last_year_is_said_as_far_as_it_is_known(revenue, target, english, chinese):
    facts = PlanFacts(read_named_plan())
    seat = facts.written.plan.targets.seats[0]
    position = replace(seat.position, last_year_revenue_cents=revenue, last_year_target_cents=target)
    for language, wanted in ((Language.ENGLISH, english), (Language.CHINESE, chinese)):
        says = build_rep_letter(facts, replace(seat, position=position), language).says
        assert isinstance(says, RepLetter)
        last = says.sentences[2]
        assert last.endswith(wanted or last)
        assert ("last year" in last or "上年" in last) is bool(wanted)


def test_names_stand_as_they_are(made):
    for seat, name in NAMES.items():
        letter, content = made[seat]
        assert letter.says.addressee == name
        assert name in text_of_docx(content)
    open_seat = next(letter for letter, _ in made.values() if not letter.person)
    assert open_seat.key in open_seat.says.addressee


def test_nothing_of_anybody_else_is_in_a_letter(made, rows):
    """Names, seats, targets, last year's revenue and quarters of the others appear nowhere in any part of the file."""
    facts = PlanFacts(read_named_plan())
    for seat, (letter, content) in made.items():
        text = text_of_docx(content)
        amounts = set(AMOUNT.findall(text))
        own = set(_own_amounts(letter))
        words = set(re.split(r"[\s\n（）()，、。；:：]+", text))
        for other, row in rows.items():
            if other == seat:
                continue
            name = NAMES.get(other)
            assert name is None or name not in text, (seat, other)
            assert other not in words, (seat, other)
            theirs = {_money(row["Target of the year"]), _money(row["Cushioned target"])} - own
            known = facts.inputs.get(other)
            last_year = (known.last_year_revenue_cents, known.last_year_target_cents) if known else ()
            theirs |= {format_money(cents) for cents in last_year if cents} - own
            assert not theirs & amounts, (seat, other)


def _own_amounts(letter) -> list[str]:
    """Return the amounts that the plan gives to this seat itself: equal ones of a colleague are no leak."""
    says = letter.says
    return [
        says.target,
        says.last_year,
        says.last_year_target,
        *(q.target for q in says.quarters),
        *(g.target for g in says.goals),
    ]


def test_team_and_company_amounts_are_not_disclosed(made):
    plan = read_named_plan()
    for letter, content in made.values():
        amounts = set(AMOUNT.findall(text_of_docx(content)))
        hidden = {format_money(plan.plan_input.settings.target_revenue_cents)}
        hidden |= {format_money(t.base_cents) for t in plan.plan.targets.teams if t.base_cents != letter.target_cents}
        assert not hidden & amounts


def test_the_cushion_is_told_only_where_settings_say_so(made):
    for letter, content in made.values():
        assert letter.says.cushioned == ""
        assert "Cushioned" not in text_of_docx(content)


def test_the_expense_budget_is_for_the_months_from_the_start(made):
    # 10,000.01 + 5,000.00 a head and year; F2 starts in month 4: nine months of it are 11,250.0075.
    assert made["F1"][0].says.expense_budget == "15,000.01"
    assert made["F2"][0].says.expense_budget == "11,250.01"


def test_the_same_letter_is_the_same_file(made):
    facts = PlanFacts(read_named_plan())
    letter, _content = made["F1"]
    orders = list_orders(facts, [LetterKind.REP], ["F1"], [letter.language])
    again = list(_run(orders, None, letter.language).make(orders))
    assert again[0].letter is not None
    assert again[0].letter == letter
    assert again[0].letter.content_sha256 == letter.content_sha256


def test_a_letter_holds_clean_names(made):
    seat = next(s for s in read_named_plan().plan.targets.seats if s.position.seat == "F1")
    assert build_rep_letter(PlanFacts(read_named_plan()), seat, Language.ENGLISH).person == clean_name(NAMES["F1"])


@pytest.mark.parametrize("language", list(Language))
def test_a_seat_without_a_target_gets_its_letter(language, tmp_path):
    plan_input = make_named_input()
    seats = tuple(replace(s, target_max_cents=0) if s.seat == "F1" else s for s in plan_input.seats)
    facts = PlanFacts(read_plan_file(write_plan(replace(plan_input, seats=seats), language), "zero.xlsx"))
    orders = list_orders(facts, [LetterKind.REP], ["F1"], [language])
    (outcome,) = _run(orders, tmp_path, language).make(orders)
    assert outcome.error is None
    assert outcome.letter is not None
    assert outcome.row is not None
    assert outcome.letter.says.target == "0.00"
    assert "0.00" in text_of_docx((tmp_path / outcome.row.word_file).read_bytes())
    assert PdfPress().set(outcome.letter).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["X", "W" * 60, "汉" * 60])
def test_long_names_and_ten_digits_stand_in_the_word_letter(made, name):
    letter, _ = made["F1"]
    says, large = letter.says, "9,999,999,999.99"
    rows = tuple(replace(r, name=name, target=large) for r in says.products)
    changed = replace(says, addressee=name, name=name, target=large, products=rows, segments=rows)
    orders = list_orders(PlanFacts(read_named_plan()), [LetterKind.REP], ["F1"], [letter.language])
    (template,) = open_templates(orders, None).values()
    text = text_of_docx(fill_template(template, replace(letter, says=changed), None, None))
    assert text.count(name) >= 2 + 2 * len(rows)
    assert text.count(large) >= 1 + 2 * len(rows)


def test_documents_of_letters_that_are_done_are_let_go(tmp_path, monkeypatch):
    """Each holds megabytes and is a circle of objects, which the program looks for seldom."""
    monkeypatch.setattr(make_letters, "_SWEPT_AFTER", 2)
    orders = list_orders(PlanFacts(read_named_plan()), [LetterKind.REP], (), [Language.ENGLISH])

    def list_documents() -> list[docxtpl.DocxTemplate]:
        return [thing for thing in gc.get_objects() if isinstance(thing, docxtpl.DocxTemplate)]

    thresholds = gc.get_threshold()
    gc.collect()
    others = len(list_documents())  # that other tests keep
    gc.set_threshold(*COLLECT_AFTER)
    try:
        held = []
        for number, _ in enumerate(_run(orders, tmp_path, Language.ENGLISH).make(orders * 4), start=1):
            if number % 2 == 0:
                held.append(len(list_documents()) - others)
    finally:
        gc.set_threshold(*thresholds)
    assert len(held) > 3
    assert max(held) <= 5


def test_a_fiscal_year_that_ends_in_the_next_year_is_named_by_both():
    written = read_named_plan()
    settings = replace(written.plan_input.settings, fiscal_start_month=4)
    facts = PlanFacts(replace(written, plan_input=replace(written.plan_input, settings=settings)))
    year, after = settings.plan_year, (settings.plan_year + 1) % 100
    assert facts.head("Ann", 100, Language.ENGLISH)["year"] == f"{year}/{after:02d}"
    assert PlanFacts(written).head("Ann", 100, Language.ENGLISH)["year"] == str(year)
