"""What letters tell besides the target: cushion and pay as Settings say, the release rule, the logo."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from planner.cli.main import run
from planner.domain.choices import Disclosure
from planner.domain.identifiers import TeamId
from planner.domain.pay import CommissionRate, PayTerms
from planner.language import Language
from planner.results.written.read_plan import read_plan_file
from planner.writing.letters.choose_letters import list_orders
from planner.writing.letters.content import Letter, LetterKind, RepLetter, TeamLetter
from planner.writing.letters.docx_template import fill_template
from planner.writing.letters.make_letters import open_templates
from planner.writing.letters.pdf_letter import PdfPress
from planner.writing.letters.plan_facts import PlanFacts
from tests.written_plan_builder import make_named_input, text_of_docx, write_plan

RULE = "Half at once, half in July."


@cache
def _facts(disclosure: Disclosure) -> PlanFacts:
    """The company with pay terms of team Field: 2 % up to the target and 5 % above, a leader's bonus from 90 % on, a process bonus."""
    plan_input = make_named_input(letter_disclosure=disclosure)
    terms = PayTerms(TeamId("Field"), 1_200_000, 1.0, None, 10_000_000, 0.9, 0.0, 0, 1.0, 0.15)
    rates = (CommissionRate(TeamId("Field"), 0.0, None, 0.02), CommissionRate(TeamId("Field"), 1.0, None, 0.05))
    changed = replace(plan_input, pay=(terms,), commission_rates=rates)
    return PlanFacts(read_plan_file(write_plan(changed, Language.ENGLISH), "pay.xlsx"))


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
        assert ("Variable pay" in text) is disclosure.shows_pay
        assert PdfPress().set(letter).startswith(b"%PDF")
    assert bool(rep.says.process_bonus) is disclosure.shows_pay


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


def test_pay_follows_the_steps_at_the_seats_own_target():
    rep = _letter(Disclosure.PAY, LetterKind.REP, "F1")
    target = rep.target_cents
    assert isinstance(rep.says, RepLetter)
    # 2 % of 80 %; 2 % of the target; 2 % of the target and 5 % of the 20 % above it
    wanted = [0.016 * target, 0.02 * target, 0.03 * target]
    assert [p.attainment for p in rep.says.pay] == ["80%", "100%", "120%"]
    assert [float(p.pay.replace(",", "")) * 100 for p in rep.says.pay] == pytest.approx(wanted, abs=1)
    assert [float(p.revenue.replace(",", "")) * 100 for p in rep.says.pay] == pytest.approx(
        [0.8 * target, target, 1.2 * target], abs=1
    )
    assert rep.says.process_bonus == "12,000.00"
    # F2 starts in month 4: nine twelfths
    late = _letter(Disclosure.PAY, LetterKind.REP, "F2").says
    assert isinstance(late, RepLetter)
    assert late.process_bonus == "9,000.00"


def test_the_leaders_bonus_begins_at_its_threshold():
    says = _letter(Disclosure.PAY, LetterKind.TEAM, "Field").says
    assert isinstance(says, TeamLetter)
    assert [p.pay for p in says.pay] == ["0.00", "100,000.00", "120,000.00"]


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
