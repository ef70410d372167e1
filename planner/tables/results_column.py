"""How a sheet of the plan workbook is declared: a `Table` whose columns may repeat per product and stand in bands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.language import NO_TEXT, Text
from planner.tables.column import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class Band:
    """A run of neighbouring columns under one heading, from column `first` to the column before the next band."""

    first: str
    heading: Text


@dataclass(frozen=True, slots=True)
class ResultTable(Table):
    """One sheet, or one table on a sheet, of the plan workbook.

    Parameters
    ----------
    per_product
        Fields of columns that stand once per product line, headed ``Header: product`` (see `expand_columns`).
    bands
        Headings above the header row, in order of their first columns.
    """

    per_product: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()


def result_column(
    kind: Kind,
    field: str,
    header: tuple[str, str],
    meaning: tuple[str, str],
    unit: tuple[str, str] | None = None,
    choices: type[StrEnum] | None = None,
    references: str | None = None,
) -> Column:
    """Return the declaration of one column that the program fills; pairs are English and Chinese."""
    return Column(
        field,
        kind,
        Text(*header),
        Text(*meaning),
        Text(*unit) if unit else NO_TEXT,
        default=None,
        choices=choices,
        references=references,
    )


def product_field(field: str, product: str) -> str:
    """Return the field of the column that `field` has for `product`."""
    return f"{field}:{product}"


def expand_columns(table: Table, products: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of `table` as they stand on the sheet, those per product once for each of `products`."""
    per_product = table.per_product if isinstance(table, ResultTable) else ()
    expanded: list[Column] = []
    for column in table.columns:
        if column.field not in per_product:
            expanded.append(column)
            continue
        expanded.extend(
            replace(
                column,
                field=product_field(column.field, product),
                header=Text(f"{column.header.en}: {product}", f"{column.header.zh}：{product}"),
            )
            for product in products
        )
    return tuple(expanded)


def result_months(
    kind: Kind, field: str, prefix: tuple[str, str], meaning: tuple[str, str], unit: tuple[str, str] | None = None
) -> tuple[Column, ...]:
    """Return twelve columns of fiscal months, fields ``field[0]`` to ``field[11]``."""
    return tuple(
        result_column(
            kind, month_field(field, i), (f"{prefix[0]}M{i + 1}", f"{prefix[1]}第{i + 1}月"), meaning, unit=unit
        )
        for i in range(MONTHS_PER_YEAR)
    )


def result_quarters(kind: Kind, field: str, prefix: tuple[str, str], meaning: tuple[str, str]) -> tuple[Column, ...]:
    """Return four columns of fiscal quarters, fields ``field[0]`` to ``field[3]``."""
    return tuple(
        result_column(kind, month_field(field, i), (f"{prefix[0]}Q{i + 1}", f"{prefix[1]}第{i + 1}季度"), meaning)
        for i in range(4)
    )


def month_field(field: str, i: int) -> str:
    """Return the field of period `i` (from 0) of a row of months or quarters."""
    return f"{field}[{i}]"
