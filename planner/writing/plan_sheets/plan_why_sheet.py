"""Sheet Why: for every unit what the plan chose, the second-best channel and what it would lose; heads, rules and overrides when solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents
from planner.domain.plan import Manifest
from planner.language import Language, Text
from planner.results.explain.limits import OverrideCost, RulePrice
from planner.results.explain.report import FIRMNESS_WORDS, PlanReasons, tip_words
from planner.results.explain.units import ChannelOffer, UnitReason
from planner.results.explain.variants import range_end
from planner.results.rule_words import RULE_WORDS
from planner.tables.columns.column import Kind
from planner.tables.results.plan_why_sheet import WHY_SHEET, WHY_SIGNATURE, sign_cells
from planner.tables.words.choice_words import word_of
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Field, SheetWriter, lay_out, place_of, units, units_if_given

_HEADER_ROW = 3
_NOTE = Text(
    "Value is the plan's objective in this unit; its team time is what that time would bring elsewhere; net is value less team time. "
    "“At least” is proven without planning again; “planned again” is exact; “to” means proven to lie between two figures. "
    "More: planner explain FILE",
    "价值为该单元对计划目标的贡献；团队时间价值为该时间用于别处可带来的价值；净值＝价值－团队时间价值。"
    "“至少”为无需重算的证明下界；“已重算”为精确值；“至”表示已证明介于两个数值之间。更多：planner explain 文件",
)
_NO_TIPS = Text(
    "Turning points are left out of this plan; of one segment: planner explain FILE --segment NAME",
    "本计划未列转折点；查看某一细分：planner explain 文件 --segment 名称",
)
_SOLVED, _AT_LEAST = Text("planned again", "已重算"), Text("at least", "至少")
_BLANK = Field(Text("", ""))
"""A column that the words to its left run into."""
_FIELDS = tuple(
    replace(field, is_wrapped=field.header == WHY_SHEET.header("turns"))
    for field in lay_out(
        WHY_SHEET,
        (28, 22, 22, 14, 16, 16, 22, 22, 16, 14, 16, 72, 16, 16, 16, 16, 16),
        {
            "regret": Text(
                "What the whole plan would lose if the unit took its second-best channel.",
                "该单元改用次优通路时整个计划的损失。",
            ),
            "turns": Text(
                "Factor on potential, penetration or margin at which another channel is better, prices of team time held.",
                "潜力、渗透率或毛利率变为原来的几倍时另一通路更优（团队时间价格不变）。",
            ),
        },
        blocks=("choice", f"net_{Channel.DIRECT.value}"),
    )
)


class _SignedWriter(SheetWriter):
    """Keeps what its tables say, for the signature."""

    def __init__(self, workbook: Any, styles: Styles, language: Language) -> None:
        super().__init__(workbook, styles, WHY_SHEET.sheet, language)
        self.told: list[list[object]] = []

    def table(
        self, top: int, fields: Sequence[Field], rows: Sequence[Sequence[object]], *how: Any, **named: Any
    ) -> int:
        """Write a table as any other."""
        for row in ([field.header for field in fields], *rows):
            self.told.append([value.choose(self.language) if isinstance(value, Text) else value for value in row])
        return super().table(top, fields, rows, *how, **named)


def add_why_sheet(
    workbook: Any, styles: Styles, reasons: PlanReasons, language: Language, manifest: Manifest
) -> Manifest:
    """Add sheet Why: one row a unit; below, when they were planned again, heads by team, limits and manual decisions.

    Returns `manifest` with the sheet's signature; see `WHY_SIGNATURE`.
    """
    writer = _SignedWriter(workbook, styles, language)
    # Not in the column of names, which every page across repeats: it would show the beginning of the note.
    writer.sheet.merge_range(1, 1, 1, 9, _NOTE.choose(language), styles.note())
    if not reasons.has_tips:
        writer.sheet.write_string(1, place_of(WHY_SHEET, "turns"), _NO_TIPS.choose(language), styles.note())
    writer.sheet.set_row(1, 30)
    end = writer.table(_HEADER_ROW, _FIELDS, [_row(r, reasons) for r in reasons.units])
    if reasons.is_solved:
        end = _add_heads(writer, reasons, end + 2)
        end = _add_rules(writer, reasons.rules, end + 2)
        _add_overrides(writer, reasons.overrides, end + 2)
    return replace(manifest, settings=(*manifest.settings, (WHY_SIGNATURE.en, sign_cells(writer.told))))


def _row(reason: UnitReason, reasons: PlanReasons) -> list[object]:
    chosen, second = reason.chosen, reason.second
    by_channel = {o.channel: o for o in reason.offers}
    net = [None if c not in by_channel else units(by_channel[c].net_cents) for c in Channel]
    return [
        reason.unit,
        word_of(chosen.channel),
        chosen.team,
        round(chosen.fte, 4),
        units(chosen.value_cents),
        units(chosen.team_time_cents),
        None if second is None else word_of(second.channel),
        None if second is None else second.team,
        None if second is None else units(_loss_cents(second)),
        None if second is None else _SOLVED if second.regret_cents is not None else _AT_LEAST,
        FIRMNESS_WORDS[reason.firmness],
        tip_words(reasons.tips.get(reason.unit, ()), word_of),
        *net,
    ]


def _loss_cents(offer: ChannelOffer) -> Cents:
    return max(0, offer.regret_least_cents) if offer.regret_cents is None else offer.regret_cents


def _add_heads(writer: SheetWriter, reasons: PlanReasons, top: int) -> int:
    changes = sorted({v.heads_more for values in reasons.heads for v in values})
    fields = [
        Field(Text("Team", "团队")),
        *(
            Field(words, Kind.MONEY)
            for n in changes
            for words in (
                Text(f"{n:+d} heads: at least", f"人数 {n:+d}：至少"),
                Text(f"{n:+d} heads: at most", f"人数 {n:+d}：至多"),
            )
        ),
    ]
    rows = []
    for values in reasons.heads:
        found = {v.heads_more: v for v in values}
        cells: list[object] = []
        for n in changes:
            gain, most = (found[n].gain_cents, found[n].gain_most_cents) if n in found else (None, None)
            cells += [units_if_given(gain), units_if_given(most)]
        rows.append([values[0].team if values else None, *cells])
    return writer.table(top, fields, rows, freeze=False)


def _add_rules(writer: SheetWriter, rules: tuple[RulePrice, ...], top: int) -> int:
    fields = [
        Field(Text("Rule", "规则")),
        Field(Text("One step of room", "放宽一步")),
        _BLANK,
        _BLANK,
        Field(Text("Gain", "增益"), Kind.MONEY),
        Field(Text("How known", "依据")),
    ]
    at_most = Text("at most", "至多")
    rows = [
        [
            RULE_WORDS[p.rule],
            p.words,
            None,
            None,
            units(gain) if (gain := p.gain_most_cents if p.gain_cents is None else p.gain_cents) is not None else None,
            at_most if p.gain_cents is None else _how_known(p.gain_cents, p.gain_most_cents, p.is_exact),
        ]
        for p in rules
    ]
    return writer.table(top, fields, rows, freeze=False)


def _add_overrides(writer: SheetWriter, costs: tuple[OverrideCost, ...], top: int) -> int:
    if not costs:
        return top
    fields = [
        Field(Text("Manual decision", "人工调整")),
        Field(Text("Who", "谁")),
        Field(Text("Why", "原因")),
        _BLANK,
        Field(Text("Costs", "代价"), Kind.MONEY),
        Field(Text("How known", "依据")),
    ]
    rows = [
        [
            f"{o.override.name} → {o.override.value}",
            o.override.who,
            o.override.why,
            None,
            units_if_given(o.gain_cents),
            None if o.gain_cents is None else _how_known(o.gain_cents, o.gain_most_cents, o.is_exact),
        ]
        for o in costs
    ]
    return writer.table(top, fields, rows, freeze=False)


def _how_known(gain: Cents, most: Cents | None, is_exact: bool) -> Text:
    """Return how an amount is known: planned again exactly, or where the range that begins with it ends."""
    end = range_end(gain, most, is_exact)
    return _SOLVED if end is None else Text("to {m:,.2f}", "至 {m:,.2f}").format(m=units(end))
