"""One answer for each question of ``planner explain``: what is worked out again for it, its figures, and how they are shown."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import click

from planner.cli.explain.json_objects import (
    alternative_json,
    heads_json,
    override_json,
    plan_frame,
    rule_json,
    unit_json,
)
from planner.cli.explain.report import show_alternatives, show_heads, show_overview, show_rules, show_units
from planner.cli.explain.seat import seat_json, show_seat
from planner.cli.territory.account import explain_planned_account
from planner.cli.territory.words import read_account
from planner.domain.identifiers import TeamId
from planner.domain.rules import CHANNEL_PLAN_RULES
from planner.errors import UsageError
from planner.language import Language, Text
from planner.optimization.annual_plan import with_territories
from planner.optimization.target_split import split_targets
from planner.reading.words.suggestion import suggest
from planner.results.explain.alternatives import find_alternatives
from planner.results.explain.explained import Explained
from planner.results.explain.heads import value_heads
from planner.results.explain.limits import price_rules
from planner.results.explain.report import solve_reasons
from planner.results.explain.tipping import find_tipping_points
from planner.results.explain.units import list_unit_reasons, solve_regrets
from planner.results.written.read_plan import ReadPlan

_HEADS = range(-5, 6)
"""So many heads fewer and more are tried for a team."""

Tell = Callable[[str], None]
"""Hears the name of what is planned again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures of an answer in `language`, as --json prints them, and a function that shows them on the screen."""

    figures: dict[str, object]
    show: Callable[[], None]


def answer_seat(read: ReadPlan, seat: str, language: Language) -> Answer:
    """Return how the target of one seat came about."""
    targets = split_targets(read.plan_input, read.plan.channel_plan, read.plan.territories)
    _must_exist(seat, [s.position.seat for s in targets.seats])
    target = next(s for s in targets.seats if s.position.seat == seat)
    currency = read.plan_input.settings.currency
    return Answer(seat_json(target, targets, currency), lambda: show_seat(target, targets, currency, language))


def answer_account(read: ReadPlan, account: str, max_moves: int, language: Language) -> Answer:
    """Return who owns one account and what other seats would cost; a plan without territories gets them first."""
    plan_input, plan = read.plan_input, read.plan
    account = read_account(plan_input, account)
    if plan.territories is None:
        plan = with_territories(plan_input, plan)
    assert plan.territories is not None  # noqa: S101 - just made
    text, figures = explain_planned_account(plan_input, plan, plan.territories, account, max_moves)
    return Answer(figures, lambda: click.echo(text.choose(language)))


def answer_segment(explained: Explained, segment: str, tell: Tell, language: Language) -> Answer:
    """Return every channel that the units of one segment, or one unit, could have."""
    units = explained.problem.options.units
    reasons = [
        reason
        for reason, unit in zip(list_unit_reasons(explained), units, strict=True)
        if segment in (reason.unit, unit.segment.segment)
    ]
    if not reasons:
        raise _unknown(segment, [u.unit for u in units])
    solved = solve_regrets(explained, reasons, every_channel=True, listener=tell)
    tips = find_tipping_points(explained)
    figures = {**plan_frame(explained), "units": [unit_json(r, tips) for r in solved]}
    return Answer(figures, lambda: show_units(explained, solved, tips, language))


def answer_team(explained: Explained, team: str, tell: Tell, language: Language) -> Answer:
    """Return what fewer and more heads of one team are worth."""
    names = [s.team.team for s in explained.problem.staffing]
    _must_exist(team, names)
    tell(team)
    values = value_heads(explained, TeamId(team), _HEADS)
    figures = {**plan_frame(explained), "team": heads_json(values)}
    return Answer(figures, lambda: show_heads(explained, values, language))


def answer_rule(explained: Explained, rule: str, tell: Tell, language: Language) -> Answer:
    """Return what one step of room in one rule brings."""
    _must_exist(rule, CHANNEL_PLAN_RULES)
    tell(rule)
    prices = price_rules(explained, rule)
    figures = {**plan_frame(explained), "rules": [rule_json(p, language) for p in prices]}
    return Answer(figures, lambda: show_rules(prices, language))


def answer_alternatives(explained: Explained, count: int, within: float, tell: Tell, language: Language) -> Answer:
    """Return `count` other plans that lose at most the share `within` of the objective."""
    tell(Text("alternatives", "备选方案").choose(language))
    found = find_alternatives(explained, count, within)
    figures = {**plan_frame(explained), "alternatives": [alternative_json(a) for a in found]}
    return Answer(figures, lambda: show_alternatives(explained, found, language))


def answer_overview(explained: Explained, every_unit: bool, exact: bool, tell: Tell, language: Language) -> Answer:
    """Return the reason and price of every decision."""
    reasons = solve_reasons(explained, every_unit, tell, is_rough=not exact)
    figures = {
        **plan_frame(explained),
        "units": [unit_json(r, reasons.tips) for r in reasons.units],
        "teams": [heads_json(h) for h in reasons.heads],
        "rules": [rule_json(p, language) for p in reasons.rules],
        "overrides": [override_json(o) for o in reasons.overrides],
    }
    return Answer(figures, lambda: show_overview(explained, reasons, language))


def _must_exist(name: str, known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    if name not in names:
        raise _unknown(name, names)


def _unknown(name: str, names: list[str]) -> UsageError:
    names = list(dict.fromkeys(names))
    close = next(iter(difflib.get_close_matches(name, names, n=1)), None)
    first = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    hint = suggest(close, Text("There are: {f}", "现有：{f}").format(f=first))
    return UsageError(Text("There is no {n} in the plan. {s}", "计划中没有 {n}。{s}").format(n=name, s=hint))
