"""What a letter says: one object a letter, from which Word and PDF are filled alike.

Every field is text as the letter shows it, in the letter's language; empty text (or no rows) where the letter says nothing. The meanings here are
what `planner letters --fields` prints.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.domain.identifiers import Cents
from planner.language import Language, Text

LETTER_IDENTITY = ("plan_name", "plan_hash", "plan_version", "version", "replaces", "changed")
"""Fields that say which plan a letter is from, and which version it is; they do not make a letter new."""


class LetterKind(StrEnum):
    """To whom a letter is addressed; the plan book is for everybody."""

    REP = "rep"
    TEAM = "team"
    PARTNER = "partner"
    BOOK = "book"


TEMPLATE_STEMS = {
    LetterKind.REP: "rep_letter",
    LetterKind.TEAM: "team_letter",
    LetterKind.PARTNER: "partner_letter",
    LetterKind.BOOK: "plan_book",
}
"""File names of the shipped templates, without language and ending."""


def describe_field(en: str, zh: str, default: Any = dataclasses.MISSING) -> Any:
    """Return a dataclass field with its meaning."""
    return dataclasses.field(metadata={"meaning": Text(en, zh)}, default=default)


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A name with an amount and its share of the whole."""

    name: str = describe_field("name", "名称")
    target: str = describe_field("amount to the cent", "金额，精确到分")
    share: str = describe_field("share of the whole", "占比")


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of a quarter."""

    name: str = describe_field("month and year", "年月")
    target: str = describe_field("amount to the cent", "金额，精确到分")


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter with its three months."""

    name: str = describe_field("quarter", "季度")
    first: MonthCell = describe_field("first month", "首月")  # noqa: RUF009 - a field
    second: MonthCell = describe_field("second month", "次月")  # noqa: RUF009 - a field
    third: MonthCell = describe_field("third month", "末月")  # noqa: RUF009 - a field
    target: str = describe_field("the quarter's amount", "季度金额")


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One metric, what is asked, and its weight."""

    name: str = describe_field("metric", "指标")
    target: str = describe_field("what is asked", "目标值")
    weight: str = describe_field("weight in the attainment", "考核权重")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the seat."""

    name: str = describe_field("account", "客户")
    segment: str = describe_field("its segment", "所属细分")
    status: str = describe_field("stays, new, co-sold, or to be handed over", "维持、新接、协同或移交")
    revenue: str = describe_field("its revenue of last year", "上年收入")


@dataclass(frozen=True, slots=True)
class PayRow:
    """One line of pay at three attainments of the target."""

    name: str = describe_field("revenue, base pay, commission, bonus or total", "收入、基本薪酬、提成、奖金或合计")
    at_80: str = describe_field("amount at 80 % of the target", "完成目标 80% 时的金额")
    at_100: str = describe_field("amount at the target", "完成目标 100% 时的金额")
    at_120: str = describe_field("amount at 120 % of the target", "完成目标 120% 时的金额")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the way to a target."""

    name: str = describe_field("step", "步骤")
    amount: str = describe_field("what it adds, with its sign", "增减金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHead:
    """What every letter says."""

    company: str = describe_field("the company", "公司名称")
    year: str = describe_field("plan year", "计划年度")
    currency: str = describe_field("currency of all amounts", "币种")
    plan_name: str = describe_field("workbook that was planned", "规划工作簿")
    plan_hash: str = describe_field("audit hash: SHA-256 of the plan", "审计哈希：计划的 SHA-256")
    plan_version: str = describe_field(
        "first 8 characters of the hash, and the scenario", "计划版本：哈希前 8 位与情景"
    )
    addressee: str = describe_field("name, or 'the holder of seat …'", "姓名，或“席位 … 任职人”")
    target: str = describe_field("target of the year, to the cent", "年度目标，精确到分")
    target_words: str = describe_field("the same in capital numerals (Chinese letters)", "年度目标大写")
    quarters: tuple[QuarterRow, ...] = describe_field("four quarters with their months", "四个季度及各月")
    products: tuple[AmountRow, ...] = describe_field("the target by product line", "按产品线")
    segments: tuple[AmountRow, ...] = describe_field("the target by segment", "按细分")
    rules: tuple[str, ...] = describe_field("rules of the plan that apply", "适用的计划规则")
    version: str = describe_field("version of this letter", "责任书版本", "1")
    replaces: str = describe_field(
        "version that it replaces; empty for the first letter to this person", "所替代的版本；首次致此人时为空", ""
    )
    changed: str = describe_field("what changed since that version", "较该版本的变动", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepLetter(LetterHead):
    """The letter of a seat."""

    name: str = describe_field("the rep's name, empty when to be hired", "姓名，待招时为空")
    seat: str = describe_field("the seat", "席位")
    team: str = describe_field("the team", "团队")
    manager: str = describe_field("who leads the team", "团队负责人")
    start: str = describe_field("month from which the seat is filled; empty: all year", "到岗月份，空为全年")
    cushioned: str = describe_field("cushioned target, when Settings disclose it", "加成目标（按披露范围）")
    cushioned_quarters: tuple[QuarterRow, ...] = describe_field(
        "the cushioned target by quarter and month, when disclosed", "加成目标的季度与各月（按披露范围）"
    )
    last_year: str = describe_field("the seat's revenue of last year, empty without data", "席位上年收入，无数据为空")
    last_year_target: str = describe_field(
        "the seat's target of last year, empty without one", "席位上年目标，无则为空"
    )
    goals: tuple[GoalRow, ...] = describe_field("all metrics with weights", "各项指标及权重")
    accounts: tuple[AccountRow, ...] = describe_field("accounts, up to 40", "客户清单，40 个以内")
    annex: tuple[AccountRow, ...] = describe_field(
        "all of them when there are more than 40", "客户多于 40 个时的附件清单"
    )
    account_count: str = describe_field(
        "number of accounts that the seat serves, empty without territories", "客户数量，未分配时为空"
    )
    pay: tuple[PayRow, ...] = describe_field(
        "base pay, commission, bonus and total at 80, 100 and 120 %, when disclosed",
        "80%、100%、120% 时的基本薪酬、提成、奖金与合计（按披露范围）",
    )
    pay_note: str = describe_field(
        "where the base pay is from when the workbook has none for the seat; else empty",
        "席位未填基本薪酬时的来源说明，否则为空",
    )
    expense_budget: str = describe_field("expense and travel budget, empty when none", "费用与差旅预算，无则为空")
    expense_rule: str = describe_field("when the budget is released", "费用释放规则")
    sentences: tuple[str, ...] = describe_field("how the target came about", "目标的来由")
    steps: tuple[StepRow, ...] = describe_field("the same step by step", "目标形成步骤")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A seat of a team."""

    seat: str = describe_field("the seat", "席位")
    name: str = describe_field("the rep, or words for one without a name", "姓名；未具名时为“待招”或“在岗，未具名”")
    start: str = describe_field("month from which the seat is filled; empty: all year", "到岗月份，空为全年")
    target: str = describe_field("target of the year", "年度目标")
    share: str = describe_field("share of the team's target", "占团队目标")


@dataclass(frozen=True, slots=True)
class HireRow:
    """Hires that start in one quarter."""

    name: str = describe_field("quarter", "季度")
    count: str = describe_field("number of hires", "招聘人数")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLetter(LetterHead):
    """The letter of a team leader."""

    name: str = describe_field("who leads the team, empty when nobody is named", "负责人姓名，未填为空")
    team: str = describe_field("the team", "团队")
    channel: str = describe_field("the team's channel", "团队通路")
    heads: str = describe_field("heads at the start of the year", "年初人数")
    cushioned: str = describe_field("cushioned target, when Settings disclose it", "加成目标（按披露范围）")
    cushioned_quarters: tuple[QuarterRow, ...] = describe_field(
        "the cushioned target by quarter and month, when disclosed", "加成目标的季度与各月（按披露范围）"
    )
    last_year: str = describe_field("the team's revenue of last year, empty without data", "团队上年收入，无数据为空")
    growth: str = describe_field("target against last year, empty without data", "目标较上年增长，无数据为空")
    members: tuple[MemberRow, ...] = describe_field("the team's seats", "团队席位")
    hires: tuple[HireRow, ...] = describe_field("hires by quarter; no rows without hires", "分季度招聘；无招聘则为空")
    goals: tuple[GoalRow, ...] = describe_field("all metrics with weights", "各项指标及权重")
    pay: tuple[PayRow, ...] = describe_field(
        "the leader's pay, bonus and total at 80, 100 and 120 %, when disclosed",
        "负责人薪酬、奖金与合计（按披露范围）",
    )
    cost: str = describe_field("planned cost of sales of the team", "团队计划营销成本")
    cost_ratio: str = describe_field("planned cost-of-sales ratio", "计划营销成本率")
    cost_cap: str = describe_field(
        "the team's own cap of the ratio; empty without, as the company's is on all teams together",
        "团队自设的成本率上限；未单设则为空（公司上限适用于所有团队合计）",
    )


@dataclass(frozen=True, slots=True)
class RebateRow:
    """One step of a rebate."""

    revenue: str = describe_field("revenue of the channel from which the rate holds", "起始收入（通路合计）")
    rate: str = describe_field("rate on all revenue", "返点比例（全部收入）")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLetter(LetterHead):
    """The letter of a partner."""

    partner: str = describe_field("the partner", "伙伴")
    contact: str = describe_field("who signs for the partner, empty when not given", "伙伴签署人，未填为空")
    channel: str = describe_field("the partner channel", "伙伴通路")
    margin: str = describe_field("the channel's partner margin", "伙伴毛利率")
    rebates: tuple[RebateRow, ...] = describe_field("the channel's rebate ladder", "返点阶梯")
    deposit: str = describe_field("deposit, empty when none", "保证金，无则为空")
    termination_share: str = describe_field("termination threshold, empty when none", "终止线比例，无则为空")
    termination: str = describe_field("the same as an amount", "终止线金额")


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One bar of the chart: `is_total` bars stand on the ground, the others on what came before."""

    name: str
    cents: Cents
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: whose, in which language, what it says (`says`), and the chart's bars.

    `key` is the seat, team or partner; `person` the name for the register, which may be empty; `target_cents` the base target.
    """

    kind: LetterKind
    language: Language
    key: str
    person: str
    target_cents: Cents
    says: LetterHead
    waterfall: tuple[WaterfallStep, ...] = ()

    @property
    def content_sha256(self) -> str:
        """SHA-256 of everything that the letter says, but for the plan's own identity: a letter is new when its reader finds something new."""
        said = dataclasses.asdict(self.says)
        for identity in LETTER_IDENTITY:
            del said[identity]
        text = json.dumps([self.kind, self.language, self.key, said], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
