"""Sheet Plan 计划总览: its labels, its comparison with both baselines, and the words that stand in it."""

from __future__ import annotations

from planner.language import Text
from planner.tables.results.plan_why_sheet import WHY_SIGNATURE

PLAN_SHEET = Text("Plan", "计划总览")


PLAN_LABELS: dict[str, Text] = {
    "target": Text("Company target: revenue", "公司目标：收入"),
    "revenue": Text("Expected revenue", "预期收入"),
    "stretch": Text("Stretch (target ÷ expected)", "拉伸系数（目标 ÷ 预期）"),
    "margin": Text("Gross margin", "毛利"),
    "cost": Text("Cost of sales", "营销成本"),
    "ratio": Text("Cost-of-sales ratio", "营销成本率"),
    "cap": Text("Cost-of-sales cap", "营销成本率上限"),
    "outside": Text("Partner and other cost outside the ratio", "不计入成本率的伙伴与其他成本"),
    "contribution": Text("Contribution (gross margin − all cost)", "贡献毛利（毛利 − 全部成本）"),
    "new_customers": Text("New customers", "新客户"),
    "status": Text("Status", "状态"),
    "objective": Text("Objective", "优化目标"),
    "value": Text("Value of this plan", "本计划取值"),
    "bound": Text("Bound: no plan is better than", "上界：任何计划不会优于"),
    "gap": Text("Most that a better plan could add", "更优计划最多可增加"),
    "options": Text("Options priced", "已定价方案数"),
    "keeps_rules": Text("Keeps all rules", "满足全部规则"),
    "model_revenue": Text("Model, as last year", "模型：沿用上年"),
    "actual_revenue": Text("Last year's actual revenue", "上年实际收入"),
    "deviation": Text("Deviation", "偏差"),
    "tie_outs": Text("Sums that do not agree (sheet Tie-out)", "不一致的合计（见勾稽表）"),
    "input_name": Text("Workbook", "工作簿"),
    "input_sha256": Text("SHA-256 of the workbook", "工作簿 SHA-256"),
    "plan_sha256": Text("SHA-256 of the plan", "计划 SHA-256"),
    "scenario": Text("Scenario", "情景"),
    "version": Text("Version", "版本"),
    "format": Text("Format of this workbook", "本工作簿格式"),
    "solver": Text("Solver", "求解器"),
    "inputs_sha256": Text("inputs SHA-256", "输入表 SHA-256"),
    "proof_sha256": Text("proof SHA-256", "证明 SHA-256"),
}
"""Labels in the first column of sheet Plan; the value stands beside them."""


MANIFEST_LABELS: dict[str, Text] = {
    "objective": Text("Objective asked for", "指定的优化目标"),
    "gap": Text("Gap asked for", "指定的差距"),
    "time limit": Text("Time limit asked for", "指定的时限"),
    "solver": Text("Solver asked for", "指定的求解器"),
    "robust": Text("Certainty given as an option", "指定的把握程度"),
    "best effort": Text("Best effort asked for", "要求尽力而为"),
    **{label.en: label for label in (PLAN_LABELS["inputs_sha256"], PLAN_LABELS["proof_sha256"], WHY_SIGNATURE)},
}
"""Labels of what a manifest lists after the solver, by its name there: the options given, and what is signed."""

COMPARISON_HEADERS: dict[str, Text] = {
    "figure": Text("Figure", "指标"),
    "plan": Text("This plan", "本计划"),
    "as_last_year": Text("As last year", "沿用上年"),
    "matrix_rule": Text("Matrix rule", "矩阵规则"),
    "gain": Text("Gain over last year", "较上年方案增益"),
    "gain_over_rule": Text("Gain over matrix rule", "较矩阵规则增益"),
}
"""Headers of the comparison on sheet Plan, and its rows."""


COMPARISON_ROWS: dict[str, Text] = {
    "revenue": Text("Expected revenue", "预期收入"),
    "ratio": Text("Cost-of-sales ratio", "营销成本率"),
    "contribution": Text("Contribution", "贡献毛利"),
}


KEEPS_ALL_RULES = Text("yes", "是")
"""What stands in the row *Keeps all rules* below a plan that does."""


OBJECTIVE_WORDS: dict[str, Text] = {
    "contribution": Text("contribution, with next year's value", "贡献毛利（含次年价值）"),
    "revenue": Text("revenue", "收入"),
    "cost": Text("least cost", "成本最低"),
}


def identity_line(company: str, year: str, currency: str) -> str:
    """Return the line under a title: whose plan, of which year (as `Settings.year_words` has it), in which currency."""
    return f"{company} · {year} · {currency}"
