"""The chapters of the plan book that no figure gives: the calendar of planning with its owners, and the rules in plain words."""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings
from planner.language import NO_TEXT, Language, Text
from planner.tables.words.choice_words import word_of
from planner.writing.letters.book.book_fields import Chapter, StageRow
from planner.writing.letters.contents.amounts import format_share

_OPERATIONS = Text("Sales operations", "销售运营")
_MANAGEMENT = Text("Management", "管理层")
_LEADERS = Text("Team leaders", "团队负责人")
_FINANCE = Text("Finance", "财务")
_HR = Text("HR and sales operations", "人力资源与销售运营")
_STAGES: tuple[tuple[int, Text, Text], ...] = (
    (
        -13,
        Text("Segments, potential, accounts and last year's revenue collected", "收集细分、潜力、客户与上年收入"),
        _OPERATIONS,
    ),
    (
        -11,
        Text("Company target, cost-of-sales cap and limits set", "确定公司目标、营销成本率上限与各项限制"),
        _MANAGEMENT,
    ),
    (-10, Text("Workbook checked, first plan made", "检查工作簿并编制首版计划"), _OPERATIONS),
    (-8, Text("Scenarios and cost of sales compared with the budget", "对比情景与预算口径的营销成本"), _FINANCE),
    (
        -6,
        Text("Review with the teams; overrides entered with name and reason", "团队评审；人工调整须注明姓名与原因"),
        _LEADERS,
    ),
    (-4, Text("Plan approved and frozen", "批准并冻结计划"), _MANAGEMENT),
    (-3, Text("Letters sent", "下发目标责任书"), _HR),
    (-1, Text("Letters signed", "签署目标责任书"), _LEADERS),
    (0, Text("Kick-off", "年度启动会"), _MANAGEMENT),
    (13, Text("First quarterly review", "首次季度回顾"), _LEADERS),
)
"""Weeks before (−) or after the first day of the fiscal year, what is done, and who owns it."""

_SEGMENTS = Text("What a segment is", "细分的定义")
_OWNERSHIP = Text("Who owns a customer, and registration", "客户归属与报备")
_CONFLICT = Text("When channels meet", "通路冲突")
_TARGETS = Text("How targets are set and changed", "目标的制定与调整")


def list_stages(settings: Settings, language: Language) -> tuple[StageRow, ...]:
    """Return the calendar of the planning process, counted from the first day of the fiscal year."""
    first = date(settings.plan_year, settings.fiscal_start_month, 1)
    return tuple(
        StageRow((first + timedelta(weeks=weeks)).isoformat(), what.choose(language), owner.choose(language))
        for weeks, what, owner in _STAGES
    )


def write_chapters(plan_input: PlanInput, language: Language) -> tuple[Chapter, ...]:
    """Return the rules of the plan in plain words, with the figures of its settings."""
    settings = plan_input.settings
    chapters = (
        (_SEGMENTS, _segment_rules(plan_input)),
        (_OWNERSHIP, _ownership_rules(plan_input)),
        (_CONFLICT, _conflict_rules(plan_input)),
        (_TARGETS, _target_rules(settings)),
    )
    return tuple(
        Chapter(title.choose(language), tuple(rule.choose(language) for rule in rules)) for title, rules in chapters
    )


def _segment_rules(plan_input: PlanInput) -> list[Text]:
    count, groups = len(plan_input.segments), len(plan_input.segment_groups)
    tree = Text(", under {g} groups of the segment tree", "，归于细分树的 {g} 个上级节点").format(g=groups)
    return [
        Text(
            "A segment is a group of customers who can refer to one another. The plan has {n} of them{t}.",
            "细分是可相互转介绍的一组客户。本计划共 {n} 个细分{t}。",
        ).format(n=count, t=tree if groups else NO_TEXT),
        Text(
            "Every customer belongs to exactly one segment. A customer who fits two belongs to the one in which the deciding site buys.",
            "每个客户只属于一个细分；同时符合两个细分的客户，归入其决策采购所在的细分。",
        ),
        Text(
            "Potential is what the customers of a segment spend a year on our kind of product; penetration is how easily we get through to them.",
            "潜力是细分内客户每年在同类产品上的支出；渗透率表示触达客户的难易程度。",
        ),
    ]


def _ownership_rules(plan_input: PlanInput) -> list[Text]:
    rules = [
        Text(
            "For the year every unit (a segment, or a segment and a product line) has one channel and one leading team, as the channel plan lists.",
            "全年每个单元（细分，或细分与产品线）只有一个通路和一个主责团队，见通路规划。",
        ),
        Text(
            "A new customer is registered in the segment before the first offer; revenue counts for the team that leads the segment.",
            "新客户在首次报价前按细分报备；收入归该细分的主责团队。",
        ),
    ]
    if plan_input.partners:
        rules.append(
            Text(
                "Partners register their opportunities with the team that leads the segment; partners serve only the segments of their letters.",
                "伙伴向细分主责团队报备商机；伙伴仅服务其协议书所列细分。",
            )
        )
    return rules


def _conflict_rules(plan_input: PlanInput) -> list[Text]:
    shared = [c for c in plan_input.channels if c.cosell_share > 0]
    rules = [
        Text(
            "A lead from another channel's segment is handed to the channel that the plan names for it; its revenue counts there.",
            "来自其他通路细分的线索，移交给计划指定的通路，收入计入该通路。",
        ),
    ]
    rules += [
        Text(
            "In the channel '{c}' the partner brings the relationship and a direct team develops the deal: revenue counts for the leading team, "
            "co-sell credit is shown apart.",
            "“{c}”通路由伙伴提供关系、直销团队推进商机：收入归主责团队，协同业绩另行列示。",
        ).format(c=word_of(c.channel))
        for c in shared
    ]
    rules.append(
        Text(
            "What is not settled by these rules is decided by the head of sales.",
            "上述规则未涵盖的情形，由销售负责人裁定。",
        )
    )
    return rules


def _target_rules(settings: Settings) -> list[Text]:
    rules = [
        Text(
            "The company's target is split over the teams so that each is asked for the same multiple of what it is expected to bring, within bands; "
            "a team's target over its seats by capacity: start, ramp, level and presence.",
            "公司目标按各团队预期收入的同一倍数分解到团队（在上下限内）；团队目标按产能（到岗、爬坡、级别、在岗）分解到席位。",
        ),
        Text(
            "Months follow the season of each product line. All parts add up to the company's target to the cent.",
            "各月按产品线季节性分布；所有分解合计与公司目标一致，精确到分。",
        ),
    ]
    if settings.team_cushion_share or settings.seat_cushion_share:
        rules.append(
            Text(
                "Teams are handed out {a} and seats another {b} above the base target.",
                "团队下达目标在基准上加成 {a}，席位再加成 {b}。",
            ).format(a=format_share(settings.team_cushion_share), b=format_share(settings.seat_cushion_share))
        )
    rules.append(
        Text(
            "A target changes only with a new version of the plan, verified and signed again; an override needs a name and a reason.",
            "目标仅随计划的新版本调整，须重新核验并签署；人工调整须注明姓名与原因。",
        )
    )
    return rules
