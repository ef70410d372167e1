"""Sheets and headers of the comparison workbook."""

from __future__ import annotations

from planner.language import Text

COMPARISON_SHEET = Text("Comparison", "情景对比")
CHANNELS_SHEET = Text("Channels by scenario", "各情景通路")
TEAMS_SHEET = Text("Teams by scenario", "各情景团队")
SEATS_SHEET = Text("Seats by scenario", "各情景席位")
WITHOUT_PLAN_SHEET = Text("Without a plan", "无计划的情景")
SWEEP_SHEET = Text("Sweep", "参数扫描")
MATRIX_SHEET = Text("Contribution matrix", "贡献矩阵")
FRONTIER_SHEET = Text("Frontier", "有效前沿")
TORNADO_SHEET = Text("Tornado", "敏感度")
CHANGES_SHEET = Text("What was changed", "变更明细")

LABELS: dict[str, Text] = {
    "figure": Text("Figure", "指标"),
    "scenario": Text("Scenario", "情景"),
    "outcome": Text("Outcome", "结果"),
    "description": Text("Description", "说明"),
    "gap": Text("Proven gap", "已证明差距"),
    "difference": Text("Difference to {s}", "与“{s}”之差"),
    "flips": Text("Units in another channel than today's plan", "较现方案换通路的单元数"),
    "point": Text("Point", "点"),
    "knee": Text("knee", "拐点"),
    "input": Text("Input", "输入项"),
    "low_factor": Text("Low ×", "低 ×"),
    "low_effect": Text("Contribution, low", "贡献变化（低）"),
    "high_factor": Text("High ×", "高 ×"),
    "high_effect": Text("Contribution, high", "贡献变化（高）"),
    "effect": Text("Effect on contribution", "对贡献毛利的影响"),
    "low_outcome": Text("Outcome, low", "结果（低）"),
    "high_outcome": Text("Outcome, high", "结果（高）"),
    "unit": Text("Unit", "单元"),
    "changes": Text("Scenarios that change it", "变更的情景数"),
    "changed_units": Text("Units in another channel", "换通路的单元数"),
    "team": Text("Team", "团队"),
    "heads": Text("Heads at year end, hires included", "年末人数（含新招）"),
    "target": Text("Target", "目标"),
    "revenue": Text("Expected revenue", "预期收入"),
    "team_cost_words": Text("Company total", "公司合计"),
    "seat": Text("Seat", "席位"),
    "rep": Text("Rep", "销售代表"),
    "why": Text("Why there is no plan", "无计划的原因"),
    "conflict": Text("Rules that cannot hold together", "不能同时成立的规则"),
    "way_out": Text("A way out", "可行的出路"),
    "sheet": Text("Sheet", "工作表"),
    "row": Text("Row", "行"),
    "column": Text("Column", "列"),
    "before": Text("Before", "变更前"),
    "after": Text("After", "变更后"),
    "by": Text("Changed by", "由哪个情景变更"),
    "gains": Text("Seats that gain", "目标增加的席位"),
    "loses": Text("Seats that lose", "目标减少的席位"),
}

PAGE_WORDS: dict[str, Text] = {
    "title": Text("Plans side by side", "计划对比"),
    "figures": Text("Figures", "指标"),
    "channels": CHANNELS_SHEET,
    "teams": TEAMS_SHEET,
    "seats": SEATS_SHEET,
    "without": WITHOUT_PLAN_SHEET,
    "changed": CHANGES_SHEET,
    "facts": Text("How this was made", "生成信息"),
    "reference": Text("Compare with", "对比基准"),
    "show_difference": Text("show differences", "显示差额"),
    "only_changed": Text("only what differs", "仅显示有差异的行"),
    "no_difference": Text("Nothing differs here.", "此处没有差异。"),
}
"""Further words of the page; the rest is in `LABELS`."""

TRADE_WORDS: dict[str, tuple[Text, Text]] = {
    "revenue-ratio": (Text("Expected revenue", "预期收入"), Text("Cost-of-sales ratio", "营销成本率")),
    "contribution-heads": (Text("Contribution", "贡献毛利"), Text("Heads at year end", "年末人数")),
    "target-moves": (
        Text("Highest company target", "可承担的最高公司目标"),
        Text("Units changed from today", "较现状变动的单元"),
    ),
}
"""What each frontier trades: the figure that is to be high, and the one that is to be low."""
