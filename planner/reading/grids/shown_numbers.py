"""Numbers whose cell shows something else than is stored: what people see counts where it is clear, and is told."""

from __future__ import annotations

from dataclasses import replace

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.archive.number_formats import NumberFormat, ShownNumber
from planner.reading.cells.cells import CellReader
from planner.reading.cells.read_as import ReadAs
from planner.tables.columns.column import Column, Kind

_NEVER_PERCENT = (Kind.MONEY, Kind.COUNT)
_SCALED = (*_NEVER_PERCENT, Kind.NUMBER)
_ERRORS = frozenset(
    (
        "#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#error!", "#spill!", "#calc!", "#field!", "#blocked!",
        "#unknown!", "#connect!", "#busy!", "#getting_data", "loading...", "正在加载...",
    )
)  # fmt: skip
"""Errors of formulas as programs save them for text, and what Google Sheets saves of a formula that it has not computed."""


def is_error_text(value: object) -> bool:
    """Whether a text is what a formula that failed shows.

    Examples
    --------
    >>> is_error_text("#REF!"), is_error_text("Loading..."), is_error_text("#1")
    (True, True, False)
    """
    return isinstance(value, str) and len(value) < 16 and value.strip().casefold() in _ERRORS


def way_shown(
    number: float, number_format: NumberFormat, column: Column, way: ReadAs, place: Place, reader: CellReader
) -> ReadAs | None:
    """Return how a cell's number is read when its format is seen, where its header (and `way`) asks for `way`; ``None`` where it is refused.

    A scale counts for the number that is shown: 120 that the format shows as 120万 is 1,200,000; 1,200,000 that it shows as 120.0万 is
    1,200,000 too, also below a header in 万. Without a scale in words, above or beside, a number that is shown shortened is the one stored.
    """
    shown = number_format.of(number)
    if shown.is_hidden and number:
        _report_hidden(shown, place, reader)
    if shown.fault and column.kind in _SCALED:
        _refuse_unit(shown, column, place, reader)
        return None
    if column.kind is Kind.SHARE:
        if shown.is_percent:
            return ReadAs(is_shown_percent=True)
        return ReadAs(is_percent=True) if shown.says_percent else way
    if column.kind not in _SCALED:
        return way
    if shown.is_percent and column.kind not in _NEVER_PERCENT:
        return way
    if shown.is_percent and number:
        found = Text("the number format shows percent", "数字格式显示为百分比")
        remedy = Text("Give the cell a plain number format, and write the amount.", "请改用普通数字格式，并填写金额。")
        reader.report("number_format_scale", Severity.ERROR, place, found, remedy=remedy)
        return None
    if column.kind is Kind.MONEY and number and _is_no_yearly_amount(shown, column):
        _refuse_unit(shown, column, place, reader)
        return None
    if shown.currencies and column.kind in (Kind.MONEY, Kind.NUMBER):
        reader.note_shown_currency(shown.currencies, shown.words, place)
    if not (shown.shrink or shown.power):
        return way
    return _scaled(shown, way, place, reader)


def _refuse_unit(shown: ShownNumber, column: Column, place: Place, reader: CellReader) -> None:
    found = Text("the number format shows '{w}'", "数字格式显示“{w}”").format(w=shown.words)
    expected = Text("{u} are expected", "应为{u}").format(u=column.unit_text)
    remedy = Text("Convert the numbers and correct their format.", "请换算数字并修改数字格式。")
    reader.report("number_format_unit", Severity.ERROR, place, found, expected, remedy)


def _report_hidden(shown: ShownNumber, place: Place, reader: CellReader) -> None:
    """Report a number that its cell does not show: people take the cell for blank, or for the words that stand there."""
    found = Text("the number format shows '{w}' and no number", "数字格式显示“{w}”，不显示数字").format(w=shown.words)
    if not shown.words:
        found = Text("the number format shows nothing", "数字格式不显示内容")
    remedy = Text("The number stored counts; delete it if it should not.", "存储的数字计入；如不应计入，请删除。")
    reader.report("number_not_shown", Severity.WARNING, place, found, remedy=remedy)


def _is_no_yearly_amount(shown: ShownNumber, column: Column) -> bool:
    """Whether a format says pieces, people, percent, or a month's amount where a year's is meant."""
    is_of_period = bool(shown.period) and "month" not in column.unit.en
    return is_of_period or shown.is_counted or shown.says_percent


def _scaled(shown: ShownNumber, way: ReadAs, place: Place, reader: CellReader) -> ReadAs | None:
    stated = shown.power or way.power
    power = stated - shown.shrink if stated else 0
    found = Text("the number format shows '{w}'", "数字格式显示“{w}”").format(w=shown.words)
    if not shown.power:
        found = Text("the number format shows the {n}th part", "数字格式显示的是原数的 1/{n}").format(
            n=f"{10**shown.shrink:,}"
        )
    if power < 0 or (way.power and way.power not in (stated, power)):
        expected = Text("a number that is shown in the unit of its column is expected", "显示单位应与该列单位一致")
        remedy = Text("Give the cell a plain number format, and write the amount.", "请改用普通数字格式，并填写金额。")
        reader.report("number_format_scale", Severity.ERROR, place, found, expected, remedy)
        return None
    if power == way.power:
        return way
    remedy = Text("The number stored is not multiplied once more.", "存储的数值不再换算。")
    if power:
        remedy = Text("The number stored is multiplied by {f}.", "存储的数值按 {f} 倍读取。").format(f=f"{10**power:,}")
    reader.report("number_format_scale", Severity.WARNING, place, found, remedy=remedy)
    return replace(way, power=power)
