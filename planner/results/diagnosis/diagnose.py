"""Why there is no plan: the smallest sets of rules that cannot hold together (MODEL: infeasible, explained)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from planner.domain.choices import Objective
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError, PlannerError
from planner.language import Text
from planner.optimization.channel_plan.baselines import build_baseline, calibrate
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.solvers.stop import StopQuestion
from planner.results.calibration_words import advice_where_too_little
from planner.results.diagnosis.certain_or_short import certain_plan_or_shortfall
from planner.results.diagnosis.conflict_oracle import ConflictOracle, UndecidedError, is_liftable
from planner.results.diagnosis.preflight import Impossible, find_impossible, find_impossible_split
from planner.results.diagnosis.targets_or_failure import solve_with_targets
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.most_certain import MostCertain
from planner.results.rule_words import row_words, rows_words

CERTAINTY_RULE = "robust_target"
_MOST_BRANCHES = 200
_FAR_BELOW = 0.03
"""A target that grows by a tenth is out of reach of a model that begins so far below last year."""

_ITEM = "\n  - "
"""Between the rules of a conflict that are listed below one another."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One minimal set of rows that cannot hold together: lift any one and the rest can. `rows` are names such as ``product_floor.2``.

    `words` has a text a row; `lines` are those to be listed, capacities of many teams in one. `is_minimal` is false where the time did not allow
    to show that each row is needed.
    """

    rows: tuple[str, ...]
    words: tuple[Text, ...]
    lines: tuple[Text, ...]
    is_minimal: bool = True

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of the rows, each once."""
        return tuple(dict.fromkeys(name.split(".", 1)[0] for name in self.rows))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `is_feasible`: there is a plan, nothing to diagnose. `undecided`: the time ran out before everything was known.

    `impossible` are limits that no solver is needed to refuse. `split` says why the targets cannot be handed down although the channel plan
    is possible; `is_feasible` is then false and there are no conflicts. `is_complete`: there is no conflict beyond those listed. `certainty`
    is given where all rules hold together but the certainty that Settings ask for: how far the most certain plan found goes. `last_year` is what
    is said where the model expects less of last year's effort than it brought: then the conflicts may be the model's.
    """

    is_feasible: bool
    undecided: bool
    conflicts: tuple[Conflict, ...]
    seconds_limit: float
    impossible: tuple[Impossible, ...] = ()
    split: tuple[Text, ...] = ()
    is_complete: bool = True
    certainty: MostCertain | None = None
    last_year: Text | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of all conflicts, each once."""
        return tuple(dict.fromkeys(rule for conflict in self.conflicts for rule in conflict.rules))


def diagnose(
    plan_input: PlanInput, most_conflicts: int = 5, seconds: float = 60.0, should_stop: StopQuestion | None = None
) -> Diagnosis:
    """Return the minimal conflicts of `plan_input`, at most `most_conflicts`, in at most about `seconds`.

    Groups of rows (one per rule) are filtered first, then the single rows of the rules that remain. Further conflicts are found by
    forbidding each known one in turn: a rule of it is lifted, and what still conflicts is filtered again. When the time is up, or
    `should_stop` says so, what is known by then is returned.
    """
    budget = TimeBudget(seconds, should_stop)
    problem = build_channel_plan_problem(plan_input)
    model = build_channel_plan_model(problem, Objective.REVENUE)
    impossible = (*find_impossible(model), *find_impossible_split(plan_input))
    oracle = ConflictOracle(model.program, budget)
    liftable = tuple(n for n in model.program.row_names if is_liftable(n))
    try:
        if oracle.holds(liftable):
            found = _diagnose_split(plan_input, budget)
            if found.is_feasible and plan_input.settings.certainty_share is not None:
                found = _diagnose_certainty(problem, most_conflicts, budget)
            return replace(found, impossible=impossible)
    except UndecidedError:
        return Diagnosis(False, True, (), seconds, impossible)
    conflicts, is_complete = _all_conflicts(oracle, liftable, most_conflicts, budget)
    last_year = _below_last_year(model)
    named = _named(problem, conflicts)
    return Diagnosis(False, False, named, seconds, impossible, is_complete=is_complete, last_year=last_year)


def _below_last_year(model: ChannelPlanModel) -> Text | None:
    """Return what to say where the model, asked about last year, is below last year's books; ``None`` where it is not."""
    problem = model.problem
    calibration = calibrate(problem, build_baseline(model, "as_last_year", problem.options.is_today))
    if not calibration.actual_revenue_cents or calibration.deviation > -_FAR_BELOW:
        return None
    return Text(
        "The model may be the reason: of last year's effort it expects {m}, and it brought {a} ({d:.1f} %). {w}",
        "原因可能在模型参数：按上年投入，模型预期 {m}，实际为 {a}（{d:.1f}%）。{w}",
    ).format(
        m=money_words(calibration.model_revenue_cents),
        a=money_words(calibration.actual_revenue_cents),
        d=calibration.deviation * 100,
        w=advice_where_too_little(problem.plan_input),
    )


def _named(problem: ChannelPlanProblem, conflicts: list[tuple[tuple[str, ...], bool]]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(rows, tuple(row_words(problem, name) for name in rows), rows_words(problem, rows), minimal)
        for rows, minimal in conflicts
    )


def _diagnose_certainty(problem: ChannelPlanProblem, most: int, budget: TimeBudget) -> Diagnosis:
    """All other rules hold together; say whether a plan is certain enough, and else which rules stand in the way.

    The certainty is a row around the most certain plan found. Where a plan keeps even that row, no rule can be named beside the certainty.
    """
    short = certain_plan_or_shortfall(problem.plan_input, budget)
    if not isinstance(short, MostCertain):
        return Diagnosis(True, False, (), budget.seconds)
    problem = replace(problem, robust=short.rule)
    program = build_channel_plan_model(problem, Objective.REVENUE).program
    oracle = ConflictOracle(program, budget)
    liftable = tuple(n for n in program.row_names if is_liftable(n))
    conflicts: list[tuple[tuple[str, ...], bool]] = [((f"{CERTAINTY_RULE}.company",), False)]
    is_complete = False
    with suppress(UndecidedError):
        if not oracle.holds(liftable):
            conflicts, is_complete = _all_conflicts(oracle, liftable, most, budget)
    return Diagnosis(False, False, _named(problem, conflicts), budget.seconds, is_complete=is_complete, certainty=short)


def _diagnose_split(plan_input: PlanInput, budget: TimeBudget) -> Diagnosis:
    """The channel plan is possible; say whether its targets can be handed down."""
    try:
        solved = solve_with_targets(plan_input, budget.options(gap_limit=0.01))
    except NoFeasiblePlanError:
        # Possible by the looser question, not by this one: within the solver's tolerance of a limit, so nothing is claimed.
        return Diagnosis(False, True, (), budget.seconds)
    except PlannerError:
        return Diagnosis(False, True, (), budget.seconds)
    if solved.failure is None:
        return Diagnosis(True, False, (), budget.seconds)
    return Diagnosis(False, False, (), budget.seconds, (), (solved.failure.text, *solved.failure.conflicts))


def filter_conflict(rows: tuple[str, ...], oracle: ConflictOracle) -> tuple[tuple[str, ...], bool]:
    """Return a subset of `rows` that does not hold, by deletion (first whole rules, then single rows), and whether it is minimal.

    `rows` as a whole must not hold. A question that is not decided in time keeps its rows, and the subset may then not be minimal.
    """
    kept, minimal = oracle.core(rows), True
    for rule in dict.fromkeys(name.split(".", 1)[0] for name in kept):
        without = tuple(n for n in kept if n.split(".", 1)[0] != rule)
        with suppress(UndecidedError):
            if len(without) < len(kept) and not oracle.holds(without):
                kept = oracle.core(without)
    for name in kept:
        without = tuple(n for n in kept if n != name)
        try:
            if len(without) < len(kept) and not oracle.holds(without):
                kept = oracle.core(without)
        except UndecidedError:
            minimal = False
    return kept, minimal


def _all_conflicts(
    oracle: ConflictOracle, rows: tuple[str, ...], most: int, budget: TimeBudget
) -> tuple[list[tuple[tuple[str, ...], bool]], bool]:
    """Return minimal conflicts by branching (for each found one, lift each of its rows and search on), and whether these are all."""
    found: list[tuple[tuple[str, ...], bool]] = []
    waiting: list[frozenset[str]] = [frozenset()]
    seen: set[frozenset[str]] = set()
    is_complete = True
    while waiting and len(seen) < _MOST_BRANCHES:
        lifted = waiting.pop(0)
        if lifted in seen:
            continue
        seen.add(lifted)
        remaining = tuple(n for n in rows if n not in lifted)
        known = next((c for c, _ in found if not set(c) & lifted), None)
        if known is None:
            try:
                if (found and budget.is_over) or len(found) == most or oracle.holds(remaining):
                    is_complete &= not (budget.is_over or len(found) == most)
                    continue
            except UndecidedError:
                is_complete = False
                continue
            known, minimal = filter_conflict(remaining, oracle)
            found.append((known, minimal))
        waiting.extend(lifted | {name} for name in known)
    return found, is_complete and not waiting


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
        alone = len(conflict.words) == 1 and conflict.is_minimal
        head = Text("Conflict {n}: these cannot hold together", "冲突 {n}：以下规则不能同时成立")
        if alone:
            head = Text(
                "Conflict {n}: even alone this cannot be met, whatever the teams",
                "冲突 {n}：以下规则单独也无法满足，与团队产能无关",
            )
        if not conflict.is_minimal and len(conflict.words) == 1:
            head = Text(
                "Conflict {n}: this was not found together with the other rules", "冲突 {n}：未能与其他规则同时满足"
            )
        elif not conflict.is_minimal:
            head = Text(
                "Conflict {n}: these cannot hold together (not all may be needed; the time did not allow to tell)",
                "冲突 {n}：以下规则不能同时成立（时间所限，未能确认每条都必要）",
            )
        lines = Text.join(conflict.lines, _ITEM, _ITEM)
        parts.append(Text("{h}\n  - {l}", "{h}\n  - {l}").format(h=head.format(n=number), l=lines))
    if diagnosis.split:
        lines = Text.join(diagnosis.split, _ITEM, _ITEM)
        return lines, diagnosis.split[1:]
    if diagnosis.impossible:
        named = [i.words for i in diagnosis.impossible]
        lines = Text.join(named, _ITEM, _ITEM)
        parts.append(Text("Beyond reach\n  - {l}", "无法达到\n  - {l}").format(l=lines))
    if diagnosis.certainty is not None:
        text = Text(
            "Certainty is judged by simulation: the rules beside it are those that bind around the most certain plan found, which is no proof.",
            "把握程度由模拟判断：与其并列的规则是在已找到的最有把握的计划附近起作用的规则，并非证明。",
        )
        parts.append(text)
    elif not diagnosis.is_complete:
        parts.append(Text("There may be more conflicts than these.", "可能还有其他冲突未列出。"))
    if diagnosis.last_year is not None:
        parts.append(diagnosis.last_year)
    title = Text("No plan keeps all the rules.", "没有任何计划能同时满足所有规则。")
    if diagnosis.certainty is not None:
        title = Text("No plan was found that keeps all the rules.", "未找到能同时满足所有规则的计划。")
    body = Text.join(parts, "\n", "\n")
    return Text("{t}\n{b}", "{t}\n{b}").format(t=title, b=body), tuple(
        Text.join(c.words, " + ", " + ") for c in diagnosis.conflicts
    )
