"""The rules of the plan that a letter repeats, and how months and quarters are called."""

from __future__ import annotations

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.choices import MONEY_METRICS, Channel, Metric
from planner.domain.organisation import Team
from planner.domain.settings import Settings
from planner.language import Language, Text
from planner.tables.words.choice_words import word_of
from planner.writing.letters.contents.amounts import format_count, format_money, format_share

_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_CHANNEL_RULE = Text(
    "{t} sells by the channel '{c}'. A segment has one channel and one leading team for the year; the target covers the segments listed above.",
    "{t}的销售通路为“{c}”。每个细分全年只有一个通路和一个主责团队；目标覆盖上表所列细分。",
)
_COSELL_RULE = Text(
    "Revenue of a segment that the team only co-sells belongs to the leading team; co-sell credit is shown apart and is not in this target.",
    "仅作协同的细分，其收入归主责团队；协同业绩另行列示，不计入本目标。",
)
_WEIGHT_RULE = Text(
    "Attainment of the year is the sum of the attainments of all goals, each times its weight.",
    "年度达成率为各项指标达成率与其权重乘积之和。",
)
_MONTH_RULE = Text(
    "Months and quarters add up to the year; what one month misses stays owed within the year.",
    "各月、各季合计等于年度目标；单月未完成部分在年度内补足。",
)
_CHANGE_RULE = Text(
    "The target changes only by a new version of the plan. The new letter says what changed and replaces this one when both sides have signed it.",
    "目标仅随计划的新版本调整；新责任书注明变动内容，经双方签署后替代本责任书。",
)


def list_rules(settings: Settings, team: Team, language: Language) -> tuple[str, ...]:
    """Return the rules that apply to a seat or leader of `team`."""
    has_weights = any(settings.weight(m) > 0 for m in Metric if m is not Metric.REVENUE)
    rules = [_CHANNEL_RULE.format(t=team.team, c=word_of(team.channel)), _MONTH_RULE]
    if team.cosells or team.channel is Channel.STRATEGIC_PARTNER:
        rules.append(_COSELL_RULE)
    if has_weights:
        rules.append(_WEIGHT_RULE)
    return tuple(rule.choose(language) for rule in (*rules, _CHANGE_RULE))


def name_month(settings: Settings, month: int, language: Language) -> str:
    """Return the name of fiscal month 1 to 12 with its calendar year."""
    index = settings.fiscal_start_month - 1 + month - 1
    year, calendar = settings.plan_year + index // MONTHS_PER_YEAR, index % MONTHS_PER_YEAR
    return Text(f"{_MONTHS_EN[calendar]} {year}", f"{year}年{calendar + 1}月").choose(language)


def name_quarter(quarter: int, language: Language) -> str:
    """Return the name of fiscal quarter 1 to 4."""
    return Text(f"Q{quarter}", f"第{'一二三四'[quarter - 1]}季度").choose(language)


def format_goal(metric: Metric, value: float) -> str:
    """Return a goal's value as its metric is counted: money to the cent, counts, ratios in percent."""
    if metric in MONEY_METRICS:
        return format_money(round(value))
    return format_count(value) if metric.is_additive else format_share(value)
