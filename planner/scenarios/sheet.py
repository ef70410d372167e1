"""Sheet Scenarios 情景: its rows made into scenarios, and every fault of them found with its cell before anything is solved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import Scenario, ScenarioChange, ScenarioLine
from planner.errors import InputRejectedError
from planner.findings import Finding, Place, Severity, has_errors, list_findings
from planner.language import NO_TEXT, Text
from planner.reading.grids.cell_places import PlaceKey
from planner.reading.words.headers import normalise
from planner.reading.workbook import ReadResult
from planner.scenarios.apply import apply_scenario
from planner.scenarios.definition import Library, build_library, look_up, read_shipped_scenarios, resolve_chain
from planner.tables.inputs.scenarios import SCENARIOS
from planner.validation import check_plan_input


@dataclass(frozen=True, slots=True)
class LinePlaces:
    """Where the cells of sheet Scenarios stand; without a file only the sheet is known."""

    places: Mapping[PlaceKey, Place] = field(default_factory=dict)
    sheet: str = SCENARIOS.sheet.en

    def cell(self, line: int, column: str) -> Place:
        """Return the cell of row number `line` (from 0, among those that were read) in `column`."""
        found = self.places.get((SCENARIOS.key, str(line), column))
        return found or Place(self.sheet, header=SCENARIOS.column(column).header)

    def of_change(self, scenario: Scenario, change: ScenarioChange, column: str) -> Place:
        """Return the cell of a change, or the file that it was read from."""
        return Place(scenario.source) if change.line is None else self.cell(change.line, column)


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What the rows of the sheet say. A scenario with an error in `findings` is not among `scenarios` but in `faulty`
    (normalised names); `first_lines` is the first row of every name, `parent_lines` the one that names its parent."""

    scenarios: tuple[Scenario, ...]
    findings: tuple[Finding, ...]
    faulty: frozenset[str]
    parent_lines: Mapping[str, int]
    first_lines: Mapping[str, int]


def places_of(result: ReadResult) -> LinePlaces:
    """Return where the rows of the sheet stand in the workbook that was read."""
    return LinePlaces(result.places, result.sheets.get(SCENARIOS.key, SCENARIOS.sheet.en))


def read_lines(lines: Sequence[ScenarioLine], places: LinePlaces) -> ReadLines:
    """Return the scenarios of sheet Scenarios, in the order in which they first appear, and every fault of a single row."""
    groups: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        groups.setdefault(normalise(line.scenario), []).append(number)
    scenarios: list[Scenario] = []
    findings: list[Finding] = []
    faulty: set[str] = set()
    parents = {key: next((n for n in own if lines[n].parent), own[0]) for key, own in groups.items()}
    for key, own in groups.items():
        found = [*_differing(lines, own, places), *(f for n in own for f in _incomplete(lines[n], n, places))]
        findings += found
        if has_errors(found):
            faulty.add(key)
        else:
            scenarios.append(_scenario(lines, own, lines[parents[key]].parent))
    firsts = {key: own[0] for key, own in groups.items()}
    return ReadLines(tuple(scenarios), tuple(findings), frozenset(faulty), parents, firsts)


def scenarios_of_lines(lines: Iterable[ScenarioLine], places: LinePlaces | None = None) -> tuple[Scenario, ...]:
    """Return the scenarios of sheet Scenarios.

    Raises
    ------
    InputRejectedError
        When rows of one scenario name different parents, or a change lacks its sheet, column or value; with all findings.
    """
    read = read_lines(tuple(lines), places or LinePlaces())
    errors = tuple(f for f in read.findings if f.severity is Severity.ERROR)
    if errors:
        raise InputRejectedError(list_findings(errors), errors)
    return read.scenarios


def check_scenario_sheet(result: ReadResult, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return every fault of the scenarios on the sheet, as warnings: the plan itself does not need them.

    Parameters
    ----------
    findings
        What reading found. Scenarios with an unreadable cell are left out; where another sheet has errors, nothing is said, for changes would
        then miss rows that could not be read.
    """
    plan_input = result.readable_input
    if plan_input is None or not plan_input.scenarios or result.faulty_tables - {SCENARIOS.key}:
        return ()
    places = places_of(result)
    lines = plan_input.scenarios
    wrong_rows = {f.place.row for f in findings if f.severity is Severity.ERROR and f.place.sheet == places.sheet}
    unreadable = {
        normalise(line.scenario) for n, line in enumerate(lines) if places.cell(n, "scenario").row in wrong_rows
    }
    read = read_lines(lines, places)
    library = build_library((read_shipped_scenarios(), read.scenarios))
    found = list(read.findings)
    known = _errors_of(plan_input)
    for scenario in read.scenarios:
        if normalise(scenario.name) in unreadable:
            continue
        is_alone = _has_faulty_parent(scenario, library, read.faulty | unreadable)
        found += _faults(plan_input, scenario, None if is_alone else library, read, places, known)
    return tuple(replace(f, severity=Severity.WARNING) for f in dict.fromkeys(found))


def _faults(
    plan_input: PlanInput,
    scenario: Scenario,
    library: Library | None,
    read: ReadLines,
    places: LinePlaces,
    known: Mapping[tuple[str, Text], Finding],
) -> list[Finding]:
    """Return what keeps `scenario` from being applied, and the errors of its changed input beside those `known` of the input itself.

    Without a `library` (a parent is faulty), or where the parents cannot be found, its own changes are still looked at alone.
    """
    name = normalise(scenario.name)
    found: list[Finding] = []
    chain: tuple[Scenario, ...] = (scenario,)
    is_whole = library is not None
    try:
        chain = chain if library is None else resolve_chain(library, scenario)
    except InputRejectedError as error:
        is_whole = False
        place = places.cell(read.parent_lines[name], "parent")
        found.append(Finding("scenario_parent", Severity.ERROR, place, _without_stop(error.text)))
    try:
        changed = apply_scenario(plan_input, chain, places.of_change).plan_input
    except InputRejectedError as error:
        return [*found, *error.findings]
    text = Text("the input that scenario '{s}' makes is not sound: {f}", "情景“{s}”变更后的数据有误：{f}")
    place = places.cell(read.first_lines[name], "scenario")
    unsound = [f for key, f in _errors_of(changed).items() if key not in known] if is_whole else []
    found += [
        Finding(f.code, Severity.ERROR, place, text.format(s=scenario.name, f=f.found), f.expected, f.remedy)
        for f in unsound
    ]
    return found


def _errors_of(plan_input: PlanInput) -> dict[tuple[str, Text], Finding]:
    return {(f.code, f.found): f for f in check_plan_input(plan_input) if f.severity is Severity.ERROR}


def _has_faulty_parent(scenario: Scenario, library: Library, faulty: frozenset[str]) -> bool:
    """Whether a scenario above `scenario` could not be read: its own findings say why."""
    seen: set[str] = set()
    one: Scenario | None = scenario
    while one is not None and one.parent is not None:
        name = normalise(one.parent)
        if name in faulty:
            return True
        if name in seen:
            return False
        seen.add(name)
        one = look_up(library, name)
    return False


def _differing(lines: Sequence[ScenarioLine], own: Sequence[int], places: LinePlaces) -> list[Finding]:
    """Return findings on rows of one scenario that say different things about it: an error for parents, a warning for descriptions."""
    found: list[Finding] = []
    parents = [n for n in own if lines[n].parent]
    for other in parents[1:]:
        first, second = lines[parents[0]].parent or "", lines[other].parent or ""
        if normalise(first) != normalise(second):
            text = Text("scenario '{s}' has two parents: {a} / {b}", "情景“{s}”有两个上级：{a} / {b}")
            words = text.format(s=lines[other].scenario, a=first, b=second)
            remedy = Text("Keep one of them.", "请只保留一个。")
            found.append(
                Finding("scenario_parents", Severity.ERROR, places.cell(other, "parent"), words, NO_TEXT, remedy)
            )
    described = [n for n in own if lines[n].description]
    for other in described[1:]:
        if lines[other].description != lines[described[0]].description:
            text = Text(
                "scenario '{s}' is described twice, differently; rows of one name are one scenario",
                "情景“{s}”有两种不同说明；同名各行视为同一情景",
            )
            remedy = Text(
                "If two are meant, give the second one another name; the first description counts.",
                "若为两个情景，请为后者另取名称；以首个说明为准。",
            )
            words, place = text.format(s=lines[other].scenario), places.cell(other, "description")
            found.append(Finding("scenario_repeated", Severity.WARNING, place, words, NO_TEXT, remedy))
    return found


def _incomplete(line: ScenarioLine, number: int, places: LinePlaces) -> list[Finding]:
    """Return what a row lacks to be a change; a row that only names a scenario lacks nothing."""
    lacking: list[str] = []
    if not line.table and (line.key or line.column or line.value):
        lacking.append("table")
    if line.table and not line.column and not line.key:
        lacking.append("column")
    if line.table and line.value is None:
        lacking.append("value")
    text = Text("the change of scenario '{s}' is not complete", "情景“{s}”的变更不完整").format(s=line.scenario)
    needed = Text("a value is expected", "此处必填")
    return [
        Finding(
            "scenario_incomplete", Severity.ERROR, places.cell(number, c), text, needed, SCENARIOS.column(c).meaning
        )
        for c in lacking
    ]


def _scenario(lines: Sequence[ScenarioLine], own: Sequence[int], parent: str | None) -> Scenario:
    name = lines[own[0]].scenario
    words = next((lines[n].description for n in own if lines[n].description), None)
    changes = tuple(_change(lines[n], n) for n in own if lines[n].table)
    description = Text.same(words) if words else NO_TEXT
    return Scenario(name, Text.same(name), description, parent, changes, SCENARIOS.sheet.en)


def _change(line: ScenarioLine, number: int) -> ScenarioChange:
    return ScenarioChange(
        line.table or "",
        line.key or "",
        line.column or "",
        line.operation,
        line.value or "",
        line.is_optional,
        number,
    )


def _without_stop(text: Text) -> Text:
    """Return a message as the words of a finding, which puts the full stop itself."""
    return Text(text.en.rstrip(" ."), text.zh.rstrip(" 。"))
