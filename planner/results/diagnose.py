"""Why there is no plan: the smallest sets of rules that cannot hold together (MODEL: infeasible, explained)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError, PlannerError
from planner.language import Text
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.fixing import solve_program
from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.results.preflight import Impossible, find_impossible
from planner.results.rule_words import row_words

_STRUCTURE = frozenset({"one_option_per_unit", "rebate_ladder"})
"""Rows that say what a plan is; nobody can lift them."""
_MOST_BRANCHES = 200
_DRIVERS = (
    "revenue_floor",
    "cost_of_sales_cap",
    "new_customer_floor",
    "product_floor",
    "team_revenue_band",
    "segment_share_floor",
    "headcount_budget",
)
"""Rules whose row can be aimed at, the best guide of a search first."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One minimal set of rows that cannot hold together: lift any one and the rest can. `rows` are names such as ``product_floor.2``.

    `is_minimal` is false where the time did not allow to show that each row is needed.
    """

    rows: tuple[str, ...]
    words: tuple[Text, ...]
    is_minimal: bool = True

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of the rows, each once."""
        return tuple(dict.fromkeys(name.split(".", 1)[0] for name in self.rows))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `is_feasible`: there is a plan, nothing to diagnose. `undecided`: the time ran out before everything was known.

    `impossible` are limits that no solver is needed to refuse. `split` says why the targets cannot be handed down although the channel plan
    is possible; `is_feasible` is then false and there are no conflicts.
    """

    is_feasible: bool
    undecided: bool
    conflicts: tuple[Conflict, ...]
    seconds_limit: float
    impossible: tuple[Impossible, ...] = ()
    split: tuple[Text, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of all conflicts, each once."""
        return tuple(dict.fromkeys(rule for conflict in self.conflicts for rule in conflict.rules))


class _UndecidedError(Exception):
    """A solve ended without plan and without proof."""


def diagnose(plan_input: PlanInput, most_conflicts: int = 5, seconds: float = 60.0) -> Diagnosis:
    """Return the minimal conflicts of `plan_input`, at most `most_conflicts`.

    Groups of rows (one per rule) are filtered first, then the single rows of the rules that remain. Further conflicts are found by
    forbidding each known one in turn: a rule of it is lifted, and what still conflicts is filtered again.
    """
    problem = build_channel_plan_problem(plan_input)
    model = build_channel_plan_model(problem, Objective.REVENUE)
    oracle = _Oracle(model, seconds)
    liftable = tuple(n for n in model.program.row_names if n.split(".", 1)[0] not in _STRUCTURE)
    try:
        if oracle.holds(liftable):
            return _diagnose_split(plan_input, seconds)
    except _UndecidedError:
        return Diagnosis(False, True, (), seconds)
    oracle.hasten()
    conflicts = _all_conflicts(oracle, liftable, most_conflicts)
    named = tuple(
        Conflict(rows, tuple(row_words(problem, name) for name in rows), minimal) for rows, minimal in conflicts
    )
    return Diagnosis(False, False, named, seconds, find_impossible(model))


def _diagnose_split(plan_input: PlanInput, seconds: float) -> Diagnosis:
    """The channel plan is possible; say whether its targets can be handed down."""
    try:
        make_annual_plan(plan_input, PlanRequest(gap_limit=0.01, time_limit_seconds=seconds))
    except NoFeasiblePlanError as error:
        return Diagnosis(False, False, (), seconds, (), (error.text, *error.conflicts))
    except PlannerError:
        return Diagnosis(False, True, (), seconds)
    return Diagnosis(True, False, (), seconds)


def filter_conflict(rows: tuple[str, ...], holds: Callable[[tuple[str, ...]], bool]) -> tuple[tuple[str, ...], bool]:
    """Return a subset of `rows` that does not hold, by deletion (first whole rules, then single rows), and whether it is minimal.

    `rows` as a whole must not hold. A question that is not decided in time keeps its rows, and the subset may then not be minimal.
    """
    kept, minimal = rows, True
    for rule in dict.fromkeys(name.split(".", 1)[0] for name in rows):
        without = tuple(n for n in kept if n.split(".", 1)[0] != rule)
        with suppress(_UndecidedError):
            if not holds(without):
                kept = without
    for name in kept:
        without = tuple(n for n in kept if n != name)
        try:
            if not holds(without):
                kept = without
        except _UndecidedError:
            minimal = False
    return kept, minimal


class _Oracle:
    """Answers whether a set of rows can hold together, remembering every answer.

    One of the rows is taken as what is to be reached: the others bind, and the solve stops as soon as that row's side is reached or the bound
    shows that it cannot be. A search for any point at all, without direction, is far slower near the limit of what is possible.
    """

    def __init__(self, model: ChannelPlanModel, seconds: float) -> None:
        self._program = model.program
        self._seconds = seconds
        self._deadline = math.inf
        self._known: dict[frozenset[str], bool] = {}

    def holds(self, rows: tuple[str, ...]) -> bool:
        """Whether a plan keeps `rows` and the structure; raises `_UndecidedError` when the time is up."""
        wanted = frozenset(rows)
        if wanted not in self._known:
            if any(feasible and wanted <= other for other, feasible in self._known.items()):
                return True
            if any(not feasible and wanted >= other for other, feasible in self._known.items()):
                return False
            self._known[wanted] = self._solve(rows)
        return self._known[wanted]

    def hasten(self) -> None:
        """Give later questions a quarter of the time each, and four times the time in all: an open one costs a conflict only its minimality."""
        self._deadline = time.monotonic() + 4 * self._seconds
        self._seconds = max(1.0, self._seconds / 4)

    def _solve(self, rows: tuple[str, ...]) -> bool:
        program = lift_rows(self._program, rows)
        ranked = [n for rule in _DRIVERS for n in rows if n.split(".", 1)[0] == rule]
        driver = program.row_names.index(ranked[0]) if ranked else None
        left = min(self._seconds, self._deadline - time.monotonic())
        if left <= 0:
            raise _UndecidedError
        options = SolveOptions(gap_limit=1.0, time_limit_seconds=left)
        if driver is None:
            outcome, _ = solve_program(replace(program, cost=np.zeros(program.columns), offset=0.0), options)
            if outcome.values is None and outcome.status is not SolveStatus.INFEASIBLE:
                raise _UndecidedError
            return outcome.values is not None
        reached, side = _drive(program, driver)
        outcome = solve_with_highs(reached, replace(options, gap_limit=1e-9, enough=side))
        if outcome.values is not None and outcome.objective >= side - 1e-9 * max(1.0, abs(side)):
            return True
        if outcome.status is SolveStatus.INFEASIBLE or outcome.bound < side:
            return False
        raise _UndecidedError


def _drive(program: Program, row: int) -> tuple[Program, float]:
    """Return `program` with `row` lifted and made the objective, and the value at which the row is kept."""
    start, end = int(program.starts[row]), int(program.starts[row + 1])
    cost = np.zeros(program.columns)
    cost[program.indices[start:end]] = program.values[start:end]
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    sign, side = (1.0, float(lower[row])) if np.isfinite(lower[row]) else (-1.0, -float(upper[row]))
    lower[row], upper[row] = -np.inf, np.inf
    return replace(program, cost=sign * cost, offset=0.0, row_lower=lower, row_upper=upper), side


def lift_rows(program: Program, kept: Iterable[str]) -> Program:
    """Return `program` in which only the rows `kept` and the structure bind."""
    names = set(kept)
    binds = np.array([n in names or n.split(".", 1)[0] in _STRUCTURE for n in program.row_names])
    return replace(
        program,
        row_lower=np.where(binds, program.row_lower, -np.inf),
        row_upper=np.where(binds, program.row_upper, np.inf),
    )


def _all_conflicts(oracle: _Oracle, rows: tuple[str, ...], most: int) -> list[tuple[tuple[str, ...], bool]]:
    """Return minimal conflicts by branching: for each found one, lift each of its rows and search on."""
    found: list[tuple[tuple[str, ...], bool]] = []
    waiting: list[frozenset[str]] = [frozenset()]
    seen: set[frozenset[str]] = set()
    while waiting and len(found) < most and len(seen) < _MOST_BRANCHES:
        lifted = waiting.pop(0)
        if lifted in seen:
            continue
        seen.add(lifted)
        remaining = tuple(n for n in rows if n not in lifted)
        known = next((c for c, _ in found if not set(c) & lifted), None)
        if known is None:
            try:
                if oracle.holds(remaining):
                    continue
            except _UndecidedError:
                continue
            known, minimal = filter_conflict(remaining, oracle.holds)
            found.append((known, minimal))
        waiting.extend(lifted | {name} for name in known)
    return found


def describe(diagnosis: Diagnosis) -> tuple[Text, tuple[Text, ...]]:
    """Return the diagnosis as one text, and the words of every conflict."""
    if diagnosis.undecided:
        text = Text(
            "Not decided in {s:.0f} s: neither a plan nor a proof that there is none.",
            "{s:.0f} 秒内未能判定：既无计划，也无无解证明。",
        )
        return text.format(s=diagnosis.seconds_limit), ()
    if diagnosis.is_feasible:
        return Text("There is a plan that keeps all rules.", "存在满足全部规则的计划。"), ()
    parts: list[Text] = []
    for number, conflict in enumerate(diagnosis.conflicts, start=1):
        alone = len(conflict.words) == 1
        head = Text("Conflict {n}: these cannot hold together", "冲突 {n}：以下规则不能同时成立")
        if alone:
            head = Text(
                "Conflict {n}: even alone this cannot be met, whatever the teams",
                "冲突 {n}：以下规则单独也无法满足，与团队产能无关",
            )
        if not conflict.is_minimal:
            head = Text(
                "Conflict {n}: these cannot hold together (not all may be needed; the time did not allow to tell)",
                "冲突 {n}：以下规则不能同时成立（时间所限，未能确认每条都必要）",
            )
        lines = Text("\n  - ".join(w.en for w in conflict.words), "\n  - ".join(w.zh for w in conflict.words))
        parts.append(Text("{h}\n  - {l}", "{h}\n  - {l}").format(h=head.format(n=number), l=lines))
    if diagnosis.split:
        lines = Text("\n  - ".join(w.en for w in diagnosis.split), "\n  - ".join(w.zh for w in diagnosis.split))
        return lines, diagnosis.split[1:]
    if diagnosis.impossible:
        named = [i.words for i in diagnosis.impossible]
        lines = Text("\n  - ".join(w.en for w in named), "\n  - ".join(w.zh for w in named))
        parts.append(Text("Beyond reach\n  - {l}", "无法达到\n  - {l}").format(l=lines))
    title = Text("No plan keeps all the rules.", "没有任何计划能同时满足所有规则。")
    body = Text("\n".join(p.en for p in parts), "\n".join(p.zh for p in parts))
    return Text("{t}\n{b}", "{t}\n{b}").format(t=title, b=body), tuple(
        Text(" + ".join(w.en for w in c.words), " + ".join(w.zh for w in c.words)) for c in diagnosis.conflicts
    )
