"""Accounts from a CSV or Parquet file instead of the sheet: the same columns, the same checks."""

from __future__ import annotations

import math
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.plan_input import PlanInput
from planner.errors import FileAccessError, InputRejectedError
from planner.findings import Finding, Place, sort_findings
from planner.language import Text
from planner.reading.accounts.account_book import list_owners, read_account_book
from planner.reading.accounts.csv_rows import read_csv_rows
from planner.reading.cells.cells import CellReader
from planner.reading.grids.cell_places import PlaceKey
from planner.reading.grids.grid import Grid
from planner.reading.headers.settled_words import check_words
from planner.reading.words.headers import PlanYear, normalise

LARGEST_BYTES = 200_000_000
_EXACT = 2**53
"""Largest whole number up to which a float holds every one; account numbers may be longer."""
_NO_ADDRESS: frozenset[str] = frozenset()


def read_account_file(
    path: Path, plan_input: PlanInput, places: MutableMapping[PlaceKey, Place] | None = None
) -> tuple[AccountBook, tuple[Finding, ...]]:
    """Return the accounts in the file at `path` (``.csv`` in UTF-8, UTF-16 or GB18030, or ``.parquet``) and what was found on the way.

    `places` takes cells; see `read_account_book`.

    Raises
    ------
    FileAccessError, InputRejectedError
        When the file cannot be read as such a table at all.
    """
    settings = plan_input.settings
    plan_year = PlanYear(settings.plan_year, settings.fiscal_start_month)
    reader = CellReader(plan_year=plan_year)
    is_parquet = path.suffix.casefold() == ".parquet"
    rows = _parquet_rows(path) if is_parquet else read_csv_rows(path.name, _read_bytes(path), plan_year, reader)
    grid = Grid(path.name, tuple(rows), False, _NO_ADDRESS, _NO_ADDRESS, frozenset(), frozenset())
    keys = {
        "segments": {normalise(s.segment): str(s.segment) for s in plan_input.segments},
        "seats": {normalise(s.seat): str(s.seat) for s in plan_input.seats},
    }
    book = read_account_book(grid, reader, keys, list_owners(plan_input.seats), places)
    check_words(reader, settings)
    return book, sort_findings(reader.findings)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            text = Text("{p} is larger than {m} MB.", "{p} 超过 {m} MB。")
            raise InputRejectedError(text.format(p=path.name, m=LARGEST_BYTES // 10**6))
        return path.read_bytes()
    except OSError as error:
        text = Text("{p} cannot be read ({why}).", "无法读取 {p}（{why}）。")
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error


def _parquet_rows(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of a Parquet file, lists as text separated by ;."""
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        text = Text(
            "{p}: reading Parquet needs the package pyarrow (pip install 'planner[parquet]'); CSV needs nothing more.",
            "{p}：读取 Parquet 需要 pyarrow（pip install 'planner[parquet]'）；CSV 无需额外安装。",
        )
        raise FileAccessError(text.format(p=path.name)) from error
    _read_bytes(path)
    try:
        table = parquet.read_table(path)
    except (OSError, ValueError) as error:
        text = Text("{p} cannot be read as Parquet.", "{p} 无法按 Parquet 读取。")
        raise InputRejectedError(text.format(p=path.name)) from error
    columns = [[_plain(v) for v in table.column(name).to_pylist()] for name in table.column_names]
    return [tuple(table.column_names), *zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    """Return `value` as a cell holds it: nothing and not-a-number are blank; what a number would not hold to the digit is text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and math.isinf(value):
        return str(value)
    if isinstance(value, list):
        return "; ".join(str(v) for v in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value) if abs(value) <= _EXACT else str(value)
    return value
