"""Settings about certainty."""

from __future__ import annotations

from planner.tables.settings.settings_column import M, S, declare_setting

CERTAINTY_SETTINGS = (
    declare_setting(
        "certainty_share",
        S,
        "Certainty of revenue",
        "收入把握程度",
        "Share of simulated years in which the plan must reach the certain revenue, e.g. 80 %; blank: not asked. As planner plan --robust.",
        "计划须在多大比例的模拟年份中达到“确保收入”，如 80%；留空为不要求。同 planner plan --robust。",
        None,
        0.01,
        0.99,
        synonyms=("Certainty", "把握程度"),
    ),
    declare_setting(
        "certain_revenue_cents",
        M,
        "Certain revenue",
        "确保收入",
        "Revenue to be reached with that certainty; blank: the company target. As planner plan --robust-revenue.",
        "须以该把握达到的收入；留空为公司目标。同 planner plan --robust-revenue。",
        None,
        0,
    ),
)
