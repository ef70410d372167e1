"""Where cells stand, without keeping a place for each: a table's rows share their columns, and a place is made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from planner.findings import Place
from planner.language import Text

PlaceKey = tuple[str, str, str]
"""(table key, row's key or number as text, field)."""
SharedColumns = Mapping[str, tuple[str, Text]]
"""Letter and header of every column of a table, by field."""


class RowPlaces(Mapping[str, Place]):
    """The places of one row's cells by field."""

    __slots__ = ("_columns", "_row", "_sheet")

    def __init__(self, sheet: str, row: int, columns: SharedColumns) -> None:
        self._sheet, self._row, self._columns = sheet, row, columns

    def __getitem__(self, field_name: str) -> Place:
        letter, header = self._columns[field_name]
        return Place(self._sheet, self._row, letter, header)

    def __contains__(self, field_name: object) -> bool:
        return field_name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


@dataclass(slots=True)
class CellPlaces(MutableMapping[PlaceKey, Place]):
    """The places of all cells of a workbook; single ones stand beside those of whole rows and before them."""

    singles: dict[PlaceKey, Place] = field(default_factory=dict)
    rows: dict[str, dict[str, Mapping[str, Place]]] = field(default_factory=dict)

    def add_row(self, table: str, row: str, places: Mapping[str, Place]) -> None:
        """Note where the cells of a row stand; of two rows of one name the later one counts."""
        self.rows.setdefault(table, {})[row] = places

    def __getitem__(self, key: PlaceKey) -> Place:
        found = self.singles.get(key)
        return self.rows[key[0]][key[1]][key[2]] if found is None else found

    def __setitem__(self, key: PlaceKey, place: Place) -> None:
        self.singles[key] = place

    def __delitem__(self, key: PlaceKey) -> None:
        del self.singles[key]

    def __iter__(self) -> Iterator[PlaceKey]:
        yield from self.singles
        for table, rows in self.rows.items():
            for row, places in rows.items():
                yield from (key for name in places if (key := (table, row, name)) not in self.singles)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def letters(self) -> dict[tuple[str, str], str | None]:
        """Return the letter of every column by table and field, from the first row that has it."""
        found: dict[tuple[str, str], str | None] = {}
        for (table, _, name), place in self.singles.items():
            found.setdefault((table, name), place.column)
        for table, rows in self.rows.items():
            for places in rows.values():
                for name in places:
                    if (table, name) not in found:
                        found[table, name] = places[name].column
        return found
