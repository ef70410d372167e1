"""A diagnosis in full: every conflict with its rules, what is beyond reach, what is not known."""

from __future__ import annotations

from planner.language import NO_TEXT, Text
from planner.results.diagnosis.diagnosis import Diagnosis

_ITEM = "\n  - "
"""Between the rules of a conflict that are listed below one another."""


def describe(diagnosis: Diagnosis) -> tuple[Text, tuple[Text, ...]]:
    """Return what stands below the headline, and the words of every conflict; no text where the headline says it all."""
    if diagnosis.undecided or diagnosis.is_feasible:
        return NO_TEXT, ()
    parts: list[Text] = []
    for number, conflict in enumerate(diagnosis.conflicts, start=1):
        alone = len(conflict.words) == 1 and conflict.is_minimal
        head = Text("Conflict {n}: these cannot hold together", "冲突 {n}：以下规则不能同时成立")
        if alone:
            head = Text(
                "Conflict {n}: even alone this cannot be met, whatever the teams",
                "冲突 {n}：以下规则单独也无法满足，与团队产能无关",
            )
        if not conflict.is_minimal and len(conflict.words) == 1:
            head = Text(
                "Conflict {n}: this was not found together with the other rules", "冲突 {n}：未能与其他规则同时满足"
            )
        elif not conflict.is_minimal:
            head = Text(
                "Conflict {n}: these cannot hold together (not all may be needed; the time did not allow to tell)",
                "冲突 {n}：以下规则不能同时成立（时间所限，未能确认每条都必要）",
            )
        lines = Text.join(conflict.lines, _ITEM, _ITEM)
        parts.append(Text("{h}\n  - {l}", "{h}\n  - {l}").format(h=head.format(n=number), l=lines))
    if diagnosis.split:  # its first sentence is part of the headline
        rest = (*diagnosis.split[1:], *(i.words for i in diagnosis.impossible))
        items = [Text("  - {w}", "  - {w}").format(w=words) for words in rest]
        return Text.join(items, "\n", "\n"), diagnosis.split[1:]
    if diagnosis.impossible:
        named = [i.words for i in diagnosis.impossible]
        lines = Text.join(named, _ITEM, _ITEM)
        parts.append(Text("Beyond reach\n  - {l}", "无法达到\n  - {l}").format(l=lines))
    if diagnosis.certainty is not None:
        text = Text(
            "Certainty is judged by simulation: the rules beside it are those that bind around the most certain plan found, which is no proof.",
            "把握程度由模拟判断：与其并列的规则是在已找到的最有把握的计划附近起作用的规则，并非证明。",
        )
        parts.append(text)
    elif not diagnosis.is_complete:
        parts.append(Text("There may be more conflicts than these.", "可能还有其他冲突未列出。"))
    if diagnosis.last_year is not None:
        parts.append(diagnosis.last_year)
    title = Text("No plan keeps all the rules.", "没有任何计划能同时满足所有规则。")
    if diagnosis.certainty is not None:
        title = Text("No plan was found that keeps all the rules.", "未找到能同时满足所有规则的计划。")
    body = Text.join(parts, "\n", "\n")
    return Text("{t}\n{b}", "{t}\n{b}").format(t=title, b=body), tuple(
        Text.join(c.words, " + ", " + ") for c in diagnosis.conflicts
    )
