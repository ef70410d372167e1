"""What the commands about scenarios begin with: a sound workbook, and the scenarios that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner import __version__
from planner.cli.files.reading_input import SoundInput, read_sound_input
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import BASELINE, Scenario
from planner.language import Language, Text
from planner.reading.workbook import ReadResult
from planner.scenarios.definition import (
    build_library,
    find_scenario,
    read_scenario_file,
    read_shipped_scenarios,
)
from planner.scenarios.sheet import LinePlaces, places_of, scenarios_of_lines
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.tables.results.plan_summary_sheet import PLAN_LABELS

if TYPE_CHECKING:
    from planner.cli.what_if.case_run import RunWishes
    from planner.results.risk.robust_request import RobustRequest


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    """The scenarios by name, those that a run takes when none is named, and the workbook's input, if any.

    `places` says where the rows of its sheet Scenarios stand.
    """

    library: dict[str, Scenario]
    own: tuple[Scenario, ...]
    plan_input: PlanInput | None
    language: Language
    places: LinePlaces

    def choose(self, only: Sequence[str]) -> tuple[Scenario, ...]:
        """Return the baseline and the scenarios named by `only`, or all of the run's own."""
        chosen = [find_scenario(self.library, name) for name in only] if only else list(self.own)
        baseline = self.library[BASELINE]
        return (baseline, *(s for s in dict.fromkeys(chosen) if s.name != baseline.name))


def read_base_input(
    workbook: Path, lang: str | None = None, is_planned: bool = True, certainty: RobustRequest | None = None
) -> SoundInput:
    """Return the workbook's input, which has no faults; where it `is_planned` again, say when its plan was made with a certainty that is not kept.

    Settings then ask for `certainty` too, which scenarios may change.

    Raises
    ------
    InputRejectedError
        When there are faults; they are listed on stderr first.
    """
    sound = read_sound_input(workbook, lang)
    # Imported here: a list of scenarios, and a workbook with faults, do not wait for the solvers.
    from planner.results.risk.certain import ask_of_settings

    result, plan_input = sound.result, ask_of_settings(sound.plan_input, certainty)
    if is_planned and result.certainty is not None and plan_input.settings.certainty_share is None:
        text = Text(
            "The plan in this workbook was made with {s:.0%} certainty (--robust). These plans are made without that rule, the first one too. "
            "To keep it where a command has --robust: --robust {s:g}",
            "该工作簿中的计划以 {s:.0%} 的把握编制（--robust）。此处各计划均不含该规则，基准亦然。如需保留，在支持的命令中使用 --robust {s:g}",
        )
        click.echo(text.format(s=result.certainty).choose(sound.language), err=True)
    return replace(sound, plan_input=plan_input)


def read_library(workbook: Path | None, files: Sequence[Path], sound: SoundInput | None = None) -> ScenarioSource:
    """Return all scenarios: shipped, then those of the workbook's sheet, then those of `files`."""
    shipped = read_shipped_scenarios()
    if workbook is not None and sound is None:
        sound = read_base_input(workbook, is_planned=False)
    plan_input = sound.plan_input if sound is not None else None
    language = sound.language if sound is not None else Language.ENGLISH
    places = places_of(sound.result) if sound is not None else LinePlaces()
    of_sheet = scenarios_of_lines(plan_input.scenarios, places) if plan_input is not None else ()
    of_files = tuple(s for file in files for s in read_scenario_file(file))
    library = build_library((shipped, of_sheet, of_files))
    own = (*of_sheet, *of_files) if of_files or of_sheet else shipped
    return ScenarioSource(library, tuple(find_scenario(library, s.name) for s in own), plan_input, language, places)


def input_facts(result: ReadResult, wishes: RunWishes) -> tuple[tuple[Text, str], ...]:
    """Return what made a comparison: input, versions, settings that were not the workbook's."""
    facts = [
        (PLAN_LABELS["input_name"], result.name),
        (PLAN_LABELS["input_sha256"], result.sha256),
        (PLAN_LABELS["version"], __version__),
    ]
    if wishes.gap is not None:
        facts.append((Text("Gap limit", "精度要求"), str(wishes.gap)))
    if wishes.time_limit is not None:
        facts.append((Text("Time limit", "时间上限"), str(wishes.time_limit)))
    if wishes.certainty is not None:
        facts.append((ROBUST_LABELS["share"], f"{wishes.certainty.share:.0%}"))
        if wishes.certainty.revenue_cents is not None:
            facts.append((ROBUST_LABELS["revenue"], money_words(wishes.certainty.revenue_cents)))
    return tuple(facts)
