"""Changes of a scenario: which cells they find, what they make of them, and what is refused."""

from __future__ import annotations

import pytest

from planner.domain.choices import Channel, Fit
from planner.domain.identifiers import SegmentId
from planner.domain.market import SegmentGroup
from planner.domain.scenario import Operation
from planner.errors import InputRejectedError
from planner.language import Language
from planner.scenarios.apply import apply_scenario
from planner.scenarios.definition import read_shipped_scenarios
from planner.validation import check_plan_input
from planner.writing.example import build_example
from tests.plan_input_builder import make_plan_input, make_seat, make_segment, make_settings, make_team
from tests.scenario_builder import make_change, make_scenario

ADD, MULTIPLY, SET = Operation.ADD, Operation.MULTIPLY, Operation.SET


def _apply(plan_input, *changes):
    return apply_scenario(plan_input, (make_scenario("case", *changes),))


def _refusal(plan_input, *changes):
    with pytest.raises(InputRejectedError) as caught:
        _apply(plan_input, *changes)
    return caught.value


def _penetration(applied):
    return {s.segment: s.penetration for s in applied.plan_input.segments}


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("North", {"North"}),
        ("north", {"North"}),
        ("*", {"North", "South", "Shops"}),
        ("", {"North", "South", "Shops"}),
        ("S*", {"South", "Shops"}),
        ("North; Sho*", {"North", "Shops"}),
        ("North；Shops", {"North", "Shops"}),
        ("max(Accounts)", {"Shops"}),
        ("min(penetration)", {"South"}),
        ("Today's channel=direct", {"North", "South"}),
        ("现有通路=直销", {"North", "South"}),
        ("Today's team=max(Heads)", {"North", "South"}),
    ],
)
def test_a_key_finds_its_rows(key, changed):
    applied = _apply(make_plan_input(), make_change("Segments", key, "Penetration", SET, "0.33"))
    assert {name for name, value in _penetration(applied).items() if value == 0.33} == changed


def test_a_tree_node_stands_for_all_below_it():
    segments = (make_segment("A", parent="East"), make_segment("B", parent="East"), make_segment("C", parent="West"))
    east, west, china = map(SegmentId, ("East", "West", "China"))
    groups = (SegmentGroup(east, china), SegmentGroup(west, china), SegmentGroup(china, None))
    plan_input = make_plan_input(segments=segments, segment_groups=groups)
    change = make_change("Potential", "East | Core", "Potential", MULTIPLY, "0.5")
    potential = _apply(plan_input, change).plan_input.potential_cents
    assert [potential[s, "Core"] for s in "ABC"] == [200_000_000, 200_000_000, 400_000_000]
    assert [potential[s, "Extra"] for s in "ABC"] == [400_000_000] * 3
    same = _apply(plan_input, make_change("潜力", "East | Core", "潜力", MULTIPLY, "0.5"))
    assert same.plan_input.potential_cents == potential
    both = _apply(plan_input, make_change("客户细分", "China", "渗透率", ADD, "10 %"))
    assert set(_penetration(both).values()) == {0.6}


def test_seats_of_the_largest_team_are_found_through_their_team():
    applied = _apply(make_plan_input(), make_change("Seats", "Team=max(Heads)", "Presence", MULTIPLY, "0.5"))
    assert {s.seat: s.presence_share for s in applied.plan_input.seats} == {"F1": 0.5, "F2": 0.5, "P1": 1.0}


def test_a_seat_that_a_hire_takes_has_no_presence_to_multiply():
    """It counts full time; the loss of a team used to end in a fault of the input wherever its largest team had such a seat."""
    seats = (make_seat("F1", "Field"), make_seat("F2", "Field", rep=None))
    plan_input = make_plan_input(seats=seats)
    (shipped,) = (s for s in read_shipped_scenarios() if s.name == "key_team_loss")
    applied = apply_scenario(plan_input, (shipped,))
    assert {s.seat: s.presence_share for s in applied.plan_input.seats} == {"F1": 0.5, "F2": 1.0}
    assert not [f for f in check_plan_input(applied.plan_input) if f.code == "presence_of_hire"]
    assert (
        _apply(plan_input, make_change("Seats", "F2", "Presence", SET, "50 %")).plan_input.seats[1].presence_share
        == 0.5
    )


def test_settings_are_named_by_key_or_by_column():
    plan_input = make_plan_input()
    by_column = _apply(plan_input, make_change("Settings", "", "Company target", MULTIPLY, "1.1"))
    by_key = _apply(plan_input, make_change("参数", "公司目标：收入", "值", MULTIPLY, "110%"))
    assert by_column.plan_input.settings.target_revenue_cents == 550_000_000  # 5,000,000.00 × 1.1
    assert by_key.plan_input == by_column.plan_input


@pytest.mark.parametrize(
    ("column", "operation", "value", "expected"),
    [
        ("Heads", MULTIPLY, "0.5", 1),  # 2 × 0.5
        ("Heads", MULTIPLY, "0.8", 1),  # 1.6, rounded down
        ("Heads", ADD, "-2", 0),
        ("Pay per head", ADD, "1万", 21_000_000),  # 200,000.00 + 10,000.00
        ("Own cost cap", SET, "12 %", 0.12),
        ("Channel operated", SET, "中小伙伴/电销", Channel.SMB_PARTNER),
    ],
)
def test_a_value_is_read_as_in_the_cell(column, operation, value, expected):
    applied = _apply(make_plan_input(), make_change("Teams", "Field", column, operation, value))
    (cell,) = applied.cells
    assert (cell.row, cell.after) == ("Field", expected)


def test_blank_empties_a_cell_and_is_passed_by_when_multiplied():
    capped = make_plan_input(settings=make_settings(cost_of_sales_cap=0.2))
    applied = _apply(capped, make_change("Settings", "", "Cost-of-sales cap", SET, "blank"))
    assert applied.plan_input.settings.cost_of_sales_cap is None
    refusal = _refusal(make_plan_input(), make_change("Settings", "", "Cost-of-sales cap", MULTIPLY, "0.9"))
    assert [f.code for f in refusal.findings] == ["scenario_matches_nothing"]


def test_a_pair_of_the_fit_matrix_that_is_not_written_counts_as_core():
    applied = _apply(make_plan_input(fit={}), make_change("Fit", "North | Core", "Fit", SET, "none"))
    assert [(c.row, c.before, c.after) for c in applied.cells] == [("North | Core", Fit.CORE, Fit.NONE)]


def test_changes_are_made_in_order_and_parents_first():
    parent = make_scenario("parent", make_change("Teams", "*", "Most hires", SET, "4"))
    child = make_scenario("child", make_change("Teams", "Field", "Most hires", MULTIPLY, "3"), parent="parent")
    applied = apply_scenario(make_plan_input(), (parent, child))
    assert {t.team: t.max_hires for t in applied.plan_input.teams} == {"Field": 12, "Partners": 4}
    assert {c.row: c.scenario for c in applied.cells} == {"Field": "child", "Partners": "parent"}


def test_two_changes_that_fight_are_refused_by_name():
    refusal = _refusal(
        make_plan_input(),
        make_change("Teams", "*", "Most hires", SET, "0"),
        make_change("Teams", "Field", "Most hires", SET, "2"),
    )
    assert [f.code for f in refusal.findings] == ["scenario_changes_fight"]
    message = refusal.message()
    assert "change 1 of 'case' (Teams · * · Most hires · set 0)" in message
    assert "change 2 of 'case' (Teams · Field · Most hires · set 2)" in message
    assert "Field" in message


def test_the_same_value_twice_is_no_fight_and_a_child_may_set_what_its_parent_set():
    twice = make_change("Teams", "*", "Most hires", SET, "3")
    assert len(_apply(make_plan_input(), twice, twice).cells) == 2
    parent = make_scenario("parent", twice)
    child = make_scenario("child", make_change("Teams", "Field", "Most hires", SET, "1"), parent="parent")
    teams = apply_scenario(make_plan_input(), (parent, child)).plan_input.teams
    assert [t.max_hires for t in teams] == [1, 3]


def test_every_change_that_matches_nothing_is_named():
    refusal = _refusal(
        make_plan_input(),
        make_change("Teams", "Nobody", "Heads", SET, "1"),
        make_change("Segments", "Nowhere*", "Penetration", SET, "0.5"),
        make_change("Segments", "Elsewhere", "Penetration", SET, "0.5", optional=True),
    )
    assert [f.code for f in refusal.findings] == ["scenario_matches_nothing"] * 2
    assert "change 1 of 'case'" in refusal.message()
    assert "change 2 of 'case'" in refusal.message()
    assert "第 2 项变更" in refusal.message(Language.CHINESE)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (make_change("Temas", "*", "Heads", SET, "1"), "scenario_table", "Did you mean 'Teams'?"),
        (make_change("Teams", "*", "Haeds", SET, "1"), "scenario_column", "Did you mean 'Heads'?"),
        (make_change("Teams", "*", "Team", SET, "X"), "scenario_column", "what names a row"),
        (make_change("Teams", "Hue=red", "Heads", SET, "1"), "scenario_key", "'hue' is no column"),
        (make_change("Teams", "*", "Heads", SET, "many"), "number_unreadable", "found 'many'"),
        (make_change("Teams", "*", "Heads", ADD, "-9"), "scenario_value", "a number from 0 to"),
        (make_change("Teams", "*", "Heads", SET, "blank"), "scenario_value", "a value is expected"),
        (make_change("Teams", "*", "Channel operated", MULTIPLY, "2"), "scenario_value", "only numbers"),
        (make_change("Segments", "North", "today_team", SET, "Feild"), "scenario_value", "Did you mean 'Field'?"),
        (make_change("Channels", "direct", "Partner margin", SET, "blank"), "scenario_value", "no blank here"),
        (make_change("Accounts", "*", "Name", SET, "1"), "scenario_table", "no sheet"),
        (make_change("Scenarios", "*", "Value", SET, "1"), "scenario_table", "no sheet"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_reason(change, code, words):
    refusal = _refusal(make_plan_input(), change)
    assert refusal.findings[0].code == code
    assert words in refusal.message()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scenario", read_shipped_scenarios(), ids=lambda s: s.name)
def test_shipped_scenarios_apply_to_the_example_and_to_a_small_workbook(scenario, language):
    bare = make_plan_input(teams=(make_team("A"),), segments=(make_segment("Only"),), seats=())
    seated = make_plan_input(seats=(make_seat("F1"), make_seat("F2", rep=None, start_month=3)))
    for plan_input in (build_example(language), bare, seated):
        applied = apply_scenario(plan_input, (scenario,))
        if len(plan_input.segments) == 40:  # the example: every scenario but the baseline finds something to change
            assert bool(applied.cells) == (scenario.name != "baseline")
        assert not [f for f in check_plan_input(applied.plan_input) if f.severity == "error"]
