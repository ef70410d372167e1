"""Letters of team leaders and partners: the workbook's numbers, the right people, nobody else's."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.writing.letters.contents.amounts import format_money
from planner.writing.letters.contents.choose_letters import list_orders
from planner.writing.letters.contents.content import Letter, LetterKind, PartnerLetter, TeamLetter
from planner.writing.letters.contents.partner_content import share_over_partners
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.team_content import build_team_letter
from planner.writing.letters.handing_out.register import Register
from planner.writing.letters.make_letters import LetterRun, open_templates
from planner.writing.letters.pages.pdf_letter import PdfPress
from tests.results.rich_case import change_settings, change_team_input
from tests.written_plan_builder import NAMES, read_named_plan, text_of_docx, write_named_plan

KINDS = [LetterKind.TEAM, LetterKind.PARTNER]


@pytest.fixture(scope="module", params=list(Language))
def made(request, tmp_path_factory) -> dict[tuple[str, str], tuple[Letter, str]]:
    """Letter and text of its Word file by kind and key."""
    folder = tmp_path_factory.mktemp("letters")
    orders = list_orders(PlanFacts(read_named_plan()), KINDS, (), [request.param])
    run_ = LetterRun(open_templates(orders, None), ("docx",), folder, Register(), "", request.param)
    outcomes = list(run_.make(orders))
    assert [o.error for o in outcomes if o.error] == []
    return {
        (o.order.kind.value, o.order.key): (o.letter, text_of_docx((folder / o.row.word_file).read_bytes()))
        for o in outcomes
        if o.letter and o.row
    }


def _rows(sheet_name: str, first: str) -> list[dict]:
    sheet = openpyxl.load_workbook(io.BytesIO(write_named_plan()), data_only=True)[sheet_name]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(i for i, line in enumerate(lines) if line[0] == first)
    return [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :] if line[0] and line[1] is not None]


def _money(value: float) -> str:
    return f"{value:,.2f}"


def test_team_letters_have_the_workbooks_numbers(made):
    seats = _rows("Seat targets", "Seat")
    for row in _rows("Team plan", "Team"):
        letter, text = made["team", row["Team"]]
        says = letter.says
        assert isinstance(says, TeamLetter)
        assert says.target == _money(row["Target"])
        assert says.cost == _money(row["Cost of sales"])
        assert says.cost_ratio == f"{row['Cost-of-sales ratio'] * 100:.2f}".rstrip("0").rstrip(".") + "%"
        own = [s for s in seats if s["Team"] == row["Team"]]
        assert [(m.seat, m.target) for m in says.members] == [(s["Seat"], _money(s["Target of the year"])) for s in own]
        assert [q.target for q in says.quarters] == [_money(sum(s[f"Q{q}"] for s in own)) for q in range(1, 5)]
        assert sum(int(h.count) for h in says.hires) == sum(row[f"Hires Q{q}"] for q in range(1, 5))
        wanted = [
            says.target,
            says.cost,
            says.cost_ratio,
            *(m.target for m in says.members),
            *(s.target for s in says.segments),
        ]
        assert [w for w in wanted if w not in text] == []


def test_a_team_letter_names_its_own_people_only(made):
    plan = read_named_plan().plan
    teams: dict[str, str] = {s.position.seat: s.position.team for s in plan.targets.seats}
    managers = {"Field": "Head of Field", "Allies": "主管甲"}
    for (kind, key), (_, text) in made.items():
        for seat, name in NAMES.items():
            assert (name in text) is (kind == "team" and teams[seat] == key), (key, name)
        for team, manager in managers.items():
            assert (manager in text) is (kind == "team" and team == key)
        for target in plan.targets.teams:
            if (kind, key) != ("team", target.team):
                assert format_money(target.base_cents) not in text


@pytest.mark.parametrize("language", list(Language))
def test_a_team_is_told_a_cap_only_of_its_own(language: Language):
    """The plan of a team may lie above the company's cap, which is on all teams together: its letter must not ask that cap of it."""
    written = read_named_plan()
    capped = change_settings(written.plan_input, cost_of_sales_cap=0.15)
    own = change_team_input(capped, "Field", cost_cap=0.4)

    def letter(plan_input: PlanInput) -> TeamLetter:
        facts = PlanFacts(replace(written, plan_input=plan_input))
        target = next(t for t in written.plan.targets.teams if t.team == "Field")
        says = build_team_letter(facts, target, language).says
        assert isinstance(says, TeamLetter)
        return says

    words = {Language.ENGLISH: "cap on the cost-of-sales ratio, 15%, is on all teams together"}.get(
        language, "公司营销成本率上限 15% 适用于所有团队合计"
    )
    assert [letter(p).cost_cap for p in (written.plan_input, capped, own)] == ["", "", "40%"]
    assert [any(words in r for r in letter(p).rules) for p in (written.plan_input, capped, own)] == [False, True, False]


def test_partners_share_their_segments_in_rounding_steps(made):
    facts = PlanFacts(read_named_plan())
    plan = facts.written.plan
    shares = share_over_partners(facts)
    smb = sum(
        plan.targets.unit_targets_cents[u.unit.unit]
        for u in plan.channel_plan.units
        if u.channel is Channel.SMB_PARTNER and u.unit.segment.segment == "Shops"
    )
    assert smb > 0
    acme, other = shares["Acme & Söhne <GmbH>"], shares["中小伙伴 煊"]
    assert acme.target_cents + other.target_cents == smb
    # Weights 1 and 2, steps of 100.00: the smaller part is less than a step from a third.
    step = facts.settings.rounding_step_cents
    assert step == 10_000
    assert abs(acme.target_cents - smb / 3) < step
    assert acme.target_cents % step == other.target_cents % step == 0
    assert "Idle" not in shares
    for share in shares.values():
        assert sum(share.months) == sum(share.products.values()) == share.target_cents
        assert all(c % 100 == 0 for c in (*share.months, *share.products.values()))
    assert {key for kind, key in made if kind == "partner"} == set(shares)


def test_partner_letters_say_the_terms_and_no_other_partner(made):
    letter, text = made["partner", "中小伙伴 煊"]
    assert isinstance(letter.says, PartnerLetter)
    assert letter.says.deposit == "123,456.78"
    assert letter.says.termination == format_money(round(letter.target_cents * 0.55))
    assert [r.rate for r in letter.says.rebates] == ["2%"]
    assert all(w in text for w in ("123,456.78", letter.says.termination, letter.says.target, "55%"))
    partners = {key: (one, words) for (kind, key), (one, words) in made.items() if kind == "partner"}
    for key, (_, words) in partners.items():
        for other, (theirs, _) in partners.items():
            if other != key:
                assert other not in words
                assert theirs.says.target not in words
        assert ("Ms. Acme" in words) is key.startswith("Acme")


def test_team_and_partner_letters_as_pdf(made):
    press = PdfPress()
    for letter, _ in made.values():
        assert press.set(letter).startswith(b"%PDF")


def test_who_chooses_the_letters(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_named_plan())
    assert run(["letters", str(path), "--who", "all", "--dry-run", "--quiet"]) == 0
    partners = len(share_over_partners(PlanFacts(read_named_plan())))
    assert capsys.readouterr().out.startswith(f"{10 + 3 + partners} letters: ")
    assert run(["letters", str(path), "--who", "teams", "--only", "Field", "--dry-run", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("1 letter: ")
    assert run(["letters", str(path), "--who", "partners", "--only", "Idle", "--dry-run", "--quiet"]) == 2
