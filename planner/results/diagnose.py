"""Why there is no plan: the smallest sets of rules that cannot hold together (MODEL: infeasible, explained)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.fixing import solve_program
from planner.optimization.solvers.program import Program, SolveOptions
from planner.results.rule_words import row_words

_STRUCTURE = frozenset({"one_option_per_unit", "rebate_ladder"})
"""Rows that say what a plan is; nobody can lift them."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One minimal set of rows that cannot hold together: lift any one and the rest can. `rows` are names such as ``product_floor.2``."""

    rows: tuple[str, ...]
    words: tuple[Text, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of the rows, each once."""
        return tuple(dict.fromkeys(name.split(".", 1)[0] for name in self.rows))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `is_feasible`: there is a plan, nothing to diagnose. `undecided`: the time ran out before everything was known."""

    is_feasible: bool
    undecided: bool
    conflicts: tuple[Conflict, ...]
    seconds_limit: float


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
            return Diagnosis(True, False, (), seconds)
        conflicts = _all_conflicts(oracle, liftable, most_conflicts)
    except _UndecidedError:
        return Diagnosis(False, True, (), seconds)
    named = tuple(Conflict(rows, tuple(row_words(problem, name) for name in rows)) for rows in conflicts)
    return Diagnosis(False, False, named, seconds)


def filter_conflict(rows: tuple[str, ...], holds: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
    """Return a minimal subset of `rows` that does not hold, by deletion: first whole rules, then single rows.

    `rows` as a whole must not hold.
    """
    kept = rows
    for rule in dict.fromkeys(name.split(".", 1)[0] for name in rows):
        without = tuple(n for n in kept if n.split(".", 1)[0] != rule)
        if not holds(without):
            kept = without
    for name in kept:
        without = tuple(n for n in kept if n != name)
        if not holds(without):
            kept = without
    return kept


class _Oracle:
    """Answers whether a set of rows can hold together, remembering every answer."""

    def __init__(self, model: ChannelPlanModel, seconds: float) -> None:
        self._program = replace(model.program, cost=np.zeros(model.program.columns), offset=0.0)
        self._options = SolveOptions(gap_limit=1.0, time_limit_seconds=seconds)
        self._known: dict[frozenset[str], bool] = {}

    def holds(self, rows: tuple[str, ...]) -> bool:
        """Whether a plan keeps `rows` and the structure; raises `_UndecidedError` when the time is up."""
        wanted = frozenset(rows)
        if wanted not in self._known:
            if any(feasible and wanted <= other for other, feasible in self._known.items()):
                return True
            if any(not feasible and wanted >= other for other, feasible in self._known.items()):
                return False
            outcome, _ = solve_program(lift_rows(self._program, wanted), self._options)
            if outcome.values is None and outcome.status is not SolveStatus.INFEASIBLE:
                raise _UndecidedError
            self._known[wanted] = outcome.values is not None
        return self._known[wanted]


def lift_rows(program: Program, kept: Iterable[str]) -> Program:
    """Return `program` in which only the rows `kept` and the structure bind."""
    names = set(kept)
    binds = np.array([n in names or n.split(".", 1)[0] in _STRUCTURE for n in program.row_names])
    return replace(
        program,
        row_lower=np.where(binds, program.row_lower, -np.inf),
        row_upper=np.where(binds, program.row_upper, np.inf),
    )


def _all_conflicts(oracle: _Oracle, rows: tuple[str, ...], most: int) -> list[tuple[str, ...]]:
    """Return minimal conflicts by branching: for each found one, lift each of its rows and search on."""
    found: list[tuple[str, ...]] = []
    waiting: list[frozenset[str]] = [frozenset()]
    seen: set[frozenset[str]] = set()
    while waiting and len(found) < most:
        lifted = waiting.pop(0)
        if lifted in seen:
            continue
        seen.add(lifted)
        remaining = tuple(n for n in rows if n not in lifted)
        known = next((c for c in found if not set(c) & lifted), None)
        if known is None:
            if oracle.holds(remaining):
                continue
            known = filter_conflict(remaining, oracle.holds)
            found.append(known)
        if len(seen) < 200:
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
        lines = Text("\n  - ".join(w.en for w in conflict.words), "\n  - ".join(w.zh for w in conflict.words))
        parts.append(Text("{h}\n  - {l}", "{h}\n  - {l}").format(h=head.format(n=number), l=lines))
    title = Text("No plan keeps all the rules.", "没有任何计划能同时满足所有规则。")
    body = Text("\n".join(p.en for p in parts), "\n".join(p.zh for p in parts))
    return Text("{t}\n{b}", "{t}\n{b}").format(t=title, b=body), tuple(
        Text(" + ".join(w.en for w in c.words), " + ".join(w.zh for w in c.words)) for c in diagnosis.conflicts
    )
