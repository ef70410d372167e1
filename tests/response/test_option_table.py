"""Options of one unit, and some options alone, are those of the whole table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.calendar import HistoryLine
from planner.domain.choices import Channel, OverrideKind
from planner.domain.identifiers import ProductId, SegmentId
from planner.domain.override import Override
from planner.response import build_options
from planner.response.build_options import frame_options, price_frame
from planner.response.option_table import CHANNELS
from planner.response.staffing import build_staffing
from tests.plan_input_builder import make_plan_input, make_segment

TABLE = build_options(make_plan_input())


def test_the_options_of_a_unit_are_all_that_name_it():
    rows = [TABLE.rows_of(u).tolist() for u in range(len(TABLE.units))]
    assert rows == [np.flatnonzero(TABLE.unit == u).tolist() for u in range(len(TABLE.units))]
    assert sum(map(len, rows)) == TABLE.size


def test_picked_options_have_the_figures_of_the_whole_table_in_the_order_given():
    wanted = [TABLE.size - 1, 0, 3, 3]
    picked = TABLE.pick(wanted)
    assert (picked.size, picked.units, picked.teams) == (4, TABLE.units, TABLE.teams)
    for figures in ("revenue_cents", "variable_cost_cents", "fte", "is_today", "matrix_channel"):
        assert getattr(picked, figures).tolist() == getattr(TABLE, figures)[wanted].tolist()
    assert picked.product_revenue(0).tolist() == TABLE.product_revenue(0)[wanted].tolist()
    assert picked.value_cents(0.5).tolist() == TABLE.value_cents(0.5)[wanted].tolist()


def test_options_framed_like_others_are_those_framed_anew():
    # Last year North bought Core alone, whatever its potential: 3 of 3, and not split by potential.
    north_id, core, extra = SegmentId("North"), ProductId("Core"), ProductId("Extra")
    sold = (HistoryLine(2025, 1, north_id, core, None, 300), HistoryLine(2024, 1, north_id, extra, None, 900))
    today = make_plan_input(history=sold)
    scaled = replace(today, potential_cents={key: 2 * cents for key, cents in today.potential_cents.items()})
    staffing = build_staffing(today)
    like = price_frame(scaled, frame_options(scaled, staffing, frame_options(today, staffing)))
    anew = price_frame(scaled, frame_options(scaled, staffing))
    assert like.units == anew.units
    north = next(u for u in like.units if u.unit == "North")
    assert dict(zip(north.products, north.existing_cents, strict=True))[core] == north.segment.existing_revenue_cents
    assert like.revenue_cents.tolist() == anew.revenue_cents.tolist()
    assert like.revenue_cents.tolist() != build_options(today).revenue_cents.tolist()


@pytest.mark.parametrize(
    ("changes", "decision", "is_open"),
    [
        ({}, None, False),
        ({"seed_option_value_cents": 1}, None, True),
        ({"forced_channel": Channel.SEED}, None, True),
        ({}, "seed", True),
        ({"today_channel": Channel.SEED}, None, False),
        ({"strategic": True}, None, False),
    ],
)
def test_a_segment_is_seeded_where_its_worth_is_stated_or_a_person_says_so(changes, decision, is_open):
    override = Override(OverrideKind.SEGMENT_CHANNEL, "North", None, decision or "", "A director", "a promise")
    table = build_options(
        make_plan_input(
            segments=(make_segment("North", **changes), make_segment("South")),
            overrides=(override,) if decision else (),
        )
    )
    own = table.rows_of(0)
    seeded = own[table.channel[own] == CHANNELS.index(Channel.SEED)]
    assert bool((table.eligible[seeded] & table.allowed[seeded]).any()) is is_open
    # As last year is priced whatever it was.
    assert int(table.is_today[own].sum()) == 1
