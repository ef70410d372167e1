"""Words for the closed choices, in both languages, with what else people write."""

from __future__ import annotations

from enum import StrEnum

from planner.domain.choices import (
    Channel,
    CoverageRole,
    Disclosure,
    DisplayUnit,
    Fit,
    LifecycleStage,
    Metric,
    Objective,
    OverrideKind,
    SalesMode,
    SeasonScope,
    SolveStatus,
    Strictness,
)
from planner.domain.scenario import CaseOutcome, Operation
from planner.language import Language, Text

CHOICE_WORDS: dict[StrEnum, Text] = {
    Channel.DIRECT: Text("direct", "直销"),
    Channel.STRATEGIC_PARTNER: Text("strategic partner", "战略伙伴"),
    Channel.SMB_PARTNER: Text("SMB partner or telesales", "中小伙伴/电销"),
    Channel.SEED: Text("seed", "撒网"),
    Channel.AVOID: Text("avoid", "回避"),
    SalesMode.PRODUCT_PUSH: Text("product push", "产品推销"),
    SalesMode.MOTIVATION: Text("motivation", "动机激发"),
    SalesMode.NEED_CREATION: Text("need creation", "需求激发"),
    LifecycleStage.INTRODUCTION: Text("introduction", "导入期"),
    LifecycleStage.GROWTH: Text("growth", "成长期"),
    LifecycleStage.MATURITY: Text("maturity", "成熟期"),
    LifecycleStage.DECLINE: Text("decline", "衰退期"),
    Fit.CORE: Text("core", "核心"),
    Fit.EXPAND: Text("expand", "拓展"),
    Fit.EXPLORE: Text("explore", "探索"),
    Fit.NONE: Text("none", "无"),
    Objective.CONTRIBUTION: Text("contribution", "贡献毛利"),
    Objective.REVENUE: Text("revenue", "收入"),
    Objective.COST: Text("cost", "成本"),
    DisplayUnit.ONE: Text("one", "元"),
    DisplayUnit.THOUSAND: Text("thousand", "千"),
    DisplayUnit.TEN_THOUSAND: Text("ten thousand", "万"),
    DisplayUnit.MILLION: Text("million", "百万"),
    DisplayUnit.HUNDRED_MILLION: Text("hundred million", "亿"),
    Disclosure.TARGET: Text("target only", "仅目标"),
    Disclosure.CUSHION: Text("target and cushion", "目标与加成"),
    Disclosure.PAY: Text("target with cushion and pay", "目标、加成与薪酬"),
    Strictness.OFF: Text("off", "否"),
    Strictness.HOURS: Text("hours", "工时"),
    Strictness.HOURS_AND_BAND: Text("hours and band", "工时与均衡带"),
    CoverageRole.LEAD: Text("lead", "主责"),
    CoverageRole.COSELL: Text("co-sell", "协同"),
    CoverageRole.BOTH: Text("both", "均可"),
    SeasonScope.COMPANY: Text("company", "公司"),
    SeasonScope.PRODUCT: Text("product", "产品"),
    SeasonScope.SEGMENT: Text("segment", "细分"),
    SeasonScope.TEAM: Text("team", "团队"),
    OverrideKind.SEGMENT_CHANNEL: Text("segment's channel", "细分的通路"),
    OverrideKind.SEGMENT_TEAM: Text("segment's team", "细分的团队"),
    OverrideKind.TEAM_TARGET: Text("team's target", "团队目标"),
    OverrideKind.SEAT_TARGET: Text("seat's target", "席位目标"),
    OverrideKind.ACCOUNT_SEAT: Text("account's seat", "客户的席位"),
    Metric.REVENUE: Text("revenue", "收入"),
    Metric.GROSS_PROFIT: Text("gross profit", "毛利"),
    Metric.COLLECTIONS: Text("collections", "回款"),
    Metric.NEW_CUSTOMERS: Text("new customers", "新客户"),
    Metric.PIPELINE: Text("pipeline", "商机储备"),
    Metric.SATISFACTION: Text("satisfaction", "满意度"),
    Metric.REPURCHASE: Text("repurchase", "复购率"),
    Metric.REFERRAL: Text("referral", "转介绍率"),
    Metric.SEGMENT_SHARE: Text("segment share", "细分市场份额"),
    Operation.SET: Text("set", "设为"),
    Operation.ADD: Text("add", "加"),
    Operation.MULTIPLY: Text("multiply", "乘"),
    CaseOutcome.PLANNED: Text("planned", "已规划"),
    CaseOutcome.INFEASIBLE: Text("no plan keeps all rules", "无可行计划"),
    CaseOutcome.NOT_DECIDED: Text("not decided in time", "限时内未判定"),
    CaseOutcome.REJECTED: Text("input rejected", "输入有误"),
    CaseOutcome.FAILED: Text("failed", "运行失败"),
    CaseOutcome.NOT_RUN: Text("not run", "未运行"),
    SolveStatus.OPTIMAL: Text("optimal", "最优"),
    SolveStatus.WITHIN_GAP: Text("within the gap", "达到精度要求"),
    SolveStatus.TIME_LIMIT: Text("time limit reached", "达到时间上限"),
    SolveStatus.INTERRUPTED: Text("interrupted", "被中断"),
    SolveStatus.INFEASIBLE: Text("no feasible plan", "无可行计划"),
    SolveStatus.NOT_DECIDED: Text("not decided", "未判定"),
    SolveStatus.INVALID: Text("input rejected", "输入有误"),
}

CHOICE_SYNONYMS: dict[StrEnum, tuple[str, ...]] = {
    Channel.DIRECT: (
        "direct sales",
        "field",
        "field sales",
        "field force",
        "own sales force",
        "直接销售",
        "自营",
        "直营",
        "直销团队",
    ),
    Channel.STRATEGIC_PARTNER: ("strategic", "strategic partners", "战略合作伙伴", "战略伙伴通路"),
    Channel.SMB_PARTNER: (
        "smb",
        "smb partner",
        "telesales",
        "smb partner / telesales",
        "中小伙伴",
        "电销",
        "中小合作伙伴",
        "telesales and smb partners",
        "inside sales",
        "inside",
        "telemarketing",
        "电话销售",
    ),
    Channel.SEED: ("seeding", "播种"),
    Channel.AVOID: ("avoided", "放弃"),
    SalesMode.PRODUCT_PUSH: ("push", "产品推"),
    SalesMode.NEED_CREATION: ("create need", "demand creation"),
    LifecycleStage.INTRODUCTION: ("intro", "new", "launch", "导入", "引入期"),
    LifecycleStage.GROWTH: ("growing", "成长"),
    LifecycleStage.MATURITY: ("mature", "成熟"),
    LifecycleStage.DECLINE: ("declining", "衰退"),
    Fit.NONE: ("no", "not", "不适合", "-"),
    DisplayUnit.ONE: ("yuan", "unit", "units"),
    DisplayUnit.TEN_THOUSAND: ("wan", "10k", "万元"),
    DisplayUnit.MILLION: ("m", "mn", "百万元"),
    DisplayUnit.HUNDRED_MILLION: ("yi", "亿元"),
    DisplayUnit.THOUSAND: ("k", "千元"),
    Objective.CONTRIBUTION: ("贡献", "利润"),
    Disclosure.PAY: ("target, cushion and pay",),  # as plan workbooks had it before
    Strictness.OFF: ("no", "none", "关"),
    Strictness.HOURS: ("yes", "capacity", "是"),
    Strictness.HOURS_AND_BAND: ("all", "both", "全部"),
    Operation.SET: ("=", "to", "设置", "改为", "设定", "调整为"),
    Operation.ADD: ("+", "plus", "加上", "增加"),
    Operation.MULTIPLY: ("*", "x", "×", "times", "乘以"),
}

FLAG_WORDS: dict[bool, Text] = {True: Text("yes", "是"), False: Text("no", "否")}
FLAG_SYNONYMS: dict[bool, tuple[str, ...]] = {
    True: (
        "y", "true", "t", "1", "x", "☑", "✓", "✔", "√", "●", "有", "是的", "真", "对", "ja", "oui", "sí", "si", "sì", "sim", "tak", "да",
        "예", "はい",
        "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar", "prawda", "истина",
    ),
    False: (
        "n", "false", "f", "0", "☐", "无", "假", "×", "✗", "✘", "nein", "non", "não", "nie", "нет", "아니요", "いいえ",
        "falsch", "faux", "falso", "onwaar", "fałsz", "ложь",
    ),
}  # fmt: skip
"""Also what Excel shows for true and false in other languages, which a column of formulas leaves as text when it is pasted."""
TO_BE_HIRED = Text("to be hired", "待招")
TO_BE_HIRED_SYNONYMS = (
    "tbh", "tbd", "t.b.d.", "tba", "n.n.", "n.n", "vacant", "vacancy", "vacant position", "open", "open position", "open seat", "new hire",
    "new joiner", "hiring", "recruiting", "unfilled", "backfill", "open req", "open requisition", "?", "??", "???", "xx", "xxx",
    "空缺", "空缺岗位", "空岗", "空编", "缺编", "缺员",
    "招聘中", "待招聘", "拟招", "拟招聘", "待聘", "待定", "待补", "新招", "新员工", "离职", "离职待补",
)  # fmt: skip
"""Also with a number behind: TBH 2, 待招1."""
HEAD_IN_PLACE = Text("in place, not named", "在岗，未具名")
"""Who holds a position that stands for a head of sheet Teams without a row on sheet Seats."""

LOOSE_CHOICES: dict[StrEnum, tuple[str, ...]] = {
    Channel.DIRECT: ("大客户部", "大客户", "大客户直销", "大客户团队", "直客", "自营团队", "key accounts", "key account team", "直販"),
    Channel.SMB_PARTNER: (
        "经销", "经销商", "分销", "分销商", "代理", "代理商", "代理渠道", "经销渠道", "分销渠道", "渠道商", "经销/代理",
        "reseller", "resellers", "dealer", "dealers", "distributor", "distributors", "agent", "agents", "代理店", "販売店", "特約店", "特约经销商",
    ),
}  # fmt: skip
"""What most companies call a channel, and some another one: read as it, and told."""
OWN_TELEPHONE = frozenset(("telesales", "inside sales", "inside", "telemarketing", "电销", "电话销售"))
"""Words, as they are compared, for own people who sell by telephone: they share a channel with small partners, and nobody keeps a margin."""
CHANNEL_ADVICE = Text(
    "Own people who sell: direct. Resellers and distributors who sell alone, and telesales: SMB partner or telesales. "
    "A partner who opens the door while own people lead the deals: strategic partner.",
    "自有人员销售填“直销”；经销商、代理商等自行销售及电话销售填“中小伙伴/电销”；伙伴引荐、我方主导成交填“战略伙伴”。",
)
"""How to choose for a channel's name that is not known."""


def word_of(choice: StrEnum) -> Text:
    """Return the words for `choice`."""
    return CHOICE_WORDS[choice]


def choice_list(choices: type[StrEnum], language: Language) -> tuple[str, ...]:
    """Return the words of all members of `choices` in declaration order, for a validation list."""
    return tuple(CHOICE_WORDS[c].choose(language) for c in choices)


def spellings(choice: StrEnum) -> tuple[str, ...]:
    """Return every way to write `choice`: its words in both languages, its value, its synonyms."""
    words = CHOICE_WORDS[choice]
    return (words.en, words.zh, choice.value, *CHOICE_SYNONYMS.get(choice, ()))


def holder_words(rep: str | None, is_in_place: bool) -> Text:
    """Return who holds a position of the plan: `rep`; without a name, whether the head `is_in_place` or somebody is to be hired."""
    return Text.same(rep) if rep else HEAD_IN_PLACE if is_in_place else TO_BE_HIRED


def named_holder(written: str | None, *nameless: Text) -> str | None:
    """Return the name that a result sheet states for a position; ``None`` where it states one of the words `nameless`."""
    return None if any(written in (words.en, words.zh) for words in nameless) else written
