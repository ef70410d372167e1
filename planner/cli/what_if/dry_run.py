"""``--dry-run`` of scenarios and sweeps: which cases would be planned, which are kept already, which are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

import click

from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.text_table import show_table
from planner.cli.what_if.case_run import RunWishes, find_kept
from planner.errors import ExitCode
from planner.language import Language, Text
from planner.scenarios.solve import ScenarioTask, refusal_of

_SHOWN = 30


class _State(StrEnum):
    PLAN = "plan"
    KEPT = "kept"
    REFUSED = "refused"


_WORDS = {
    _State.PLAN: Text("to be planned", "待编制"),
    _State.KEPT: Text("planned before, kept", "已编制并保存"),
    _State.REFUSED: Text("refused", "不可接受"),
}


def show_dry_run(tasks: Sequence[ScenarioTask], wishes: RunWishes, language: Language, as_json: bool = False) -> int:
    """Show what a run of `tasks` would plan; return the exit code. Nothing is planned or written."""
    kept = find_kept(tasks, wishes)
    refusals = [None if n in kept else refusal_of(task) for n, task in enumerate(tasks)]
    states = [
        _State.KEPT if n in kept else _State.PLAN if refusal is None else _State.REFUSED
        for n, refusal in enumerate(refusals)
    ]
    count = Counter(states)
    if as_json:
        cases = [{"name": t.name, "state": s.value} for t, s in zip(tasks, states, strict=True)]
        answer_json({"dry_run": True, "cases": cases})
    else:
        rows = [
            [t.title.choose(language), _WORDS[s].choose(language), "" if r is None else r.choose(language)]
            for t, s, r in zip(tasks, states, refusals, strict=True)
        ]
        heads = (Text("Case", "情景"), Text("State", "状态"), Text("Reason", "原因"))
        show_table(heads, rows[:_SHOWN], language, left=(0, 1, 2))
        if len(rows) > _SHOWN:
            click.echo(Text("… and {n} more", "…… 另有 {n} 个").format(n=len(rows) - _SHOWN).choose(language))
        text = Text(
            "{n} cases: {p} to be planned, {k} kept from before, {r} refused. Nothing was planned or written (--dry-run).",
            "共 {n} 个情景：待编制 {p} 个，已保存 {k} 个，不可接受 {r} 个。未编制也未写入任何内容（--dry-run）。",
        )
        click.echo(
            text.format(n=len(tasks), p=count[_State.PLAN], k=count[_State.KEPT], r=count[_State.REFUSED]).choose(
                language
            )
        )
    return int(ExitCode.INPUT_REJECTED if count[_State.REFUSED] else ExitCode.DONE)
