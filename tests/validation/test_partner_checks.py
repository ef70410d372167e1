"""Checks of sheet Partners."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Channel
from planner.language import Language
from planner.validation import check_plan_input
from tests.written_plan_builder import make_named_input, make_partner


def test_a_partner_belongs_to_a_partner_channel():
    plan_input = replace(
        make_named_input(),
        partners=(make_partner("Acme", "Shops", channel=Channel.DIRECT), make_partner("Fine", "Shops")),
    )
    found = [f for f in check_plan_input(plan_input) if f.code == "partner_channel"]
    assert [f.message() for f in found] == [
        "ERROR Partners (Channel): partners cannot belong to this channel, strategic partner or SMB partner is expected."
    ]
    assert (
        found[0].message(Language.CHINESE) == "错误 Partners (通路)：伙伴不能属于该通路，应为战略伙伴或中小伙伴/电销。"
    )
