"""Every coverage option of an input, priced, and which of them a plan chose: the audit trail of the channel plan."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channel_plan import ChannelPlan
from planner.domain.identifiers import UnitId
from planner.domain.plan_input import PlanInput
from planner.response import OptionTable, build_options, build_staffing
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.tables.results.option_list import OPTION_COLUMNS
from planner.tables.words.choice_words import FLAG_WORDS, word_of

_SAME_FTE = 1e-6
"""Effort on sheet Channel plan is rounded to six digits."""


def list_options(plan_input: PlanInput, plan: ChannelPlan | None = None) -> Iterator[list[object]]:
    """Yield a row for each option, its cells in the order of `OPTION_COLUMNS`; money in units of the currency, words in both languages.

    Rebates are no part of an option's price: they step with the whole revenue of a channel.
    """
    options = build_options(plan_input, build_staffing(plan_input))
    values = options.value_cents(plan_input.settings.next_year_weight).tolist()
    chosen = None if plan is None else _find_chosen(options, plan)
    for row in range(options.size):
        cells = _cells(options, row) | {"value": values[row] / 100}
        cells["is_chosen"] = None if chosen is None else FLAG_WORDS[row in chosen]
        yield [cells[column.key] for column in OPTION_COLUMNS]


def _cells(options: OptionTable, row: int) -> dict[str, object]:
    unit = options.units[options.unit[row]]
    kept, new, margin = (int(column[row]) for column in (options.kept_cents, options.new_cents, options.margin_cents))
    partner, commission = int(options.partner_margin_cents[row]), int(options.commission_cents[row])
    programme = int(options.programme_cents[row])
    flags = {
        "is_changed": options.is_changed[row],
        "can_be_chosen": options.allowed[row] and options.eligible[row],
        "is_today": options.is_today[row],
        "is_matrix": options.is_matrix[row],
    }
    return {
        "unit": unit.unit,
        "segment": unit.segment.segment,
        "product": unit.products[0] if unit.segment.assign_by_product else None,
        "channel": word_of(CHANNELS[options.channel[row]]),
        "team": _team(options, int(options.team[row])),
        "coseller": _team(options, int(options.coseller[row])),
        "fte": round(float(options.fte[row]), 6),
        "cosell_fte": round(float(options.cosell_fte[row]), 6),
        "reach": round(float(options.reach[row]), 9),
        "kept": kept / 100,
        "new": new / 100,
        "revenue": (kept + new) / 100,
        "margin": margin / 100,
        "partner_margin": partner / 100,
        "commission": commission / 100,
        "programme": programme / 100,
        "contribution": (margin - partner - commission - programme) / 100,
        "carry_over": int(options.carry_over_cents[row]) / 100,
        "option_value": int(options.option_value_cents[row]) / 100,
        "new_customers": round(float(options.new_customers[row]), 6),
        **{key: FLAG_WORDS[bool(flag)] for key, flag in flags.items()},
    }


def _team(options: OptionTable, number: int) -> str | None:
    return None if number == NO_TEAM else options.teams[number]


def _find_chosen(options: OptionTable, plan: ChannelPlan) -> set[int]:
    """Return the rows that `plan` chose, one a unit: of those that can be chosen, the one whose effort is the plan's but for rounding."""
    number: dict[UnitId, int] = {unit.unit: n for n, unit in enumerate(options.units)}
    found: set[int] = set()
    for made in plan.units:
        rows = options.rows_of(number[made.unit.unit])
        apart = {
            row: abs(float(options.fte[row]) - made.fte)
            for row in rows[options.allowed[rows] & options.eligible[rows]].tolist()
            if CHANNELS[options.channel[row]] is made.channel
            and _team(options, int(options.team[row])) == made.team
            and _team(options, int(options.coseller[row])) == made.coseller
        }
        nearest = min(apart, key=apart.__getitem__, default=None)
        if nearest is not None and apart[nearest] <= _SAME_FTE:
            found.add(nearest)
    return found
