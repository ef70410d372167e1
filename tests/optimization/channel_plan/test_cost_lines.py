"""Cost lines of a plan: those of 0 that a hire or a step of a rebate would bring about stay, the others are left out."""

from __future__ import annotations

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents
from planner.optimization.channel_plan.costs import list_costs
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.response.option_table import CHANNELS
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team


def test_lines_that_a_hire_or_a_step_would_bring_about_wait_with_nothing():
    # Field may hire and has nobody yet; Shops may not. A hire costs 3,000, its pay 50,000 and travel 4,000 a year.
    teams = (
        make_team(
            "Field", heads=0, max_hires=2, pay_cents=5_000_000, travel_cents=400_000, benefits_cents=0, expense_cents=0
        ),
        make_team(
            "Shops", channel=Channel.SMB_PARTNER, heads=1, max_hires=0, pay_cents=0, benefits_cents=0, expense_cents=0
        ),
    )
    ladder = (RebateStep(Channel.SMB_PARTNER, 0, 0.0), RebateStep(Channel.SMB_PARTNER, 10**12, 0.02))
    plan_input = make_plan_input(
        teams=teams,
        segments=(make_segment("North"),),
        settings=make_settings(hire_cost_cents=300_000),
        rebates=ladder,
        seats=(),
    )
    problem = build_channel_plan_problem(plan_input)
    avoid = next(i for i, c in enumerate(problem.options.channel) if CHANNELS[c] is Channel.AVOID)

    def lines(hires: dict[tuple[int, int], int]) -> dict[tuple[str, str | None], Cents]:
        return {
            (c.kind, c.team or (c.channel and c.channel.value)): c.amount_cents
            for c in list_costs(problem, [avoid], hires)
        }

    assert lines({}) == {
        ("pay", "Field"): 0,
        ("travel", "Field"): 0,
        ("hiring", "Field"): 0,
        ("rebate", "smb_partner"): 0,
    }
    # from the third quarter on: half a year
    assert lines({(0, 3): 1}) == {
        ("pay", "Field"): 2_500_000,
        ("travel", "Field"): 200_000,
        ("hiring", "Field"): 300_000,
        ("rebate", "smb_partner"): 0,
    }
