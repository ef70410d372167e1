"""Rules and their rows in business words."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.choices import Channel
from planner.domain.money import money_words
from planner.language import Text
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.response.option_table import CHANNELS
from planner.results.risk.most_certain import certainty_words
from planner.tables.words.choice_words import word_of

_MOST_CAPACITIES = 4
"""Teams whose capacities are told one by one."""

RULE_WORDS: dict[str, Text] = {
    "one_option_per_unit": Text("every unit has one channel", "每个单元一个通路"),
    "team_capacity": Text("team capacity", "团队产能"),
    "hire_limit": Text("hire limit", "招聘上限"),
    "headcount_budget": Text("headcount budget", "人力预算"),
    "cost_of_sales_cap": Text("cost-of-sales cap", "营销成本率上限"),
    "revenue_floor": Text("company target", "公司目标"),
    "product_floor": Text("product floor", "产品下限"),
    "segment_share_floor": Text("share floor", "份额下限"),
    "new_customer_floor": Text("new-customer floor", "新客户下限"),
    "team_revenue_band": Text("team's revenue or target band", "团队收入或目标区间"),
    "channel_limit": Text("channel limit", "通路上限"),
    "seed_budget": Text("seed budget", "撒网预算"),
    "change_limit": Text("change limit", "变动上限"),
    "forced_choice": Text("forced choice", "指定或禁用的选择"),
    "rebate_ladder": Text("rebate ladder", "返点阶梯"),
    "robust_target": Text("certain revenue", "须确保的收入"),
    "eligibility": Text("a unit's channel and team are not open under the rules", "有单元的通路与团队不符合规则"),
}


def row_words(problem: ChannelPlanProblem, name: str) -> Text:
    """Return what the row `name`, such as ``product_floor.2``, asks for, with its figures."""
    rule, _, key = name.partition(".")
    settings = problem.plan_input.settings
    if rule == "robust_target":
        if settings.certainty_share is None:
            return RULE_WORDS[rule]
        revenue = settings.certain_revenue_cents
        return certainty_words(settings.target_revenue_cents if revenue is None else revenue, settings.certainty_share)
    index = key.split(".")[0]
    if rule == "revenue_floor":
        floor = settings.target_revenue_cents / settings.largest_stretch
        return Text(
            "company target {t} with a stretch of at most {s}: expected revenue of at least {f}",
            "公司目标 {t}、最大拉伸 {s}：预期收入不低于 {f}",
        ).format(t=money_words(settings.target_revenue_cents), s=f"{settings.largest_stretch:g}", f=money_words(floor))
    if rule == "cost_of_sales_cap":
        cap = settings.cost_of_sales_cap if index == "company" else problem.staffing[int(index)].team.cost_cap
        whose = Text("company", "公司") if index == "company" else Text.same(problem.staffing[int(index)].team.team)
        return Text("cost-of-sales cap of {c} ({w})", "营销成本率上限 {c}（{w}）").format(
            c=f"{(cap or 0) * 100:g} %", w=whose
        )
    if rule == "team_capacity":
        return _capacity_words(problem, int(index))
    if rule == "team_revenue_band":
        return _band_words(problem, int(index), name.endswith(".most"))
    if rule == "hire_limit":
        return _hire_words(problem, index)
    if rule == "product_floor":
        product = problem.plan_input.products[int(index)]
        return Text("floor of product line {p}: {f}", "产品线 {p} 的下限：{f}").format(
            p=product.product, f=money_words(product.target_floor_cents or 0)
        )
    if rule == "segment_share_floor":
        segment = problem.plan_input.segments[int(index)]
        share = f"{(segment.share_floor or 0) * 100:g} %"
        return Text("share floor of segment {s}: {f}", "细分 {s} 的份额下限：{f}").format(s=segment.segment, f=share)
    if rule == "forced_choice":
        return Text("what people fixed for {u}", "对 {u} 的人工指定").format(u=problem.options.units[int(index)].unit)
    return _limit_words(problem, rule, index)


def rows_words(problem: ChannelPlanProblem, names: Sequence[str]) -> tuple[Text, ...]:
    """Return what each of the rows asks for; capacities of many teams in one line, after the others."""
    capacities = [n for n in names if n.partition(".")[0] == "team_capacity"]
    if len(capacities) <= _MOST_CAPACITIES:
        return tuple(row_words(problem, name) for name in names)
    others = tuple(row_words(problem, name) for name in names if name not in capacities)
    return (*others, _capacities_words(problem, [int(n.partition(".")[2]) for n in capacities]))


def _capacity_words(problem: ChannelPlanProblem, index: int) -> Text:
    staff = problem.staffing[index]
    hires = _most_hires_words(staff.max_hires)
    if staff.max_hires < staff.team.max_hires:
        text = Text("{h} within its span of control of {n}", "{h}（管理幅度 {n} 人）")
        hires = text.format(h=hires, n=staff.team.span_of_control)
    return Text("capacity of team {t}: {f} FTE, {h}", "团队 {t} 的产能：{f} 人力，{h}").format(
        t=staff.team.team, f=f"{staff.available_fte:.2f}", h=hires
    )


def _capacities_words(problem: ChannelPlanProblem, indices: Sequence[int]) -> Text:
    staff = [problem.staffing[i] for i in indices]
    text = Text("capacity of {n} teams, {f} FTE together, {h}: {l}", "{n} 个团队的产能，合计 {f} 人力，{h}：{l}")
    if len(staff) == len(problem.staffing):
        text = Text("capacity of all {n} teams, {f} FTE together, {h}", "全部 {n} 个团队的产能，合计 {f} 人力，{h}")
    return text.format(
        n=len(staff),
        f=f"{sum(s.available_fte for s in staff):.2f}",
        h=_most_hires_words(sum(s.max_hires for s in staff)),
        l=Text.join([Text.same(s.team.team) for s in staff]),
    )


def _most_hires_words(most: int) -> Text:
    if not most:
        return Text("no hires", "不可招聘")
    if most == 1:
        return Text("at most 1 hire", "招聘不超过 1 人")
    return Text("at most {n} hires", "招聘不超过 {n} 人").format(n=most)


def _band_words(problem: ChannelPlanProblem, index: int, is_most: bool) -> Text:
    """Return what a team's band asks of its expected revenue, and which of the team's figures asks for it."""
    team, stretch = problem.staffing[index].team, problem.plan_input.settings.largest_stretch
    if is_most:
        text = Text("expected revenue of team {t} of at most {m}", "团队 {t} 的预期收入不高于 {m}")
        return text.format(t=team.team, m=money_words(team.revenue_max_cents or 0))
    target = max(team.fixed_target_cents or 0, team.target_min_cents or 0)
    if (team.revenue_min_cents or 0) >= target / stretch:
        text = Text("expected revenue of team {t} of at least {m}", "团队 {t} 的预期收入不低于 {m}")
        return text.format(t=team.team, m=money_words(team.revenue_min_cents or 0))
    kind = Text("least target", "最低目标")
    if team.fixed_target_cents is not None and team.fixed_target_cents >= target:
        kind = Text("fixed target", "固定目标")
    return Text(
        "{k} of team {t}, {a}, with a stretch of at most {s}: expected revenue of at least {m}",
        "团队 {t} 的{k} {a}、最大拉伸 {s}：预期收入不低于 {m}",
    ).format(k=kind, t=team.team, a=money_words(target), s=f"{stretch:g}", m=money_words(target / stretch))


def _hire_words(problem: ChannelPlanProblem, index: str) -> Text:
    settings = problem.plan_input.settings
    if index == "company":
        if not settings.max_hires:
            return Text("no hires at all", "不可招聘")
        return Text("{h} in all", "合计{h}").format(h=_most_hires_words(settings.max_hires))
    return Text("headcount of at most {n}", "编制不超过 {n} 人").format(n=settings.headcount_limit)


def _limit_words(problem: ChannelPlanProblem, rule: str, index: str) -> Text:
    settings = problem.plan_input.settings
    if rule == "channel_limit":
        channel: Channel = CHANNELS[int(index)]
        return Text("at most {n} units in {c}", "{c} 最多 {n} 个单元").format(
            n=settings.max_units(channel), c=word_of(channel)
        )
    amounts: dict[str, object] = {
        "headcount_budget": money_words(settings.headcount_budget_cents or 0),
        "new_customer_floor": f"{settings.new_customer_floor or 0:,.0f}",
        "seed_budget": money_words(settings.seed_budget_cents or 0),
        "change_limit": settings.change_limit,
    }
    return Text("{r}: {n}", "{r}：{n}").format(r=RULE_WORDS[rule], n=amounts.get(rule, ""))
