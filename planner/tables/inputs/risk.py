"""Sheet Risk parameters 风险参数: how uncertain the plan's assumptions are; and the words of the risk sheet."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.risk import STANDARD_RISK, RiskParameters, RiskSource, SegmentRisk
from planner.language import NO_TEXT, Text
from planner.tables.columns.column import CONVENTION, Column, Kind, Layout, Table

_LOG = Text("standard deviation of the logarithm", "对数标准差")
_ODDS = Text("standard deviation of the log-odds", "对数几率标准差")


def _declare(
    field: str, kind: Kind, name: Text, meaning: Text, maximum: float, unit: Text = NO_TEXT, source: Text = CONVENTION
) -> Column:
    default: object = getattr(STANDARD_RISK, field)
    return Column(field, kind, name, meaning, unit, default, source, 0, maximum)


RISK = Table(
    key="risk",
    sheet=Text("Risk parameters", "风险参数"),
    meaning=Text(
        "How uncertain the assumptions are, for planner risk and planner plan --robust.",
        "各项假设的不确定程度，用于 planner risk 与 planner plan --robust。",
    ),
    row_type=RiskParameters,
    layout=Layout.SETTINGS,
    columns=(
        _declare(
            "market_spread",
            Kind.NUMBER,
            Text("Market spread", "市场波动"),
            Text(
                "How far the whole market may swing; all revenue moves with it.",
                "整体市场的波动幅度，全部收入随之变化。",
            ),
            2,
            _LOG,
            Text(
                "convention, in the range of yearly company sales forecasts' errors (Mentzer & Cox 1984)",
                "惯例，参考公司年度销售预测误差（Mentzer & Cox 1984）",
            ),
        ),
        _declare(
            "potential_spread",
            Kind.NUMBER,
            Text("Potential spread", "潜力误差"),
            Text("How far a segment's potential may differ from the workbook.", "细分潜力与工作簿取值可能的偏差。"),
            2,
            _LOG,
        ),
        _declare(
            "penetration_spread",
            Kind.NUMBER,
            Text("Penetration spread", "渗透率误差"),
            Text("How far a segment's penetration may differ from the workbook.", "细分渗透率与工作簿取值可能的偏差。"),
            3,
            _ODDS,
        ),
        _declare(
            "response_spread",
            Kind.NUMBER,
            Text("Response spread", "响应误差"),
            Text(
                "How far the reach of the planned effort may differ from the curve.",
                "计划投入的触达程度与曲线可能的偏差。",
            ),
            3,
            _ODDS,
            Text(
                "convention, in the range of published effort elasticities (Albers, Mantrala & Sridhar 2010)",
                "惯例，参考已发表的销售投入弹性（Albers, Mantrala & Sridhar 2010）",
            ),
        ),
        _declare(
            "parent_correlation",
            Kind.SHARE,
            Text("Correlation inside a parent segment", "同一上级细分内的相关系数"),
            Text("How alike the deviations of two segments of one parent are.", "同一上级的两个细分偏差的相关程度。"),
            1,
        ),
        _declare(
            "seat_spread",
            Kind.NUMBER,
            Text("Seat performance spread", "席位业绩离散"),
            Text(
                "Standard deviation of what people sell ÷ its mean; few are far above, most a little below.",
                "个人业绩标准差 ÷ 均值；少数人远高于均值，多数人略低。",
            ),
            3,
            Text("share of the mean", "占均值比例"),
            Text(
                "48 % in the most complex jobs, more in selling (Hunter, Schmidt & Judiesch 1990); right-skewed (O'Boyle & Aguinis 2012)",
                "最复杂岗位为 48%，销售更高（Hunter, Schmidt & Judiesch 1990）；右偏（O'Boyle & Aguinis 2012）",
            ),
        ),
        _declare(
            "start_delay_months",
            Kind.NUMBER,
            Text("Late start", "到岗延迟"),
            Text(
                "Mean months by which joiners become productive later than planned.",
                "新人比计划晚多久形成战力的平均月数。",
            ),
            12,
            Text("months", "月"),
        ),
        _declare(
            "largest_deals",
            Kind.COUNT,
            Text("Largest deals at risk", "有风险的最大单数"),
            Text("How many of the largest deals of the plan may fall away.", "计划中可能丢失的最大订单个数。"),
            100,
        ),
        _declare(
            "deal_loss_share",
            Kind.SHARE,
            Text("Chance to lose a large deal", "大单丢失概率"),
            Text("Chance that each of them falls away.", "每个大单丢失的概率。"),
            1,
        ),
        _declare(
            "deal_spread",
            Kind.NUMBER,
            Text("Deal size spread", "单额离散"),
            Text(
                "How far the sizes of deals differ; the average stands in Settings or Segments.",
                "订单金额的离散程度；平均单额见参数表或客户细分表。",
            ),
            3,
            _LOG,
        ),
    ),
)


def _declare_own(field: str) -> Column:
    """Return the column of a spread that a segment may have of its own, as sheet Risk parameters declares it."""
    general = RISK.column(field)
    return replace(general, default=None, source=NO_TEXT)


SEGMENT_RISK = Table(
    key="segment_risks",
    sheet=Text("Segment risk", "细分风险"),
    meaning=Text(
        "Optional: spreads of single segments, or of all below a node. Blank: those of the nearest node above, else of sheet Risk parameters.",
        "可选：个别细分或某节点以下全部细分的误差。留空时取最近上级节点所给的值，均未给出则取“风险参数”表。",
    ),
    row_type=SegmentRisk,
    unique=("segment",),
    columns=(
        Column(
            "segment",
            Kind.REFERENCE,
            Text("Segment", "细分"),
            Text("The segment, or a node above it.", "细分，或其上级节点。"),
            references="segments",
            synonyms=("客户细分", "Parent segment", "上级细分"),
        ),
        _declare_own("potential_spread"),
        _declare_own("penetration_spread"),
        _declare_own("response_spread"),
    ),
)

RISK_SHEET = Text("Risk", "风险")
"""The sheet of a risk workbook that holds the result."""

SOURCE_WORDS: dict[RiskSource, Text] = {
    RiskSource.MARKET: Text("Whole market", "整体市场"),
    RiskSource.POTENTIAL: Text("Potential of segments", "细分潜力"),
    RiskSource.PENETRATION: Text("Penetration of segments", "细分渗透率"),
    RiskSource.RESPONSE: Text("Response to effort", "投入响应"),
    RiskSource.SEAT_PERFORMANCE: Text("Performance of seats", "席位业绩"),
    RiskSource.LATE_START: Text("Joiners late or slow", "新人延迟到岗或上手慢"),
    RiskSource.RESIGNATION: Text("Resignations and refilling", "离职与补员"),
    RiskSource.LARGE_DEALS: Text("Loss of large deals", "丢失大单"),
}

RISK_LABELS: dict[str, Text] = {
    "probability": Text("Probability of the target", "达成目标的概率"),
    "error": Text("± sampling error (two standard errors)", "± 抽样误差（两倍标准误）"),
    "mean": Text("Mean revenue", "平均收入"),
    "p10": Text("Revenue P10 (bad year: 1 in 10 is worse)", "收入 P10（差年景：十分之一更差）"),
    "p50": Text("Revenue P50 (median)", "收入 P50（中位数）"),
    "p90": Text("Revenue P90 (good year: 1 in 10 is better)", "收入 P90（好年景：十分之一更好）"),
    "ratio": Text("Cost-of-sales ratio, plan", "营销成本率（计划）"),
    "ratio_p10": Text("Cost-of-sales ratio P10", "营销成本率 P10"),
    "ratio_p50": Text("Cost-of-sales ratio P50", "营销成本率 P50"),
    "ratio_p90": Text("Cost-of-sales ratio P90", "营销成本率 P90"),
    "within_cap": Text("Probability to stay within the cap", "不超成本率上限的概率"),
    "certainty": Text("Certainty", "把握程度"),
    "sure": Text("Revenue reached with it", "可达到的收入"),
    "cushion": Text("Cushion needed above the target", "目标之上所需余量"),
    "missing": Text("Expected revenue missing", "预期收入缺口"),
    "cushion_note": Text(
        "Cushion: by how much expected revenue must exceed the target so that the target is that certain. Missing below 0: to spare.",
        "余量：预期收入须高出目标多少，目标才有相应把握。缺口为负表示有富余。",
    ),
    "team": Text("Team", "团队"),
    "team_target": Text("Target", "目标"),
    "expected": Text("Expected revenue", "预期收入"),
    "team_p10": Text("Revenue P10", "收入 P10"),
    "team_p50": Text("Revenue P50", "收入 P50"),
    "team_p90": Text("Revenue P90", "收入 P90"),
    "team_probability": Text("Probability of the target", "达成概率"),
    "source": Text("Switched off", "排除的因素"),
    "p10_gain": Text("Revenue P10 higher by", "收入 P10 提高"),
    "p10_without": Text("Revenue P10 without it", "排除后收入 P10"),
    "probability_without": Text("Probability of the target without it", "排除后达成概率"),
    "deviation_without": Text("Standard deviation without it", "排除后标准差"),
    "from": Text("From", "自"),
    "to": Text("To", "至"),
    "below": Text("Below the target", "低于目标"),
    "above": Text("At or above the target", "达到目标"),
    "reached": Text("Chance to reach at least From", "至少达到“自”的概率"),
    "draws": Text("Draws", "模拟次数"),
    "seed": Text("Seed", "随机种子"),
}
"""Labels and headers of the risk sheet."""

ROBUST_LABELS: dict[str, Text] = {
    "revenue": Text("Revenue to be certain", "须确保的收入"),
    "share": Text("Certainty asked for", "要求的把握程度"),
    "probability": Text("Probability, simulated", "模拟概率"),
    "plain_probability": Text("Probability of the best plan without the rule", "不作此要求的最优计划的概率"),
    "price": Text("Price of certainty: value given up", "确保的代价（减少的取值）"),
    "draws": Text("Simulated years", "模拟年数"),
    "seed": Text("Seed of the simulation", "模拟的随机种子"),
}
"""Labels of the lines about certainty on sheet Plan, where a plan was made with one."""
