"""Sheet Settings 参数: one row a setting."""

from __future__ import annotations

from planner.domain.choices import DisplayUnit, Objective
from planner.domain.settings import Settings
from planner.language import Text
from planner.tables.column import REQUIRED, Column, Kind, Layout, Table

_CONVENTION = Text("convention of this program", "本程序惯例")
_NO_LIMIT = Text("no limit", "不限")


def _setting(
    field: str,
    kind: Kind,
    en: str,
    zh: str,
    meaning_en: str,
    meaning_zh: str,
    default: object = REQUIRED,
    minimum: float | None = None,
    maximum: float | None = None,
    unit: Text = Text("", ""),
    source: Text = _CONVENTION,
    synonyms: tuple[str, ...] = (),
) -> Column:
    choices = {"display_unit": DisplayUnit, "objective": Objective}.get(field)
    return Column(
        field, kind, Text(en, zh), Text(meaning_en, meaning_zh), unit, default, source, minimum, maximum, choices, None, synonyms
    )


_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT
_HANDOVER = Text("published studies of account handover: 13–18 %", "已发表的客户交接研究：13%–18%")

SETTINGS = Table(
    key="settings",
    sheet=Text("Settings", "参数"),
    meaning=Text("The company, its targets and the limits of the plan.", "公司、目标与计划的各项限制。"),
    row_type=Settings,
    layout=Layout.SETTINGS,
    required=True,
    columns=(
        _setting("company", Kind.TEXT, "Company", "公司", "Name as it stands on the plan and the letters.", "计划与目标责任书上的公司名称。", synonyms=("公司名称",)),
        _setting("plan_year", Kind.YEAR, "Plan year", "计划年度", "The fiscal year that is planned.", "要规划的财年。", minimum=2000, maximum=2100),
        _setting("currency", Kind.TEXT, "Currency", "币种", "Currency code of all amounts, e.g. CNY.", "所有金额的币种代码，如 CNY。"),
        _setting("fiscal_start_month", Kind.MONTH, "Fiscal year starts in month", "财年起始月", "Calendar month in which the fiscal year begins.", "财年开始的自然月。", 1, 1, 12),
        _setting("display_unit", Kind.CHOICE, "Display unit", "显示单位", "Unit in which charts, summaries and letters show money. Cells always hold the currency itself.", "图表、摘要和责任书显示金额的单位；单元格始终填写货币原值（元）。", DisplayUnit.ONE),
        _setting("objective", Kind.CHOICE, "Objective", "优化目标", "What the plan is best at: contribution, revenue under the cost cap, or least cost for the target.", "计划追求：贡献毛利最大、费用率上限内收入最大、或完成目标的成本最低。", Objective.CONTRIBUTION),
        _setting("target_revenue_cents", _M, "Company target: revenue", "公司目标：收入", "Revenue that the company is asked to bring in the plan year.", "公司在计划年度要完成的收入。", REQUIRED, 0, synonyms=("Company target", "Revenue target", "公司收入目标", "收入目标")),
        _setting("target_gross_profit_cents", _M, "Company target: gross profit", "公司目标：毛利", "Gross profit target; blank when there is none.", "毛利目标；没有则留空。", None, 0),
        _setting("target_collections_cents", _M, "Company target: collections", "公司目标：回款", "Cash collected from customers; blank when there is none.", "回款目标；没有则留空。", None, 0),
        _setting("target_new_customers", _C, "Company target: new customers", "公司目标：新客户", "Number of new customers; blank when there is none.", "新客户数量目标；没有则留空。", None, 0),
        _setting("target_pipeline_cents", _M, "Company target: pipeline", "公司目标：商机储备", "Value of opportunities to be created; blank when there is none.", "要新增的商机金额；没有则留空。", None, 0),
        _setting("target_satisfaction", _S, "Company target: satisfaction", "公司目标：满意度", "Share of satisfied customers.", "客户满意的比例。", None, 0, 1),
        _setting("target_repurchase", _S, "Company target: repurchase", "公司目标：复购率", "Share of customers who buy again.", "再次购买的客户比例。", None, 0, 1),
        _setting("target_referral", _S, "Company target: referral", "公司目标：转介绍率", "Share of customers who refer others.", "愿意转介绍的客户比例。", None, 0, 1),
        _setting("target_segment_share", _S, "Company target: segment share", "公司目标：细分市场份额", "Revenue as a share of potential.", "收入占市场潜力的比例。", None, 0, 1),
        _setting("weight_gross_profit", _S, "Weight: gross profit", "权重：毛利", "Weight in a person's goals; revenue takes what the others leave.", "在个人目标中的权重；其余归收入。", 0.0, 0, 1),
        _setting("weight_collections", _S, "Weight: collections", "权重：回款", "Weight in a person's goals.", "在个人目标中的权重。", 0.1, 0, 1),
        _setting("weight_new_customers", _S, "Weight: new customers", "权重：新客户", "Weight in a person's goals.", "在个人目标中的权重。", 0.1, 0, 1),
        _setting("weight_pipeline", _S, "Weight: pipeline", "权重：商机储备", "Weight in a person's goals.", "在个人目标中的权重。", 0.05, 0, 1),
        _setting("weight_satisfaction", _S, "Weight: satisfaction", "权重：满意度", "Weight in a person's goals.", "在个人目标中的权重。", 0.05, 0, 1),
        _setting("weight_repurchase", _S, "Weight: repurchase", "权重：复购率", "Weight in a person's goals.", "在个人目标中的权重。", 0.0, 0, 1),
        _setting("weight_referral", _S, "Weight: referral", "权重：转介绍率", "Weight in a person's goals.", "在个人目标中的权重。", 0.0, 0, 1),
        _setting("weight_segment_share", _S, "Weight: segment share", "权重：细分市场份额", "Weight in a person's goals.", "在个人目标中的权重。", 0.0, 0, 1),
        _setting("cost_of_sales_cap", _S, "Cost-of-sales cap", "营销成本率上限", "Largest cost of sales as a share of revenue; blank for no cap.", "营销成本占收入的最高比例；留空为不限。", None, 0, 1, synonyms=("Cost of sales cap", "费用率上限")),
        _setting("count_partner_margin", Kind.FLAG, "Partner margin counts", "伙伴毛利计入成本", "Whether partner margin and rebates count in the cost-of-sales ratio.", "伙伴毛利与返点是否计入营销成本率。", True),
        _setting("largest_stretch", _N, "Largest stretch", "最大拉伸系数", "Target ÷ expected revenue may not be more than this.", "目标 ÷ 预期收入的上限。", 1.15, 0.5, 5, Text("ratio", "倍数"), synonyms=("最大拉伸",)),
        _setting("team_cushion_share", _S, "Cushion, teams", "团队目标加成", "Targets handed to teams above the company's own target.", "下达团队的目标高出公司目标的比例。", 0.03, 0, 1),
        _setting("seat_cushion_share", _S, "Cushion, seats", "席位目标加成", "Targets handed to seats above their team's cushioned target.", "下达席位的目标高出团队加成目标的比例。", 0.02, 0, 1),
        _setting("team_growth_min", _S, "Team growth, least", "团队增长下限", "Least growth of a team's target over its last year's revenue; may be negative.", "团队目标较上年收入的最低增幅，可为负。", None, -1, 10),
        _setting("team_growth_max", _S, "Team growth, most", "团队增长上限", "Most growth of a team's target over its last year's revenue.", "团队目标较上年收入的最高增幅。", None, -1, 10),
        _setting("max_hires", _C, "Most hires", "招聘人数上限", "Most hires of all teams together.", "所有团队合计招聘人数上限。", None, 0, 100000),
        _setting("headcount_limit", _C, "Headcount limit", "编制上限", "Most heads at year end, hires included.", "年末总人数上限（含新招）。", None, 0, 1000000),
        _setting("headcount_budget_cents", _M, "Headcount budget", "人力预算", "Most money for heads and hires in the plan year.", "计划年度人员（含新招）费用上限。", None, 0),
        _setting("hire_cost_cents", _M, "Cost of one hire", "单次招聘费用", "One-time cost of recruiting one person.", "招聘一人的一次性费用。", 2_000_000, 0),
        _setting("refill_months", _N, "Months to refill a seat", "补位所需月数", "Months until a leaver's seat is filled again.", "离职后席位补齐所需月数。", 3.0, 0, 24, Text("months", "月")),
        _setting("seed_budget_cents", _M, "Seed budget", "撒网预算", "Most money for seeding; blank for no limit.", "撒网费用上限；留空为不限。", None, 0),
        _setting("max_units_direct", _C, "Most units: direct", "通路上限：直销", "Most units in this channel.", "该通路最多服务的单元数。", None, 0),
        _setting("max_units_strategic_partner", _C, "Most units: strategic partner", "通路上限：战略伙伴", "Most units in this channel.", "该通路最多服务的单元数。", None, 0),
        _setting("max_units_smb_partner", _C, "Most units: SMB partner or telesales", "通路上限：中小伙伴/电销", "Most units in this channel.", "该通路最多服务的单元数。", None, 0),
        _setting("max_units_seed", _C, "Most units: seed", "通路上限：撒网", "Most units in this channel.", "该通路最多服务的单元数。", None, 0),
        _setting("max_units_avoid", _C, "Most units: avoid", "通路上限：回避", "Most units in this channel.", "该通路最多服务的单元数。", None, 0),
        _setting("change_limit", _C, "Most changes", "变动上限", "Most units whose channel or lead team may change from today's.", "通路或主责团队较今天发生变动的单元数上限。", None, 0),
        _setting("new_customer_floor", _C, "Fewest new customers", "新客户下限", "The plan must expect at least this many new customers.", "计划预期的新客户数下限。", None, 0),
        _setting("average_deal_cents", _M, "Average deal", "平均单额", "First-year revenue of one new customer.", "一个新客户首年带来的收入。", 20_000_000, 0.01),
        _setting("win_rate", _S, "Win rate", "赢单率", "Share of opportunities that are won; pipeline = new revenue ÷ win rate.", "商机赢单比例；商机储备 = 新增收入 ÷ 赢单率。", 0.25, 0.001, 1),
        _setting("handover_loss_share", _S, "Handover loss", "交接损失", "Share of kept revenue lost when channel or lead team changes.", "通路或主责团队变更时损失的存量收入比例。", 0.15, 0, 1, source=_HANDOVER),
        _setting("next_year_weight", _S, "Weight of next year", "次年权重", "Weight of wins that close after the plan year.", "计划年度之后成交部分的权重。", 0.2, 0, 1),
        _setting("fit_factor_core", _S, "Accessible potential: core", "可及潜力：核心", "Share of the potential that counts where a product is core.", "核心产品可计入的潜力比例。", 1.0, 0, 1),
        _setting("fit_factor_expand", _S, "Accessible potential: expand", "可及潜力：拓展", "Share of the potential that counts where a product expands.", "拓展产品可计入的潜力比例。", 1.0, 0, 1),
        _setting("fit_factor_explore", _S, "Accessible potential: explore", "可及潜力：探索", "Share of the potential that counts where a product explores.", "探索产品可计入的潜力比例。", 1.0, 0, 1),
        _setting("effort_levels_fte", Kind.NUMBERS, "Effort levels", "投入档位", "FTE levels from which each unit gets one.", "每个单元可选的全职人力档位。", (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0), 0.01, 1000, Text("FTE, separated by ;", "全职人力，用分号隔开")),
        _setting("matrix_potential_cents", _M, "Matrix threshold: potential", "矩阵阈值：潜力", "Potential from which a unit counts as high; blank: the median.", "高潜力的分界；留空取中位数。", None, 0),
        _setting("matrix_penetration", _S, "Matrix threshold: penetration", "矩阵阈值：渗透率", "Penetration from which a unit counts as easy.", "易渗透的分界。", 0.5, 0, 1),
        _setting("seat_territory_weight", _S, "Seat targets: weight of territory", "席位目标：属地权重", "Weight of the territory's expected revenue against the seat's capacity, where accounts are given.", "有客户清单时，属地预期收入相对席位产能的权重。", 0.5, 0, 1),
        _setting("rounding_step_cents", _M, "Rounding step", "取整步长", "Targets are multiples of this amount.", "目标均为该金额的整数倍。", 100_000, 0.01, synonyms=("取整",)),
        _setting("time_limit_seconds", _N, "Time limit", "时间上限", "Longest time of one solve.", "单次求解的最长时间。", 60.0, 0.1, 86400, Text("seconds", "秒")),
        _setting("gap_limit", _S, "Gap limit", "精度要求", "Proven distance from the best plan at which the solve may stop.", "求解可停止的已证明差距。", 0.0001, 0, 1),
    ),
)
