"""What the plan book says, as fields for its Word and PDF pages."""

from __future__ import annotations

from dataclasses import dataclass

from planner.writing.letters.contents.content import LetterHead, describe_field


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the summary."""

    name: str = describe_field("figure", "指标")
    value: str = describe_field("its value", "数值")


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel with what it serves and brings."""

    name: str = describe_field("channel", "通路")
    units: str = describe_field("number of units", "单元数")
    accounts: str = describe_field("number of accounts", "客户数")
    revenue: str = describe_field("expected revenue", "预期收入")
    target: str = describe_field("target", "目标")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its channel and teams."""

    name: str = describe_field("unit", "单元")
    channel: str = describe_field("channel", "通路")
    team: str = describe_field("leading team, with the co-selling one", "主责团队与协同团队")
    fte: str = describe_field("effort, FTE", "投入（全职人力）")
    target: str = describe_field("target", "目标")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with people and target."""

    name: str = describe_field("team", "团队")
    manager: str = describe_field("who leads it", "负责人")
    heads: str = describe_field("heads, and hires", "人数与招聘")
    target: str = describe_field("target", "目标")
    growth: str = describe_field("growth, empty without data", "增长，无数据为空")
    ratio: str = describe_field("planned cost-of-sales ratio", "计划营销成本率")
    q1: str = describe_field("target of the first quarter", "第一季度目标")
    q2: str = describe_field("target of the second quarter", "第二季度目标")
    q3: str = describe_field("target of the third quarter", "第三季度目标")
    q4: str = describe_field("target of the fourth quarter", "第四季度目标")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with its target; only where the book is asked to list seats."""

    seat: str = describe_field("seat", "席位")
    name: str = describe_field("rep, or words for one without a name", "姓名；未具名时为“待招”或“在岗，未具名”")
    team: str = describe_field("team", "团队")
    target: str = describe_field("target", "目标")


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of the planning process."""

    when: str = describe_field("until when", "截止时间")
    what: str = describe_field("what is done", "工作内容")
    owner: str = describe_field("who owns it", "负责方")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the rules in plain words."""

    title: str = describe_field("title", "标题")
    paragraphs: tuple[str, ...] = describe_field("paragraphs", "段落")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBook(LetterHead):
    """The plan book for the kick-off."""

    summary: tuple[FigureRow, ...] = describe_field("the plan in figures", "计划概要")
    sentences: tuple[str, ...] = describe_field("the plan in sentences", "计划要点")
    channels: tuple[ChannelRow, ...] = describe_field("channels", "各通路")
    units: tuple[UnitRow, ...] = describe_field("units", "各单元")
    teams: tuple[TeamRow, ...] = describe_field("teams", "各团队")
    seats: tuple[SeatRow, ...] = describe_field("seats, when asked for", "席位（按需列出）")
    calendar: tuple[StageRow, ...] = describe_field("calendar of the planning process", "规划日历")
    chapters: tuple[Chapter, ...] = describe_field("rules in plain words", "规则说明")
