"""A diagnosis in one sentence first, then its ways out in words."""

from __future__ import annotations

from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.change_words import join_changes
from planner.results.diagnosis.confirm_way import WayOut
from planner.results.diagnosis.diagnosis import Conflict, Diagnosis
from planner.results.diagnosis.ways_out import WaysOut
from planner.results.rule_words import RULE_WORDS
from planner.tables.words.currency_words import currency_words

_TARGET = "revenue_floor"
_MOST_NAMED = 4


def headline(plan_input: PlanInput, diagnosis: Diagnosis, ways: WaysOut) -> Text:
    """Return the answer in one sentence; the ways out give it the figure that can be reached, where they hold one."""
    if diagnosis.undecided:
        text = Text(
            "Not decided in {s:.0f} s: neither a plan nor a proof that there is none. Allow more with --time-limit.",
            "{s:.0f} 秒内未能判定：既未找到计划，也未证明无解。可用 --time-limit 放宽时间。",
        )
        return text.format(s=diagnosis.seconds_limit)
    if diagnosis.is_feasible:
        return Text("There is a plan that keeps all rules.", "存在满足全部规则的计划。")
    if diagnosis.split:
        text = Text(
            "A channel plan is possible, but its targets cannot be handed down. {w}",
            "通路方案可行，但目标无法分解到位。{w}",
        )
        return text.format(w=diagnosis.split[0])
    if diagnosis.certainty is not None:
        return _with_one_change(diagnosis.certainty.words, ways)
    lowered = next((w for w in ways.ways if _is_target_alone(w)), None)
    if lowered is not None:
        return _target_words(plan_input, diagnosis, lowered)
    alone = [c for c in diagnosis.conflicts if len(c.rows) == 1]
    answer = _conflict_words(min(diagnosis.conflicts, key=lambda c: len(c.rows)), len(diagnosis.conflicts))
    if len(alone) > 1:
        answer = _each_alone(alone, len(diagnosis.conflicts))
    return _with_one_change(answer, ways)


def _with_one_change(answer: Text, ways: WaysOut) -> Text:
    single = [w for w in ways.ways if len(w.changes) == 1]
    if not single:
        return answer
    remedy = Text("{a} One change is enough: {w}.", "{a}只需一项改动：{w}。")
    return remedy.format(a=answer, w=single[0].words)


def way_words(way: WayOut) -> Text:
    """Return a way out with its figures, in one line."""
    text = Text(
        "{w} (then expected revenue {r}, cost-of-sales ratio {q}, contribution {c}{l})",
        "{w}（此后预期收入 {r}，营销成本率 {q}，贡献毛利 {c}{l}）",
    )
    least = Text("; a smaller change may do", "；更小的改动也可能足够")
    if way.is_least:
        least = Text("; proven least", "；已证明为最小改动")
    words = join_changes(way.changes[:_MOST_NAMED])
    if len(way.changes) > _MOST_NAMED:
        more = Text("{w}; and {m} more such changes", "{w}；另有 {m} 项同类改动")
        words = more.format(w=words, m=len(way.changes) - _MOST_NAMED)
    return text.format(
        w=words,
        r=money_words(way.revenue_cents),
        q=f"{way.ratio * 100:.2f} %",
        c=money_words(way.contribution_cents),
        l=least,
    )


def _is_target_alone(way: WayOut) -> bool:
    return way.rule == _TARGET and [c.field for c in way.changes] == ["target_revenue_cents"]


def _target_words(plan_input: PlanInput, diagnosis: Diagnosis, way: WayOut) -> Text:
    """The target that can be carried, with the people that carry it and the other rules that stand in the way."""
    settings = plan_input.settings
    reached = int(str(way.changes[0].new))
    heads = sum(t.heads for t in plan_input.teams)
    hires = sum(t.max_hires for t in plan_input.teams)
    if settings.max_hires is not None:
        hires = min(hires, settings.max_hires)
    others = [r for r in diagnosis.rules if r not in (_TARGET, "team_capacity", "hire_limit")]
    names = [RULE_WORDS[r] for r in others]
    under = Text("", "")
    if names:
        joined = Text.join(names)
        under = Text(", under the other rules ({n}),", "、并遵守其他规则（{n}）").format(n=joined)
    text = Text(
        "The company target of {t} {u} cannot be met: with a headcount of {s} and at most {h} hires{o} the teams can carry {most} {r} {u}, "
        "{d} or {p:.1f} % less (expected revenue {v}).",
        "公司目标 {t} {u} 无法达到：现有 {s} 人、最多招聘 {h} 人{o}，{most}可承担 {r} {u}，低 {d}（{p:.1f}%；预期收入 {v}）。",
    )
    proven, found = Text("at most", "最多"), Text("at least", "至少")
    return text.format(
        t=money_words(settings.target_revenue_cents),
        u=currency_words(settings.currency),
        s=heads,
        h=hires,
        o=under,
        most=proven if way.is_least else found,
        r=money_words(reached),
        v=money_words(way.revenue_cents),
        d=money_words(settings.target_revenue_cents - reached),
        p=(settings.target_revenue_cents - reached) / settings.target_revenue_cents * 100,
    )


def _each_alone(conflicts: list[Conflict], count: int) -> Text:
    """Several limits, none of which can be met whatever else gives way."""
    named = [c.words[0] for c in conflicts]
    listed = Text.join(named, "; ", "；")
    rest = Text("", "")
    if count > len(conflicts):
        more = Text(" (and {n} further conflicts)", "（另有 {n} 组冲突）")
        rest = more.format(n=count - len(conflicts))
    text = Text(
        "No plan is possible: none of these can be met, whatever the teams do: {l}{r}.",
        "无可行计划：以下各项无论如何安排都无法满足：{l}{r}。",
    )
    return text.format(l=listed, r=rest)


def _conflict_words(conflict: Conflict, count: int) -> Text:
    named = _short_words(conflict)
    more = len(named) - _MOST_NAMED
    listed = Text.join(named[:_MOST_NAMED], "; ", "；")
    if more > 0:
        listed = Text("{l}; and {m} more", "{l}；另有 {m} 条").format(l=listed, m=more)
    if len(conflict.words) == 1:
        one = Text(
            "No plan is possible: {l} cannot be met, whatever the teams do", "无可行计划：{l}，无论如何安排都无法满足"
        )
    else:
        one = Text("No plan is possible: these cannot hold together: {l}", "无可行计划：以下规则不能同时成立：{l}")
    rest = Text("", "")
    if count > 1:
        rest = Text(" ({n} conflicts in all)", "（共 {n} 组冲突）").format(n=count)
    return Text("{a}{b}.", "{a}{b}。").format(a=one.format(l=listed), b=rest)


def _short_words(conflict: Conflict) -> list[Text]:
    """Return the rows' words; of a rule with several rows one text, with their number."""
    by_rule: dict[str, list[Text]] = {}
    for name, words in zip(conflict.rows, conflict.words, strict=True):
        by_rule.setdefault(name.split(".", 1)[0], []).append(words)
    short: list[Text] = []
    for rule, words_of_rule in sorted(by_rule.items(), key=lambda x: (x[0] in ("team_capacity", "hire_limit"), x[0])):
        if len(words_of_rule) < _MOST_NAMED - 1:
            short += words_of_rule
        else:
            text = Text("{r} ({n} of them)", "{r}（{n} 条）")
            short.append(text.format(r=RULE_WORDS[rule], n=len(words_of_rule)))
    return short
