"""What a sweep varies, as it is typed."""

from __future__ import annotations

import pytest

from planner.domain.scenario import Operation
from planner.errors import UsageError
from planner.scenarios.axes import build_point_scenario, build_points, read_axis
from planner.scenarios.axis_words import describe_axis


@pytest.mark.parametrize(
    ("words", "parts", "values"),
    [
        ("Settings.cost_of_sales_cap=0.08:0.1:0.01", ("Settings", "", "cost_of_sales_cap"), ("0.08", "0.09", "0.1")),
        ("Teams[Direct *].Heads=4,5", ("Teams", "Direct *", "Heads"), ("4", "5")),
        ("Seats[Team=max(Heads)].Presence=50 %,80 %", ("Seats", "Team=max(Heads)", "Presence"), ("50 %", "80 %")),
        ("参数.营销成本率上限=10%:12%:1%", ("参数", "", "营销成本率上限"), ("0.1", "0.11", "0.12")),
        ("Teams.Heads=1:3:1", ("Teams", "", "Heads"), ("1", "2", "3")),
    ],
)
def test_an_axis_is_read(words, parts, values):
    axis = read_axis(words)
    assert (axis.table, axis.key, axis.column) == parts
    assert axis.values == values
    assert axis.operation is Operation.SET


def test_a_sign_before_the_values_multiplies_or_adds():
    times, plus = read_axis("Potential.Potential=*0.8:1.2:0.2"), read_axis("Teams.Heads=+-1,+1")
    assert (times.operation, times.values) == (Operation.MULTIPLY, ("0.8", "1", "1.2"))
    assert (plus.operation, plus.values) == (Operation.ADD, ("-1", "1"))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Settings",
        "Settings.cap",
        "cap=1",
        "Settings.cap=",
        "Settings.cap=,,",
        "Settings.cap=1:2",
        "Settings.cap=3:1:1",
        "A.b=1:2:0",
        "A.b=a:b:c",
    ],
)
def test_what_has_not_the_form_is_refused_with_an_example(words):
    with pytest.raises(UsageError, match="Write for example"):
        read_axis(words)


def test_points_are_all_combinations_or_pairs():
    axes = [read_axis("Settings.a=1,2"), read_axis("Settings.b=3,4")]
    assert build_points(axes, is_list=False) == (("1", "3"), ("1", "4"), ("2", "3"), ("2", "4"))
    assert build_points(axes, is_list=True) == (("1", "3"), ("2", "4"))
    with pytest.raises(UsageError, match="as many values: 2, 1"):
        build_points([axes[0], read_axis("Settings.b=3")], is_list=True)
    with pytest.raises(UsageError, match="too many"):
        build_points([read_axis("A.b=1:1000:1"), read_axis("A.c=1:1000:1")], is_list=False)
    with pytest.raises(UsageError, match="too many"):
        read_axis("A.b=1:2000:1")


def test_a_point_is_a_scenario_named_after_its_values():
    axes = [read_axis("Settings.cap=0.1"), read_axis("Potential.Potential=*0.8")]
    scenario = build_point_scenario(axes, ("0.1", "0.8"))
    assert scenario.name == "Settings.cap = 0.1, Potential.Potential = ×0.8"
    assert [c.operation for c in scenario.changes] == [Operation.SET, Operation.MULTIPLY]


@pytest.mark.parametrize(
    ("typed", "en", "zh", "is_share"),
    [
        ("Settings.company_target=*0.9,*1.1", "Company target: revenue ×", "公司目标：收入 ×", False),
        ("Settings.handover_loss=0.05,15 %", "Handover loss", "交接损失", True),
        ("Settings.handover_loss=5,15", "Handover loss", "交接损失", False),
        ("Settings.handover_loss=+0.05", "Handover loss +", "交接损失 +", False),
        ("Teams[Direct *].Pay per head=*0.9", "Teams, Direct *: Pay per head ×", "团队，Direct *：人均薪酬 ×", False),
        ("Potential.Potential=*0.8", "Potential: Potential ×", "产品市场潜力：潜力 ×", False),
        ("Nothing.At all=1", "Nothing.At all", "Nothing.At all", False),
    ],
)
def test_an_axis_is_told_in_the_words_of_the_workbook(typed, en, zh, is_share):
    """A director read Settings.company_target above 0.9, 1 and 1.1, in Chinese too."""
    told = describe_axis(read_axis(typed))
    assert (told.words.en, told.words.zh, told.is_share) == (en, zh, is_share)
