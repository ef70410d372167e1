"""What every command about a plan begins with: the plan that a plan workbook states, or the one made from a planning workbook."""

from __future__ import annotations

from pathlib import Path

from planner.cli.diagnose.no_plan import explain_no_plan
from planner.cli.files.reading_input import read_sound_input
from planner.cli.files.written_plan import open_workbook, read_written_plan
from planner.cli.screen.progress import ProgressLine
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import PlanRequest
from planner.results.diagnosis.plan_as_allowed import make_plan_as_allowed
from planner.results.verify import refuse_faults, verify_plan
from planner.results.written.read_plan import ReadPlan, is_plan_workbook


def read_or_make_plan(workbook: Path, lang: str | None, quiet: bool) -> tuple[ReadPlan, str]:
    """Return the plan that WORKBOOK states, or the one made from it, and the hash of the file."""
    file = open_workbook(workbook)
    if is_plan_workbook(file.content, file.name):
        return read_written_plan(file), file.sha256
    return _make_plan(workbook, lang, quiet), file.sha256


def _make_plan(workbook: Path, lang: str | None, quiet: bool) -> ReadPlan:
    sound = read_sound_input(workbook, lang)
    progress = ProgressLine(sound.language, quiet=quiet)
    try:
        made, _ = make_plan_on_the_way(sound.plan_input, workbook, progress)
    finally:
        progress.done()
    refuse_faults(verify_plan(sound.plan_input, made))
    return ReadPlan(sound.plan_input, made, sound.language)


def make_plan_on_the_way(
    plan_input: PlanInput,
    workbook: Path,
    progress: ProgressLine,
    best_effort: bool = False,
    time_limit_seconds: float | None = None,
) -> tuple[AnnualPlan, bool]:
    """Return the plan that a command needs which is about something else, and whether none comes closer to targets that it misses.

    A solve takes at most `time_limit_seconds`, where they are given, else the workbook's time limit.

    Raises
    ------
    NoFeasiblePlanError
        When there is none, with the rules that conflict and the first ways out, as ``planner plan`` says it.
    """
    try:
        request = PlanRequest(on_stage=progress.stage, time_limit_seconds=time_limit_seconds)
        made, _, is_greatest = make_plan_as_allowed(plan_input, request, best_effort=best_effort)
    except NoFeasiblePlanError as error:
        explained, _ = explain_no_plan(plan_input, error, workbook, progress.stage, best_effort=best_effort)
        progress.done()
        raise explained from error
    return made, is_greatest
