"""The rules of the plan by name: one word for one rule, in model, verifier, documentation, LP and tests."""

from __future__ import annotations

CHANNEL_PLAN_RULES = (
    "one_option_per_unit",
    "team_capacity",
    "hire_limit",
    "headcount_budget",
    "cost_of_sales_cap",
    "revenue_floor",
    "product_floor",
    "segment_share_floor",
    "new_customer_floor",
    "team_revenue_band",
    "channel_limit",
    "seed_budget",
    "change_limit",
    "forced_choice",
    "rebate_ladder",
    "robust_target",
)

TARGET_RULES = (
    "company_target_split",
    "team_target_band",
    "seat_target_band",
    "cushion",
    "rounding_step",
)

TERRITORY_RULES = (
    "one_owner",
    "workload_capacity",
    "potential_balance",
    "target_balance",
    "account_count_band",
    "skill_match",
    "region_match",
    "account_lock",
    "forbidden_pair",
    "family_together",
    "move_limit",
    "new_hire_book",
)

RULE_NAMES = CHANNEL_PLAN_RULES + TARGET_RULES + TERRITORY_RULES
