"""Result sheets of the market side: Channel plan 通路规划, Matrix 通路矩阵, Product-market 产品市场."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.language import Text
from planner.tables.column import Kind
from planner.tables.results_column import Band, ResultTable, result_column

_FTE = ("FTE", "全职人力")
_M, _S, _N = Kind.MONEY, Kind.SHARE, Kind.NUMBER

CHANNEL_PLAN = ResultTable(
    key="channel_plan",
    sheet=Text("Channel plan", "通路规划"),
    meaning=Text(
        "One row a unit: the channel, team and effort chosen, and what they are expected to bring and cost.",
        "每个单元一行：选定的通路、团队与投入，以及预期带来的收入与成本。",
    ),
    row_type=None,
    bands=(
        Band("unit", Text("Unit", "单元")),
        Band("channel", Text("Decision", "决策")),
        Band("accounts", Text("Market", "市场")),
        Band("revenue_kept_cents", Text("Expected in the plan year", "计划年度预期")),
        Band("target_cents", Text("Target", "目标")),
        Band("matrix_channel", Text("Compared", "对照")),
        Band("reach", Text("Further figures", "其他数据")),
    ),
    columns=(
        result_column(
            Kind.KEY,
            "unit",
            ("Unit", "单元"),
            (
                "What gets a channel: a segment, or a segment and one product line.",
                "获得通路的对象：细分，或细分与产品线。",
            ),
        ),
        result_column(
            Kind.REFERENCE, "segment", ("Segment", "细分"), ("Leaf segment.", "叶子细分。"), references="segments"
        ),
        result_column(
            Kind.REFERENCES,
            "products",
            ("Product lines", "产品线"),
            ("Product lines of the unit.", "单元包含的产品线。"),
            references="products",
        ),
        result_column(Kind.TEXT, "industry", ("Industry", "行业"), ("Industry of the segment.", "细分所属行业。")),
        result_column(Kind.TEXT, "region", ("Region", "区域"), ("Region of the segment.", "细分所属区域。")),
        result_column(
            Kind.CHOICE,
            "channel",
            ("Channel", "通路"),
            ("The channel chosen.", "选定的通路。"),
            choices=Channel,
        ),
        result_column(
            Kind.REFERENCE,
            "team",
            ("Team", "团队"),
            ("The team that leads; blank for seed and avoid.", "主责团队；撒网与回避留空。"),
            references="teams",
        ),
        result_column(
            Kind.REFERENCE,
            "coseller",
            ("Co-selling team", "协同团队"),
            ("The direct team that develops and drives a partner's deals.", "与伙伴协同推进商机的直销团队。"),
            references="teams",
        ),
        result_column(_N, "fte", ("Effort", "投入"), ("Effort of the leading team.", "主责团队的投入。"), _FTE),
        result_column(
            _N,
            "cosell_fte",
            ("Co-sell effort", "协同投入"),
            ("Effort of the co-selling team.", "协同团队的投入。"),
            _FTE,
        ),
        result_column(
            _N, "accounts", ("Accounts", "客户数"), ("Accounts in the unit.", "单元内客户数。"), ("accounts", "家")
        ),
        result_column(
            _M,
            "potential_cents",
            ("Potential", "潜力"),
            ("What the unit's customers spend, or would spend, in a year.", "单元客户一年的现有与可能支出。"),
        ),
        result_column(
            _S,
            "penetration",
            ("Penetration", "渗透率"),
            ("How easily we get through to the unit's customers.", "触达单元客户的难易程度。"),
        ),
        result_column(
            _M, "last_year_revenue_cents", ("Last year's revenue", "上年收入"), ("Revenue last year.", "上年收入。")
        ),
        result_column(
            _M, "revenue_kept_cents", ("Revenue kept", "留存收入"), ("Of last year's revenue.", "上年收入的留存部分。")
        ),
        result_column(
            _M, "revenue_new_cents", ("New revenue", "新增收入"), ("Won in the plan year.", "计划年度内赢得的收入。")
        ),
        result_column(
            _M,
            "revenue_cents",
            ("Expected revenue", "预期收入"),
            ("Revenue kept + new revenue.", "留存收入 + 新增收入。"),
        ),
        result_column(_M, "margin_cents", ("Gross margin", "毛利"), ("Gross margin expected.", "预期毛利。")),
        result_column(
            _M, "partner_margin_cents", ("Partner margin", "伙伴毛利"), ("What partners keep.", "伙伴留取的毛利。")
        ),
        result_column(_M, "commission_cents", ("Commission", "提成"), ("Commission of our people.", "我方人员提成。")),
        result_column(
            _M,
            "programme_cost_cents",
            ("Programme cost", "项目费用"),
            ("Fixed cost of running the unit in its channel.", "单元走该通路的固定费用。"),
        ),
        result_column(
            _M,
            "variable_cost_cents",
            ("Channel cost", "通路费用"),
            ("Partner margin + commission + programme cost.", "伙伴毛利 + 提成 + 项目费用。"),
        ),
        result_column(
            _M,
            "contribution_cents",
            ("Contribution before team cost", "贡献（未扣团队费用）"),
            ("Gross margin − channel cost.", "毛利 − 通路费用。"),
        ),
        result_column(
            _M,
            "target_cents",
            ("Target", "目标"),
            ("The unit's part of the company's target.", "单元分担的公司目标。"),
        ),
        result_column(
            _N,
            "stretch",
            ("Stretch", "拉伸系数"),
            ("Target ÷ expected revenue.", "目标 ÷ 预期收入。"),
            ("ratio", "倍数"),
        ),
        result_column(
            Kind.CHOICE,
            "matrix_channel",
            ("Channel by the matrix rule", "矩阵规则通路"),
            ("What the quadrant rule would choose.", "按象限规则应选的通路。"),
            choices=Channel,
        ),
        result_column(
            Kind.FLAG,
            "differs",
            ("Differs from the matrix rule", "与矩阵规则不同"),
            ("Whether the plan chooses another channel than the quadrant rule.", "计划通路是否与象限规则不同。"),
        ),
        result_column(
            Kind.CHOICE,
            "today_channel",
            ("Channel today", "现有通路"),
            ("The channel that serves the segment today.", "目前服务该细分的通路。"),
            choices=Channel,
        ),
        result_column(
            Kind.REFERENCE,
            "today_team",
            ("Team today", "现有团队"),
            ("The team that leads the segment today.", "目前主责该细分的团队。"),
            references="teams",
        ),
        result_column(
            Kind.FLAG,
            "is_changed",
            ("Changed from last year", "较上年变动"),
            ("Whether channel or leading team changes.", "通路或主责团队是否变动。"),
        ),
        result_column(
            Kind.TEXT, "choice_reason", ("Note", "说明"), ("Why the choice was not free.", "该选择受限的原因。")
        ),
        result_column(
            _S,
            "reach",
            ("Reach", "触达度"),
            ("Share of the channel's ceiling that this effort attains.", "该投入达到通路上限的比例。"),
        ),
        result_column(
            _N,
            "new_customers",
            ("New customers", "新客户"),
            ("Expected number of new customers.", "预期新客户数。"),
            ("customers", "家"),
        ),
        result_column(
            _M,
            "carry_over_cents",
            ("Next-year value", "次年价值"),
            ("Wins that close after the plan year.", "计划年度之后成交的部分。"),
        ),
        result_column(
            _M,
            "option_value_cents",
            ("Option value", "期权价值"),
            ("Value of having seeded, as the workbook states it.", "工作簿给出的撒网期权价值。"),
        ),
        result_column(
            _M,
            "value_cents",
            ("Term of the objective", "目标函数项"),
            ("What the choice adds to the objective contribution.", "该选择对贡献毛利目标的增量。"),
        ),
        result_column(
            Kind.CHOICE,
            "matrix_plan_channel",
            ("Channel in the matrix-rule plan", "矩阵规则方案的通路"),
            ("Of the plan to compare with.", "对照方案中的通路。"),
            choices=Channel,
        ),
        result_column(
            Kind.CHOICE,
            "last_year_plan_channel",
            ("Channel in the as-last-year plan", "沿用上年方案的通路"),
            ("Of the plan to compare with.", "对照方案中的通路。"),
            choices=Channel,
        ),
    ),
)

MATRIX = ResultTable(
    key="matrix",
    sheet=Text("Matrix", "通路矩阵"),
    meaning=Text(
        "Penetration × potential; the bubble is expected revenue, its colour the channel. A ring: the plan differs from the matrix rule.",
        "渗透率 × 潜力；气泡大小为预期收入，颜色为通路；带圈者与矩阵规则不同。",
    ),
    row_type=None,
    columns=(
        result_column(Kind.REFERENCE, "unit", ("Unit", "单元"), ("Unit of the channel plan.", "通路规划的单元。")),
        result_column(
            Kind.TEXT, "channel", ("Channel", "通路"), ("The channel chosen.", "选定的通路。"), choices=Channel
        ),
        result_column(
            Kind.TEXT,
            "matrix_channel",
            ("Channel by the matrix rule", "矩阵规则通路"),
            ("What the quadrant rule would choose.", "按象限规则应选的通路。"),
        ),
        result_column(_S, "penetration", ("Penetration", "渗透率"), ("Horizontal axis.", "横轴。")),
        result_column(_M, "potential_cents", ("Potential", "潜力"), ("Vertical axis.", "纵轴。")),
        result_column(_M, "revenue_cents", ("Expected revenue", "预期收入"), ("Area of the bubble.", "气泡面积。")),
    ),
)

PRODUCT_MARKET = ResultTable(
    key="product_market",
    sheet=Text("Product-market", "产品市场"),
    meaning=Text(
        "Segment × product line: channel, target and the share of the potential that the target takes; then the money behind it.",
        "细分 × 产品线：通路、目标及目标占潜力的比例，随后是对应金额。",
    ),
    row_type=None,
    per_product=("channel", "target_cents", "share", "potential_cents", "existing_cents", "expected_cents"),
    bands=(
        Band("segment", Text("Segment", "细分")),
        Band("channel", Text("Channel", "通路")),
        Band("target_cents", Text("Target", "目标")),
        Band("share", Text("Target as a share of potential", "目标占潜力比例")),
        Band("potential_cents", Text("Potential", "潜力")),
        Band("existing_cents", Text("Last year's revenue", "上年收入")),
        Band("expected_cents", Text("Expected revenue", "预期收入")),
    ),
    columns=(
        result_column(Kind.KEY, "segment", ("Segment", "细分"), ("Leaf segment.", "叶子细分。"), references="segments"),
        result_column(
            Kind.CHOICE, "channel", ("Channel", "通路"), ("The channel chosen.", "选定的通路。"), choices=Channel
        ),
        result_column(
            _M,
            "target_cents",
            ("Target", "目标"),
            ("The unit's target, split by its expected revenue.", "单元目标按预期收入拆分到产品线。"),
        ),
        result_column(
            _M,
            "target_total_cents",
            ("Target, all products", "目标合计"),
            ("Sum over product lines.", "各产品线合计。"),
        ),
        result_column(_S, "share", ("Share of potential", "占潜力比例"), ("Target ÷ potential.", "目标 ÷ 潜力。")),
        result_column(
            _S,
            "share_total",
            ("Share of potential, all products", "占潜力比例合计"),
            ("Target ÷ potential.", "目标 ÷ 潜力。"),
        ),
        result_column(_M, "potential_cents", ("Potential", "潜力"), ("Money a year.", "每年金额。")),
        result_column(
            _M,
            "potential_total_cents",
            ("Potential, all products", "潜力合计"),
            ("Sum over product lines.", "各产品线合计。"),
        ),
        result_column(_M, "existing_cents", ("Last year", "上年收入"), ("Last year's revenue.", "上年收入。")),
        result_column(
            _M,
            "existing_total_cents",
            ("Last year, all products", "上年收入合计"),
            ("Sum over product lines.", "各产品线合计。"),
        ),
        result_column(
            _M, "expected_cents", ("Expected", "预期收入"), ("Expected revenue in the plan year.", "计划年度预期收入。")
        ),
        result_column(
            _M,
            "expected_total_cents",
            ("Expected, all products", "预期收入合计"),
            ("Sum over product lines.", "各产品线合计。"),
        ),
    ),
)
