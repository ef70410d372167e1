"""What every command says when there is no plan: the answer in one sentence, the rules that conflict, the first ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.cli.options.certainty import workbook_arguments
from planner.domain.missed_target import FLOOR_RULES
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.language import Text
from planner.optimization.solvers.stop import stop_on_signals
from planner.results.diagnosis.description import describe
from planner.results.diagnosis.diagnose import diagnose
from planner.results.diagnosis.ways_out import WaysOut, find_ways_out
from planner.results.diagnosis.words import headline, way_words
from planner.results.risk.certain import ask_of_settings
from planner.results.risk.robust_request import RobustRequest

_DIAGNOSIS_SECONDS = 15.0
_WAYS_SECONDS = 15.0
"""A plan that is not possible is explained within so much time; ``planner diagnose`` takes more."""


def explain_no_plan(
    plan_input: PlanInput,
    error: NoFeasiblePlanError,
    workbook: Path,
    tell: Callable[[str], None],
    asked: RobustRequest | None = None,
    best_effort: bool = False,
) -> tuple[NoFeasiblePlanError, WaysOut]:
    """Return the error with the answer in one sentence, the rules that conflict, the first ways out, and where to find the rest.

    `asked`: a certainty that was asked for beside Settings; `best_effort`: that targets may be missed, which was not enough.
    """
    plan_input = ask_of_settings(plan_input, asked)
    tell("diagnose")
    ways = WaysOut((), (), ())
    with stop_on_signals() as should_stop:
        diagnosis = diagnose(plan_input, 3, _DIAGNOSIS_SECONDS, should_stop)
        if diagnosis.conflicts or diagnosis.split:
            ways = find_ways_out(
                plan_input,
                diagnosis.rules,
                _WAYS_SECONDS,
                None,
                should_stop,
                wanted=2,
                certainty=diagnosis.certainty,
            )
    if diagnosis.is_feasible:
        # What failed asked for more than the workbook does, such as --objective; its own words are the reason.
        return error, ways
    text, words = describe(diagnosis)
    lines = [headline(plan_input, diagnosis, ways)]
    if text.en:
        lines += [Text("", ""), text]
    if best_effort:
        lines.insert(0, _effort_words(error))
    if ways.ways:
        lines += [Text("", ""), Text("Ways out, each planned again:", "出路（每条均已重新规划验证）：")]
        lines += [
            Text("  {n}. {w}", "  {n}. {w}").format(n=n, w=way_words(way))
            for n, way in enumerate(ways.ways[:2], start=1)
        ]
    hint = Text("All ways out: planner diagnose {n}", "查看全部出路：planner diagnose {n}")
    lines.append(hint.format(n=workbook_arguments(workbook, asked)))
    if not best_effort and any(rule in FLOOR_RULES for rule in diagnosis.rules):
        nearest = Text(
            "The plan that comes closest, marked “target not met”: planner plan {n} --best-effort",
            "编制最接近目标的计划（标注“目标未达成”）：planner plan {n} --best-effort",
        )
        lines.append(nearest.format(n=workbook_arguments(workbook, asked)))
    joined = Text.join(lines, "\n", "\n")
    return NoFeasiblePlanError(joined, (), words), ways


def _effort_words(error: NoFeasiblePlanError) -> Text:
    """Return why a best effort has no plan either, where it is not what the diagnosis of the workbook says."""
    text = Text(
        "--best-effort lowers what the plan must reach (targets and floors), and nothing else; that is not enough here. {e}",
        "--best-effort 只放宽计划须达到的目标与下限，不放宽其他规则；此处仍无可行计划。{e}",
    )
    return text.format(e=error.text)
