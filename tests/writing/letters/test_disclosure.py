"""What letters tell besides the target: cushion and pay as Settings say, the release rule, the logo."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from planner.cli.main import run
from planner.domain.choices import Disclosure
from planner.domain.identifiers import TeamId
from planner.domain.pay import CommissionRate, PayTerms
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.cost_of_sales.attainment import compute_team_cost
from planner.results.cost_of_sales.curve import build_curve
from planner.results.written.read_plan import read_plan_file
from planner.writing.letters.contents.choose_letters import list_orders
from planner.writing.letters.contents.content import Letter, LetterKind, RepLetter, TeamLetter
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.make_letters import open_templates
from planner.writing.letters.pages.pdf_letter import PdfPress
from planner.writing.letters.templates.docx_template import fill_template
from tests.written_plan_builder import make_named_input, text_of_docx, write_plan

RULE = "Half at once, half in July."


def _paid_input(disclosure: Disclosure, own_pay: bool) -> PlanInput:
    """Return the company with pay terms of team Field: 2 % up to the target and 5 % above, a leader's bonus from 90 % on, a process bonus;
    F3 works half time, for a base pay of its own when `own_pay`.
    """
    plan_input = make_named_input(letter_disclosure=disclosure)
    terms = PayTerms(TeamId("Field"), 1_200_000, 1.0, None, 10_000_000, 0.9, 0.0, 0, 1.0, 0.15)
    rates = (CommissionRate(TeamId("Field"), 0.0, None, 0.02), CommissionRate(TeamId("Field"), 1.0, None, 0.05))
    base = 31_000_005 if own_pay else None
    seats = tuple(
        replace(s, presence_share=0.5, base_pay_cents=base) if s.seat == "F3" else s for s in plan_input.seats
    )
    teams = tuple(replace(t, manager_pay_cents=40_000_000) if t.team == "Field" else t for t in plan_input.teams)
    return replace(plan_input, pay=(terms,), commission_rates=rates, seats=seats, teams=teams)


@cache
def _facts(disclosure: Disclosure) -> PlanFacts:
    return PlanFacts(read_plan_file(write_plan(_paid_input(disclosure, own_pay=True), Language.ENGLISH), "pay.xlsx"))


def _letter(disclosure: Disclosure, kind: LetterKind, key: str) -> Letter:
    (order,) = list_orders(_facts(disclosure), [kind], [key], [Language.ENGLISH])
    return order.build()


def _text(letter: Letter, disclosure: Disclosure) -> str:
    orders = list_orders(_facts(disclosure), [letter.kind], [letter.key], [Language.ENGLISH])
    (template,) = open_templates(orders, None).values()
    return text_of_docx(fill_template(template, letter, None, None))


@pytest.mark.parametrize("disclosure", list(Disclosure))
def test_cushion_and_pay_are_told_as_settings_say(disclosure):
    rep, leader = _letter(disclosure, LetterKind.REP, "F1"), _letter(disclosure, LetterKind.TEAM, "Field")
    assert isinstance(rep.says, RepLetter)
    assert isinstance(leader.says, TeamLetter)
    for letter, says in ((rep, rep.says), (leader, leader.says)):
        assert bool(says.cushioned) is disclosure.shows_cushion
        assert bool(says.pay) is disclosure.shows_pay
        text = _text(letter, disclosure)
        assert ("Cushioned target:" in text) is disclosure.shows_cushion
        assert ("Pay in the plan year" in text) is disclosure.shows_pay
        assert PdfPress().set(letter).startswith(b"%PDF")


@pytest.mark.parametrize(("kind", "key"), [(LetterKind.REP, "F1"), (LetterKind.TEAM, "Field")])
def test_the_cushioned_target_stands_by_month_and_adds_up(kind, key):
    letter = _letter(Disclosure.CUSHION, kind, key)
    assert isinstance(letter.says, RepLetter | TeamLetter)
    months = [m for q in letter.says.cushioned_quarters for m in (q.first, q.second, q.third)]
    cents = [int(m.target.replace(",", "").replace(".", "")) for m in months]
    assert len(cents) == 12
    assert sum(cents) == int(letter.says.cushioned.replace(",", "").replace(".", "")) > letter.target_cents
    text = _text(letter, Disclosure.CUSHION)
    assert "Cushioned target by month" in text
    assert all(m.target in text for m in months)
    kept_back = _letter(Disclosure.TARGET, kind, key).says
    assert isinstance(kept_back, RepLetter | TeamLetter)
    assert kept_back.cushioned_quarters == ()


def _lines(letter: Letter) -> dict[str, list[int]]:
    """Return the lines of pay in cents by name."""
    assert isinstance(letter.says, RepLetter | TeamLetter)
    return {r.name: [int(re.sub(r"[,.]", "", cell)) for cell in (r.at_80, r.at_100, r.at_120)] for r in letter.says.pay}


def test_pay_follows_the_steps_at_the_seats_own_target():
    rep = _letter(Disclosure.PAY, LetterKind.REP, "F1")
    target, lines = rep.target_cents, _lines(rep)
    assert list(lines) == ["Revenue", "Base pay", "Commission", "Process bonus at full score", "Total"]
    assert lines["Revenue"] == pytest.approx([0.8 * target, target, 1.2 * target], abs=1)
    # 2 % of 80 %; 2 % of the target; 2 % of the target and 5 % of the 20 % above it
    assert lines["Commission"] == pytest.approx([0.016 * target, 0.02 * target, 0.03 * target], abs=1)
    assert lines["Process bonus at full score"] == [1_200_000] * 3
    assert lines["Total"] == [sum(parts) for parts in zip(*(lines[k] for k in list(lines)[1:4]), strict=True)]
    # F2 starts in month 4: nine twelfths
    assert _lines(_letter(Disclosure.PAY, LetterKind.REP, "F2"))["Process bonus at full score"] == [900_000] * 3


def test_base_pay_is_the_seats_own_or_the_teams_and_only_its_own():
    own, other = _letter(Disclosure.PAY, LetterKind.REP, "F3"), _letter(Disclosure.PAY, LetterKind.REP, "F1")
    # half time at 310,000.05 for a full year; the others have the team's pay per head
    assert _lines(own)["Base pay"] == [15_500_003] * 3
    assert _lines(other)["Base pay"] == [_facts(Disclosure.PAY).teams["Field"].pay_cents] * 3
    assert isinstance(own.says, RepLetter)
    assert isinstance(other.says, RepLetter)
    assert own.says.pay_note == ""
    assert other.says.pay_note.startswith("Base pay here is what the plan counts for a head of the team")
    pages = {letter.key: _text(letter, Disclosure.PAY) for letter in (own, other)}
    assert "155,000.03" in pages["F3"]
    assert not {"155,000.03", "310,000.05"} & set(re.findall(r"[\d,.]+\d", pages["F1"]))
    assert other.says.pay_note in pages["F1"]


def test_base_pay_and_process_bonus_of_a_team_add_up_to_the_plans_cost():
    facts = _facts(Disclosure.PAY)
    seats = [s.position.seat for s in facts.seats_of["Field"]]
    lines = [_lines(o.build()) for o in list_orders(facts, [LetterKind.REP], seats, [Language.ENGLISH])]
    costs = {c.kind: c.amount_cents for c in facts.written.plan.channel_plan.costs if c.team == "Field"}
    rounding = len(seats)
    assert sum(own["Base pay"][1] for own in lines) == pytest.approx(costs["pay"] + costs["seat_pay"], abs=rounding)
    assert costs["seat_pay"] == 15_500_003  # F3's own
    assert sum(own["Process bonus at full score"][1] for own in lines) == pytest.approx(
        costs["process_bonus"], abs=rounding
    )


def test_commissions_of_a_team_add_up_to_the_finance_view():
    facts = _facts(Disclosure.PAY)
    seats = [s.position.seat for s in facts.seats_of["Field"]]
    lines = [_lines(o.build()) for o in list_orders(facts, [LetterKind.REP], seats, [Language.ENGLISH])]
    company = build_curve(facts.written.plan_input, facts.written.plan)
    for i, attainment in enumerate((0.8, 1.0, 1.2)):
        cost = compute_team_cost(company, facts.curves["Field"], attainment)
        assert sum(own["Commission"][i] for own in lines) == pytest.approx(cost.lines["commission"], abs=len(seats))
        assert sum(own["Revenue"][i] for own in lines) == pytest.approx(cost.revenue_cents, abs=len(seats))


def test_a_leader_is_told_pay_bonus_and_total():
    lines = _lines(_letter(Disclosure.PAY, LetterKind.TEAM, "Field"))
    assert lines["Pay and benefits"] == [40_000_000] * 3
    # the bonus begins at its threshold of 90 %
    assert lines["Leader's bonus"] == [0, 10_000_000, 12_000_000]
    assert lines["Total"] == [40_000_000, 50_000_000, 52_000_000]


def test_without_any_base_pay_the_sum_is_the_variable_pay():
    plan_input = _paid_input(Disclosure.PAY, own_pay=False)
    teams = tuple(replace(t, pay_cents=0) for t in plan_input.teams)
    facts = PlanFacts(read_plan_file(write_plan(replace(plan_input, teams=teams), Language.CHINESE), "free.xlsx"))
    (order,) = list_orders(facts, [LetterKind.REP], ["F1"], [Language.CHINESE])
    letter = order.build()
    assert isinstance(letter.says, RepLetter)
    assert list(_lines(letter)) == ["收入", "提成", "过程奖金（满分）", "浮动薪酬合计"]
    assert letter.says.pay_note == ""


def test_the_release_rule_is_that_of_the_pay_sheet_or_of_settings():
    says = _letter(Disclosure.TARGET, LetterKind.REP, "F1").says
    assert isinstance(says, RepLetter)
    assert says.expense_rule.endswith("the share of the year's target reached so far plus 15% of the budget.")
    other = _letter(Disclosure.TARGET, LetterKind.REP, "A1").says
    assert isinstance(other, RepLetter)
    assert other.expense_rule == "The whole budget is released when the year begins."
    given = make_named_input(expense_release_rule=RULE)
    facts = PlanFacts(read_plan_file(write_plan(given, Language.ENGLISH), "rule.xlsx"))
    (order,) = list_orders(facts, [LetterKind.REP], ["F1"], [Language.ENGLISH])
    own = order.build().says
    assert isinstance(own, RepLetter)
    assert own.expense_rule == RULE


def test_the_logo_of_settings_stands_in_word_and_pdf(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan(make_named_input(company_logo="logo.png"), Language.ENGLISH))
    words = ["letters", str(path), "--only", "F1", "--format", "both", "--quiet"]
    assert run(words) == 3
    assert "Settings name the logo 'logo.png'" in capsys.readouterr().err
    assert not (tmp_path / "letters").exists()
    picture = io.BytesIO()
    Image.new("RGB", (200, 60), "#1F4E79").save(picture, "PNG")
    (tmp_path / "logo.png").write_bytes(picture.getvalue())
    assert run(words) == 0
    (word,) = (tmp_path / "letters").glob("*.docx")
    with zipfile.ZipFile(word) as archive:
        pictures = [archive.read(n) for n in archive.namelist() if n.startswith("word/media/")]
    assert picture.getvalue() in pictures
    (pdf,) = (tmp_path / "letters").glob("*.pdf")
    assert b"/Image" in pdf.read_bytes()


@pytest.mark.parametrize("name", ["../logo.png", "/etc/hosts", "plan.xlsx", "none.png"])
def test_a_logo_from_elsewhere_is_refused(tmp_path, name):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "plan.xlsx"
    path.write_bytes(write_plan(make_named_input(company_logo=name), Language.ENGLISH))
    assert run(["letters", str(path), "--only", "F1", "--dry-run", "--quiet"]) == 3
