"""Plan workbooks for tests of what is made from them: the small company with names that are hard to set, written and read back."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

from planner.domain.choices import Channel
from planner.domain.identifiers import PartnerId, SegmentId
from planner.domain.partner import Partner
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.written.read_plan import ReadPlan, read_plan_file
from planner.writing.files.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.results.rich_case import make_rich_input

NAMES = {
    "F1": "Anna R&D <b>Quill</b>",
    "F2": "喆",
    "F3": "Maximiliana-Theodora Featherstonehaugh-Cholmondeley Ashdown X",
    "A1": "Jürgen O'Neill “Jo”",
    "A2": "欧阳娜娜",
    "D1": "{{ company }} {% if x %}",
    "D2": "=HYPERLINK(1)",
}


def make_named_input(**changes: Any) -> PlanInput:
    """Return the small company with people of those names; `changes` are settings."""
    plan_input = make_rich_input(**changes)
    seats = tuple(replace(s, rep=NAMES.get(s.seat)) for s in plan_input.seats)
    managers = {"Field": "Head of Field", "Allies": "主管甲", "Desk": None}
    teams = tuple(
        replace(t, manager=managers[t.team], expense_cents=1_000_001, travel_cents=500_000) for t in plan_input.teams
    )
    partners = (
        make_partner("Acme & Söhne <GmbH>", "Shops", contact="Ms. Acme"),
        make_partner("中小伙伴 煊", "Shops", weight=2.0, deposit_cents=12_345_678, termination_share=0.55),
        make_partner("Nord Allies", "Power", channel=Channel.STRATEGIC_PARTNER),
        make_partner("Idle", "Mines"),
    )
    return replace(plan_input, seats=seats, teams=teams, partners=partners)


def make_partner(name: str, *segments: str, **changes: Any) -> Partner:
    """Return a partner of the SMB channel that serves `segments`."""
    partner = Partner(PartnerId(name), Channel.SMB_PARTNER, tuple(SegmentId(s) for s in segments))
    return replace(partner, **changes)


def write_plan(plan_input: PlanInput, language: Language) -> bytes:
    """Return the plan workbook of `plan_input`."""
    return write_made_plan(plan_input, make_annual_plan(plan_input).plan, language, "named.xlsx")


def write_made_plan(plan_input: PlanInput, plan: AnnualPlan, language: Language, name: str) -> bytes:
    """Return the plan workbook of `plan`, made from a workbook of that `name`, without findings and assumptions."""
    manifest = build_manifest(plan_input, plan, name, "ab" * 32, (), ())
    return build_plan_workbook(plan_input, plan, (), (), manifest, language)


@cache
def write_named_plan(language: Language = Language.ENGLISH) -> bytes:
    """Return the plan workbook of that company."""
    return write_plan(make_named_input(), language)


@cache
def read_named_plan(language: Language = Language.ENGLISH) -> ReadPlan:
    """Return the same read back and verified."""
    return read_plan_file(write_named_plan(language), "named-plan.xlsx")


def text_of_docx(content: bytes) -> str:
    """Return every text of every part of a Word document, properties, headers, comments and hidden parts included."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(n).decode() for n in sorted(archive.namelist()) if n.endswith((".xml", ".rels"))]
    texts = []
    for part in parts:
        plain = re.sub(r"</w:p>|</w:tc>|<w:tab/>", "\n", part)
        texts.append(re.sub(r"<[^>]+>", "", plain))
    from html import unescape

    return unescape("\n".join(texts))
