"""Pay at several attainments: base pay, commission, bonus and total, by the same rules as the plan's cost of sales."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.domain.identifiers import Cents, TeamId
from planner.domain.rounding import round_cents
from planner.domain.targets import SeatTarget
from planner.language import Language, Text
from planner.results.cost_of_sales.attainment import compute_commission
from planner.writing.letters.contents.amounts import format_money
from planner.writing.letters.contents.content import PayRow
from planner.writing.letters.contents.plan_facts import PlanFacts

_ATTAINMENTS = (0.8, 1.0, 1.2)
_REVENUE = Text("Revenue", "收入")
_BASE = Text("Base pay", "基本薪酬")
_COMMISSION = Text("Commission", "提成")
_PROCESS = Text("Process bonus at full score", "过程奖金（满分）")
_LEADER_BASE = Text("Pay and benefits", "薪酬与福利")
_LEADER_BONUS = Text("Leader's bonus", "负责人奖金")
_TOTAL = Text("Total", "合计")
_VARIABLE = Text("Variable pay", "浮动薪酬合计")
_NOTE = Text(
    "Base pay here is what the plan counts for a head of the team; what the employment contract says holds.",
    "基本薪酬按团队人均薪酬列示，以劳动合同约定为准。",
)


def list_seat_pay(facts: PlanFacts, seat: SeatTarget, language: Language) -> tuple[PayRow, ...]:
    """Return what the holder of a seat earns in the plan year at 80, 100 and 120 % of its own target; no rows when nothing is known.

    Steps of commission given as amounts of revenue are the team's; for a seat they begin at the same share of its target. Base pay and process bonus
    are for the months from the start on and for the presence of the seat.
    """
    position = seat.position
    curve = replace(facts.curves[position.team], target_cents=seat.base_cents)
    terms = facts.written.plan_input.pay_terms(TeamId(position.team))
    own = facts.inputs.get(position.seat)
    base = facts.teams[position.team].pay_cents if own is None or own.base_pay_cents is None else own.base_pay_cents
    base = facts.paid_part(base, position)
    bonus = 0 if terms is None else facts.paid_part(terms.process_bonus_cents, position)
    parts = {
        _COMMISSION: _at_each(lambda a: compute_commission(curve, a)),
        _PROCESS: _at_each(lambda _: bonus),
    }
    return _rows(seat.base_cents, _BASE, base, parts, language)


def note_on_pay(facts: PlanFacts, seat: SeatTarget, language: Language) -> str:
    """Return that base pay is the team's pay per head, where the workbook has none for the seat; empty else."""
    own = facts.inputs.get(seat.position.seat)
    is_own = own is not None and own.base_pay_cents is not None
    return "" if is_own or not facts.teams[seat.position.team].pay_cents else _NOTE.choose(language)


def list_leader_pay(facts: PlanFacts, team: str, language: Language) -> tuple[PayRow, ...]:
    """Return what a team's leader earns at the same attainments of the team's target; no rows when nothing is known."""
    curve = facts.curves[team]
    bonus = _at_each(lambda a: curve.manager_bonus_cents * a if a >= curve.manager_bonus_from else 0)
    return _rows(
        curve.target_cents, _LEADER_BASE, facts.teams[team].manager_pay_cents, {_LEADER_BONUS: bonus}, language
    )


def _at_each(earned: Callable[[float], float]) -> tuple[Cents, ...]:
    return tuple(round_cents(earned(a)) for a in _ATTAINMENTS)


def _rows(
    target: Cents, base_name: Text, base: Cents, variable: Mapping[Text, tuple[Cents, ...]], language: Language
) -> tuple[PayRow, ...]:
    """Return revenue, the parts that are not nothing, and their sum; without base pay that is the variable pay alone."""
    said = {base_name: (base,) * len(_ATTAINMENTS), **variable}
    parts = {name: amounts for name, amounts in said.items() if any(amounts)}
    if not parts:
        return ()
    lines = {_REVENUE: _at_each(lambda a: target * a), **parts}
    if len(parts) > 1:
        lines[_TOTAL if base else _VARIABLE] = tuple(sum(amounts) for amounts in zip(*parts.values(), strict=True))
    return tuple(PayRow(name.choose(language), *map(format_money, amounts)) for name, amounts in lines.items())
