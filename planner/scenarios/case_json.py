"""A solved case as JSON and back, without its name and cells, which belong to the run that asks."""

from __future__ import annotations

import dataclasses
from typing import Any

from planner.domain.choices import Channel
from planner.domain.identifiers import SeatId, TeamId, UnitId
from planner.domain.scenario import CaseOutcome
from planner.language import Text
from planner.results.comparison import ComparedCase, PlanFigures, SeatFigure, TeamFigure, UnitFigure
from planner.results.metrics import CERTAINTY_METRICS, PLAN_METRICS


def case_to_json(case: ComparedCase) -> dict[str, Any]:
    """Return what is kept of `case`: plain values that JSON can hold."""
    return {
        "outcome": case.outcome.value,
        "message": _text_to_json(case.message),
        "conflicts": [_text_to_json(c) for c in case.conflicts],
        "way_out": _text_to_json(case.way_out),
        "seconds": case.seconds,
        "figures": None if case.figures is None else dataclasses.asdict(case.figures),
    }


def case_from_json(content: dict[str, Any], case: ComparedCase) -> ComparedCase:
    """Return `case` with what `content` holds.

    Raises
    ------
    KeyError, TypeError, ValueError
        When `content` is not what `case_to_json` gives.
    """
    figures = content["figures"]
    return dataclasses.replace(
        case,
        outcome=CaseOutcome(content["outcome"]),
        message=_text_from_json(content["message"]),
        conflicts=tuple(_text_from_json(c) for c in content["conflicts"]),
        way_out=_text_from_json(content["way_out"]),
        seconds=float(content["seconds"]),
        figures=None if figures is None else _figures_from_json(figures),
        is_cached=True,
    )


def _figures_from_json(content: dict[str, Any]) -> PlanFigures:
    metrics = content["metrics"]
    return PlanFigures(
        metrics={m.key: metrics[m.key] for m in PLAN_METRICS}
        | {m.key: metrics[m.key] for m in CERTAINTY_METRICS if m.key in metrics},
        units=tuple(
            UnitFigure(
                UnitId(u["unit"]),
                Channel(u["channel"]),
                None if u["team"] is None else TeamId(u["team"]),
                float(u["fte"]),
                int(u["revenue_cents"]),
            )
            for u in content["units"]
        ),
        teams=tuple(
            TeamFigure(
                TeamId(t["team"]),
                int(t["heads"]),
                int(t["hires"]),
                int(t["target_cents"]),
                int(t["revenue_cents"]),
                float(t["stretch"]),
            )
            for t in content["teams"]
        ),
        seats=tuple(
            SeatFigure(SeatId(s["seat"]), TeamId(s["team"]), s["rep"], int(s["target_cents"])) for s in content["seats"]
        ),
        status=str(content["status"]),
        gap=float(content["gap"]),
        objective=str(content["objective"]),
    )


def _text_to_json(text: Text) -> list[str]:
    return [text.en, text.zh]


def _text_from_json(content: list[str]) -> Text:
    english, chinese = content
    return Text(str(english), str(chinese))
