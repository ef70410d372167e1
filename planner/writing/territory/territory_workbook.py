"""The sheets of territories in a plan workbook: overview, Territories, Moves, Balance; and the list for a CRM import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.fingerprint import fingerprint
from planner.domain.gap import gap_words
from planner.domain.plan import Manifest
from planner.domain.plan_input import PlanInput
from planner.domain.targets import TargetPlan
from planner.domain.territory import OrderStage, OwnerRole, TerritoryPlan
from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.results.plan_summary_sheet import PLAN_LABELS, identity_line
from planner.tables.results.territory_sheets import (
    GOAL_WORDS,
    ORDER_HEADING,
    OVERVIEW_SHEET,
    ROLE_WORDS,
    STAGE_BOUND,
    STAGE_PRICE,
    STAGE_VALUE,
    TERM_WORDS,
    TERRITORIES_SHEET,
    TERRITORY_LABELS,
    USUAL_PRICE,
    status_words,
)
from planner.writing.files.csv_cell import csv_content
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import SheetWriter, units
from planner.writing.territory.territory_sheets import add_balance_sheet, add_moves_sheet, add_territories_sheet

_VALUE_WIDTH = 30


def add_territory_sheets(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: TerritoryPlan,
    targets: TargetPlan,
    language: Language,
    manifest: Manifest | None = None,
) -> list[Any]:
    """Add the sheets of territories to a plan workbook and return them: overview (with what it was made from), Territories, Moves, Balance."""
    writer = SheetWriter(workbook, styles, OVERVIEW_SHEET, language)
    rows = overview_rows(plan, plan_input.settings.currency)
    _put_rows(writer, plan_input, rows if manifest is None else [*rows, *_manifest_rows(plan_input, manifest)])
    added = (
        writer,
        add_territories_sheet(workbook, styles, plan_input, plan, language),
        add_moves_sheet(workbook, styles, plan_input, plan, targets, language),
        add_balance_sheet(workbook, styles, plan, targets, language),
    )
    return [one.sheet for one in added]


def export_csv(plan_input: PlanInput, plan: TerritoryPlan, language: Language) -> bytes:
    """Return the ownerships as CSV for a CRM import (UTF-8 with a byte-order mark); text that a sheet would take for a formula gets a quote."""
    columns = ("account", "name", "seat", "rep", "team", "role", "owner")
    book = plan_input.accounts
    names = dict(zip(book.account, book.name, strict=True))
    reps = {s.seat: s.rep for s in plan.seats}
    rows: list[list[object]] = [[TERRITORIES_SHEET.header(c).choose(language) for c in columns]]
    for o in plan.ownerships:
        rep = reps[o.seat] if o.seat is not None else None
        rows.append([o.account, names[o.account], o.seat, rep, o.team, ROLE_WORDS[o.role].choose(language), o.owner])
    return csv_content(rows)


def _put_rows(writer: SheetWriter, plan_input: PlanInput, rows: list[tuple[Text, object, Kind]]) -> None:
    settings = plan_input.settings
    writer.sheet.set_column(0, 0, 46)
    writer.sheet.set_column(1, 1, _VALUE_WIDTH)
    writer.put(1, 0, identity_line(settings.company, settings.year_words, settings.currency))
    for row, (label, value, kind) in enumerate(rows, start=3):
        writer.put(row, 0, label, bold=value is None)
        if value is not None:
            # What is longer than the column, such as a digest, runs on to the right; to the left the label would cut it off.
            is_long = isinstance(value, str) and len(value) > _VALUE_WIDTH
            writer.put(row, 1, value, kind, align="left" if is_long else "right")


def overview_rows(plan: TerritoryPlan, currency: str) -> list[tuple[Text, object, Kind]]:
    """Return the overview: labels, values (money in currency units) and kinds; a row without value is a heading."""
    report, labels = plan.report, TERRITORY_LABELS
    money, share, count, text = Kind.MONEY, Kind.SHARE, Kind.COUNT, Kind.TEXT
    bands = sorted({s.band_share for s in plan.seats})
    shown = "–" if not bands else f"{bands[0]:.0%}" if len(bands) == 1 else f"{bands[0]:.0%} – {bands[-1]:.0%}"
    derived = Text("{b}, derived", "{b}（推算）").format(b=shown) if report.is_band_derived else Text.same(shown)
    lead = sum(o.role is OwnerRole.LEAD for o in plan.ownerships)
    rows: list[tuple[Text, object, Kind]] = [
        (labels["status"], status_words(report.status), text),
        (labels["objective"], units(report.objective_cents), money),
        (labels["bound"], units(report.bound_cents), money),
        (labels["gap"], gap_words(report.gap_cents, report.objective_cents, currency), text),
        (labels["keep_all"], units(report.keep_all_cents), money),
        (labels["method"], report.method, text),
        (labels["accounts"], lead + sum(o.role is OwnerRole.POOL for o in plan.ownerships), count),
        (labels["pool"], sum(o.role is OwnerRole.POOL for o in plan.ownerships), count),
        (labels["nobody"], len(plan.without_seat), count),
        (labels["moves"], report.moves, count),
        (labels["moved_revenue"], units(report.moved_revenue_cents), money),
        (labels["worst_before"], plan.worst_deviation_before, share),
        (labels["worst_after"], plan.worst_deviation, share),
        (labels["overloaded"], sum(s.hours_beyond > 0 for s in plan.seats), count),
        (labels["beyond"], sum(s.hours_beyond for s in plan.seats), Kind.NUMBER),
        *([(labels["unavoidable"], report.unavoidable_hours, Kind.NUMBER)] if report.unavoidable_hours else []),
        (labels["band"], derived, text),
        (Text("What the cost is made of", "成本构成"), None, text),
    ]
    rows += [(TERM_WORDS[name], units(value), money) for name, value in report.terms]
    return [*rows, *_stage_rows(report.stages)]


def _stage_rows(stages: Sequence[OrderStage]) -> list[tuple[Text, object, Kind]]:
    """Return what the goals that were put in order reached, each in its turn."""
    rows: list[tuple[Text, object, Kind]] = [(ORDER_HEADING, None, Kind.TEXT)] if stages else []
    for n, stage in enumerate(stages, start=1):
        rows.append((STAGE_VALUE.format(n=n, g=GOAL_WORDS[stage.goal]), units(stage.value), Kind.MONEY))
        rows.append((STAGE_BOUND.format(n=n), units(stage.bound), Kind.MONEY))
        if stage.is_usual:
            rows.append((STAGE_PRICE.format(n=n), USUAL_PRICE, Kind.TEXT))
    return rows


def _manifest_rows(plan_input: PlanInput, manifest: Manifest) -> list[tuple[Text, object, Kind]]:
    text = Kind.TEXT
    return [
        (Text("Made from", "编制依据"), None, text),
        (PLAN_LABELS["input_name"], manifest.input_name, text),
        (PLAN_LABELS["input_sha256"], manifest.input_sha256, text),
        (PLAN_LABELS["inputs_sha256"], fingerprint(plan_input), text),
        (PLAN_LABELS["version"], manifest.product_version, text),
        (Text("Warnings", "警告"), manifest.warnings, Kind.COUNT),
    ]
