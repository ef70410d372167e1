"""What the options of ``planner territory`` ask beyond the plan: strict limits, goals in order, moves by hand, the frontier of moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.cli.screen.last_words import say_at_end
from planner.cli.territory.account import Remark, explain_account
from planner.cli.territory.changes import change_figures, list_changes
from planner.cli.territory.files import verify_or_refuse
from planner.cli.territory.words import read_account, read_moves
from planner.domain.assumption import Assumption
from planner.domain.choices import SolveStatus, Strictness
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.money import money_words
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.errors import ExitCode
from planner.language import NO_TEXT, Text
from planner.optimization.solvers.stop import leave_when_asked, stop_on_signals
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.order import make_ordered_territories, read_order
from planner.optimization.territory.replan import FRONTIER_SHARES, replan_territories, trace_frontier
from planner.optimization.territory.search import DEFAULT_EFFORT, QUICK_EFFORT, Effort
from planner.optimization.territory.solve import TerritoryOptions
from planner.tables.registry import table_named
from planner.tables.results.territory_sheets import GOAL_WORDS, status_words
from planner.tables.words.currency_words import currency_words

MOST_FURTHER = 10
"""Further changes that a manual move may bring where nobody says how many."""
_NO_FRONTIER = Text(
    "Interrupted while the frontier was made: the territories are whole, the frontier is left out.",
    "在编制调整前沿时被中断：客户分配完整，未列出前沿。",
)
_AT_USUAL_PRICE = Text(" (at the usual price: the workbook's is 0)", "（工作簿中该项成本为 0，按惯例成本计量）")


@dataclass(frozen=True, slots=True)
class TerritoryWishes:
    """What is asked for beyond the plan: goals in order, the frontier of moves, accounts moved by hand (with at most so many further
    changes), and accounts whose other seats are to be priced."""

    goals: tuple[str, ...] | None
    frontier: bool
    pairs: Mapping[AccountId, SeatId]
    max_moves: int
    asked: tuple[AccountId, ...]

    def count_solves(self) -> int:
        """Return how many solves come after the one of the territories."""
        return (len(FRONTIER_SHARES) - 1 if self.frontier else 0) + (1 if self.pairs else 0)


def read_wishes(
    plan_input: PlanInput,
    order: str | None,
    frontier: bool,
    moves: Sequence[str],
    max_moves: int,
    asked: Sequence[str],
) -> TerritoryWishes:
    """Return what the words of the options mean.

    Raises
    ------
    UsageError
        When a word is not understood, or names what is not there.
    """
    pairs = read_moves(plan_input, moves)
    goals = None if order is None else read_order(order)
    return TerritoryWishes(goals, frontier, pairs, max_moves, tuple(read_account(plan_input, word) for word in asked))


def make_as_wished(
    plan_input: PlanInput,
    annual: AnnualPlan,
    wishes: TerritoryWishes,
    options: TerritoryOptions,
    on_stop: Callable[[], None] | None = None,
) -> tuple[PlanInput, TerritoryPlan, list[Remark]]:
    """Return the territories, the input with what was decided by hand, and a remark for everything that was asked for.

    Ctrl-C keeps the territories found so far, once every account has a seat, and calls `on_stop`. What else was asked for needs the whole: a
    frontier is left out then, also where the territories were made before, manual moves and goals in order leave at once. At the deadline of
    `options` all of them are what they are by then; what is left of the time is shared evenly between the territories and what is solved after them.
    """
    remarks: list[Remark] = []
    first = options.share_time(1 + wishes.count_solves())
    if wishes.goals is not None:
        plan, remarks = _make_in_order(plan_input, annual, wishes.goals, options)
    elif wishes.pairs:
        plan = make_territory_plan(plan_input, annual, first)
    else:
        with stop_on_signals(on_stop) as should_stop, leave_when_asked(should_stop):
            plan = make_territory_plan(plan_input, annual, replace(first, should_stop=should_stop))
    if wishes.frontier and plan.report.status is not SolveStatus.INTERRUPTED:
        # Manual moves come after it.
        own = options.share_time(2) if wishes.pairs else options
        remarks += _trace_unless_stopped(plan_input, annual, plan, own, on_stop)
    if wishes.pairs:
        plan_input, plan, remark = _move_by_hand(plan_input, annual, plan, wishes, options)
        remarks.append(remark)
    remarks += [explain_account(plan_input, annual, plan, account) for account in wishes.asked]
    return plan_input, plan, remarks


def _trace_unless_stopped(
    plan_input: PlanInput,
    annual: AnnualPlan,
    plan: TerritoryPlan,
    options: TerritoryOptions,
    on_stop: Callable[[], None] | None,
) -> list[Remark]:
    """Return the frontier; nothing where somebody asks to stop before its end, which is told then."""
    with stop_on_signals(on_stop) as should_stop:
        try:
            with leave_when_asked(should_stop):
                return _trace_frontier(plan_input, annual, plan, options)
        except KeyboardInterrupt:
            if not should_stop():
                raise
    say_at_end(_NO_FRONTIER, ExitCode.INTERRUPTED)
    return []


def choose_effort(seed: int, quick: bool) -> Effort:
    """Return how long to search."""
    return replace(QUICK_EFFORT if quick else DEFAULT_EFFORT, seed=seed)


def be_strict(plan_input: PlanInput, hours: bool, band: bool) -> PlanInput:
    """Return the input with the strict limits that the options ask for; what the workbook asks for stays."""
    if not (hours or band):
        return plan_input
    before = plan_input.settings.territory_strictness
    wanted = Strictness.HOURS_AND_BAND if band or before is Strictness.HOURS_AND_BAND else Strictness.HOURS
    return replace(plan_input, settings=replace(plan_input.settings, territory_strictness=wanted))


def limit_moves(plan_input: PlanInput, most: int | None) -> PlanInput:
    """Return the input with `most` accounts that may leave an owner who could keep them; the workbook's own limit where it is ``None``."""
    if most is None:
        return plan_input
    return replace(plan_input, settings=replace(plan_input.settings, move_limit_accounts=most))


def drop_asked(assumptions: tuple[Assumption, ...], is_asked: bool) -> tuple[Assumption, ...]:
    """Return the defaults that the plan still rests on: strictness is none where an option `is_asked` for it."""
    header = table_named("settings").column("territory_strictness").header
    return tuple(a for a in assumptions if not (is_asked and a.column == header))


def _make_in_order(
    plan_input: PlanInput, annual: AnnualPlan, goals: tuple[str, ...], options: TerritoryOptions
) -> tuple[TerritoryPlan, list[Remark]]:
    """Return the plan with its goals in order, and a remark a stage."""
    plan = make_ordered_territories(plan_input, annual, goals, options)
    remarks: list[Remark] = []
    for number, stage in enumerate(plan.report.stages, start=1):
        text = Text("{n}. {g}: {v}; no plan below {b}{u}", "{n}. {g}：{v}；不可能低于 {b}{u}").format(
            n=number,
            g=GOAL_WORDS[stage.goal],
            v=money_words(stage.value),
            b=money_words(stage.bound),
            u=_AT_USUAL_PRICE if stage.is_usual else NO_TEXT,
        )
        figures: dict[str, object] = {
            "goal": stage.goal,
            "value": stage.value / 100,
            "bound": stage.bound / 100,
            "at_usual_price": stage.is_usual,
        }
        remarks.append((text, figures))
    return plan, remarks


def _move_by_hand(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, wishes: TerritoryWishes, options: TerritoryOptions
) -> tuple[PlanInput, TerritoryPlan, Remark]:
    """Return input, plan and remark after the manual moves."""
    again = replan_territories(plan_input, annual, plan, wishes.pairs, wishes.max_moves, options)
    text = Text(
        "Price of the manual decisions: {p} {c}; further changes: {n}{l}",
        "人工决定的代价：{p} {c}；连带调整：{n}{l}",
    )
    listed = Text(" ({l})", "（{l}）").format(l=list_changes(again.further, 20)) if again.further else NO_TEXT
    price = money_words(again.price_cents)
    currency = currency_words(plan_input.settings.currency)
    remark = text.format(p=price, c=currency, n=len(again.further), l=listed)
    more: dict[str, object] = {
        "price_of_moves": again.price_cents / 100,
        "further_changes": [change_figures(c) for c in again.further],
    }
    made = again.plan
    if plan.report.is_late:
        # What the moves are compared with was cut off.
        made = replace(made, report=replace(made.report, status=SolveStatus.TIME_LIMIT))
    return again.plan_input, made, (remark, more)


def _trace_frontier(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, options: TerritoryOptions
) -> list[Remark]:
    """Return the points of the frontier in words and figures, each verified."""
    rows: list[Remark] = []
    for point in trace_frontier(plan_input, annual, plan, options):
        verify_or_refuse(point.plan_input, replace(annual, territories=point.plan), is_whole=False)
        report = point.plan.report
        worst = point.plan.worst_deviation
        text = Text(
            "At most {k} accounts leave an owner who may keep them: {n} moves in all, worst deviation {d}, cost {c}",
            "至多 {k} 个客户离开可继续负责的现负责人：共调整 {n} 次，最大偏差 {d}，成本 {c}",
        )
        cost = Text("{m} {c}", "{m} {c}").format(
            m=money_words(report.objective_cents), c=currency_words(plan_input.settings.currency)
        )
        figures: dict[str, object] = {
            "most_moves": point.limit,
            "moves": report.moves,
            "worst_deviation": worst,
            "cost": report.objective_cents / 100,
            "bound": report.bound_cents / 100,
            "status": report.status.value,
        }
        told = text.format(k=point.limit, n=report.moves, d=f"{worst:.1%}", c=cost)
        if report.is_late:
            told = Text("{t} ({s})", "{t}（{s}）").format(t=told, s=status_words(report.status))
        rows.append((told, figures))
    return rows
