"""The sheets of a territory workbook: names, headers, labels and words, declared once."""

from __future__ import annotations

from planner.domain.choices import SolveStatus
from planner.domain.territory import FEW_CHANGES, IN_ORDER, OwnerReason, OwnerRole
from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet
from planner.tables.words.choice_words import word_of

_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT

OVERVIEW_SHEET = Text("Territory plan", "分配总览")

TERRITORIES_SHEET = ResultSheet(
    "territories",
    Text("Territories", "客户分配"),
    (
        ResultColumn("account", Text("Account", "客户编号")),
        ResultColumn("name", Text("Account name", "客户名称")),
        ResultColumn("segment", Text("Segment", "细分")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("role", Text("Role", "角色")),
        ResultColumn("seat", Text("Seat", "席位")),
        ResultColumn("rep", Text("Rep", "销售代表")),
        ResultColumn("owner", Text("Owner today", "现负责人")),
        ResultColumn("reason", Text("Why", "原因")),
        ResultColumn("potential", Text("Potential", "潜力"), _M, True),
        ResultColumn("revenue", Text("Last year's revenue", "上年收入"), _M, True),
        ResultColumn("handover", Text("Revenue lost by handover", "交接损失"), _M, True),
        ResultColumn("travel", Text("Travel", "差旅"), _M, True),
        ResultColumn("second", Text("Second-best seat", "次优席位")),
        ResultColumn("second_cost", Text("Would cost more", "改派增加成本"), _M),
        ResultColumn("decision", Text("Decided by", "人工决定")),
    ),
)

_EFFECTS = (
    ("accounts", Text("accounts", "客户数"), _C),
    ("potential", Text("potential", "潜力"), _M),
    ("expected", Text("expected revenue", "预期收入"), _M),
    ("target", Text("target", "目标"), _M),
    ("hours", Text("hours", "工时"), _N),
)
_SIDES = (("giver", Text("Giving seat", "移出席位")), ("taker", Text("Taking seat", "接收席位")))
_WHENS = (("before", Text("before", "调整前")), ("after", Text("after", "调整后")))

MOVES_SHEET = ResultSheet(
    "moves",
    Text("Moves", "调整清单"),
    (
        ResultColumn("account", Text("Account", "客户编号")),
        ResultColumn("name", Text("Account name", "客户名称")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("giver", Text("From", "移出")),
        ResultColumn("taker", Text("To", "接收")),
        ResultColumn("reason", Text("Why", "原因")),
        ResultColumn("date", Text("Renewal or handover date", "续约或交接日期")),
        ResultColumn("revenue", Text("Last year's revenue", "上年收入"), _M, True),
        ResultColumn("moved_potential", Text("Potential", "潜力"), _M, True),
        ResultColumn("moved_hours", Text("Hours", "工时"), _N, True),
        ResultColumn("handover", Text("Revenue lost by handover", "交接损失"), _M, True),
        *(
            ResultColumn(f"{s}_{m}_{w}", Text(f"{st.en}: {mt.en} {wt.en}", f"{st.zh}：{wt.zh}{mt.zh}"), kind)
            for s, st in _SIDES
            for m, mt, kind in _EFFECTS
            for w, wt in _WHENS
        ),
    ),
)

BALANCE_SHEET = ResultSheet(
    "balance",
    Text("Balance", "均衡"),
    (
        ResultColumn("seat", Text("Seat", "席位")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("rep", Text("Rep", "销售代表")),
        ResultColumn("accounts_before", Text("Accounts before", "调整前客户数"), _C, True),
        ResultColumn("accounts_after", Text("Accounts after", "调整后客户数"), _C, True),
        ResultColumn("potential_before", Text("Potential before", "调整前潜力"), _M, True),
        ResultColumn("potential_after", Text("Potential after", "调整后潜力"), _M, True),
        ResultColumn("fair_before", Text("Fair share today", "当前公平份额"), _M, True),
        ResultColumn("fair", Text("Fair share in the plan year", "计划年度公平份额"), _M, True),
        ResultColumn("deviation_before", Text("Deviation before", "调整前偏差"), _S),
        ResultColumn("deviation_after", Text("Deviation after", "调整后偏差"), _S),
        ResultColumn("band", Text("Band", "均衡带"), _S),
        ResultColumn("revenue_before", Text("Last year's revenue before", "调整前上年收入"), _M, True),
        ResultColumn("revenue_after", Text("Last year's revenue after", "调整后上年收入"), _M, True),
        ResultColumn("expected_before", Text("Expected revenue before", "调整前预期收入"), _M, True),
        ResultColumn("expected", Text("Expected revenue after", "调整后预期收入"), _M, True),
        ResultColumn("target_before", Text("Target before", "调整前目标"), _M, True),
        ResultColumn("target_after", Text("Target after", "调整后目标"), _M, True),
        ResultColumn("hours_before", Text("Hours before", "调整前工时"), _N, True),
        ResultColumn("hours_after", Text("Hours after", "调整后工时"), _N, True),
        ResultColumn("capacity", Text("Capacity, hours", "产能（小时）"), _N, True),
        ResultColumn("use", Text("Use of capacity", "产能利用率"), _S),
    ),
)

TERRITORY_LABELS: dict[str, Text] = {
    "status": Text("Status", "状态"),
    "objective": Text("Cost of this plan", "本方案成本"),
    "bound": Text("Bound: no plan under the rules costs less", "下界：满足规则的方案成本不会更低"),
    "gap": Text("Gap", "差距"),
    "keep_all": Text("Cost of moving nobody", "不做调整的成本"),
    "method": Text("Method", "方法"),
    "accounts": Text("Accounts", "客户数"),
    "pool": Text("Registration pool", "报备池"),
    "nobody": Text("Accounts that no seat may own", "无席位可负责的客户"),
    "moves": Text("Moves", "调整数"),
    "moved_revenue": Text("Last year's revenue moved", "调整涉及的上年收入"),
    "worst_before": Text("Worst deviation of potential before", "调整前潜力最大偏差"),
    "worst_after": Text("Worst deviation of potential after", "调整后潜力最大偏差"),
    "overloaded": Text("Seats above their hours", "超出工时的席位"),
    "beyond": Text("Hours beyond capacity", "超出产能的工时合计"),
    "unavoidable": Text("Proven: no plan has fewer hours beyond capacity than", "已证明任何方案的超时不低于（小时）"),
    "band": Text("Band of potential", "潜力均衡带"),
}

_PROVEN = Text("no plan is better by more than the gap", "任何方案的改进均不超过该差距")


def status_words(status: SolveStatus) -> Text:
    """Return how the search ended, in words: a proof to some gap says nothing of a gap that was asked for."""
    return _PROVEN if status is SolveStatus.WITHIN_GAP else word_of(status)


def method_words(method: str) -> Text:
    """Return the name of a method, or of several, as it stands in a territory plan, in words."""
    words = {"search": "搜索", IN_ORDER: "依次优化", FEW_CHANGES: " + 限定变动"}
    chinese = method
    for english, own in words.items():
        chinese = chinese.replace(english, own)
    return Text(method, chinese)


TERM_WORDS: dict[str, Text] = {
    "handover": Text("Revenue lost by handover, and its effort", "交接损失与成本"),
    "travel": Text("Travel", "差旅"),
    "imbalance": Text("Imbalance of potential", "潜力不均衡"),
    "workload_capacity": Text("Hours beyond capacity", "超出产能的工时"),
    "potential_balance": Text("Potential beyond its band", "超出均衡带的潜力"),
    "target_balance": Text("Expected revenue beyond its band", "超出均衡带的预期收入"),
    "account_count_band": Text("Number of accounts beyond its band", "超出区间的客户数"),
    "new_hire_book": Text("New hires' books short of their share", "新人客户基础不足"),
}
"""Words for the terms of the cost."""

GOAL_WORDS: dict[str, Text] = {
    "overload": TERM_WORDS["workload_capacity"],
    "band": Text("Beyond the bands", "超出均衡带"),
    "new_hires": TERM_WORDS["new_hire_book"],
    "balance": TERM_WORDS["imbalance"],
    "disruption": TERM_WORDS["handover"],
    "travel": TERM_WORDS["travel"],
    "cost": Text("All costs together", "总成本"),
}
"""Words for the goals that may be put in order."""

ORDER_HEADING = Text("Goals in order", "依次优化的目标")
STAGE_VALUE = Text("{n}. {g}", "{n}. {g}")
STAGE_BOUND = Text("{n}. No plan below", "{n}. 不可能低于")
STAGE_PRICE = Text("{n}. Price", "{n}. 计价")
USUAL_PRICE = Text("usual, the workbook's is 0", "按惯例，工作簿中为 0")
"""Lines of the overview about goals that were put in order; the price stands where it is not the workbook's."""

ROLE_WORDS: dict[OwnerRole, Text] = {
    OwnerRole.LEAD: Text("owner", "主责"),
    OwnerRole.COSELL: Text("co-seller", "协同"),
    OwnerRole.POOL: Text("registration pool", "报备池"),
}

REASON_WORDS: dict[OwnerReason, Text] = {
    OwnerReason.KEPT: Text("stays with its owner", "维持现负责人"),
    OwnerReason.LOCKED: Text("locked to the seat", "锁定席位"),
    OwnerReason.DECIDED: Text("decided by hand", "人工指定"),
    OwnerReason.NEW: Text("had no owner", "原无负责人"),
    OwnerReason.OWNER_GONE: Text("its owner has no seat, or no capacity, any more", "原负责人已无席位或产能"),
    OwnerReason.TEAM_CHANGED: Text("the plan gives its segment to this team", "细分改由本团队服务"),
    OwnerReason.OWNER_EXCLUDED: Text(
        "its owner lacks a region or skill, or is forbidden", "原负责人区域、技能不符或被禁止"
    ),
    OwnerReason.FAMILY: Text("goes with its corporate family", "随集团归属"),
    OwnerReason.BALANCE: Text("moved for balance", "为均衡而调整"),
    OwnerReason.POOL: Text("segment is seeded or avoided", "细分为撒网或回避"),
    OwnerReason.NOBODY: Text("no seat may own it", "无席位可负责"),
}
