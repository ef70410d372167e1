"""Who holds the seats of a sheet that does not say it: a list of the people in place is what most sales departments have."""

from __future__ import annotations

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow


def name_holders(sheet: str, rows: list[TypedRow], reader: CellReader) -> None:
    """Take the seats as filled, each by a person of its own name, where no row names a rep or says that one is to be hired; reported.

    Where seats are named by their reps, they are filled indeed, and nothing is reported. Else every person listed would be a vacancy, and
    those in place would have no name. A seat with a start month is left as it is: somebody is to
    come, whose name is not known.
    """
    if any("rep" in row.values for row in rows):
        return
    named = [row for row in rows if isinstance(row.values.get("seat"), str)]
    filled = [row for row in named if reader.seats_by_rep or "start_month" not in row.values]
    for row in filled:
        row.values["rep"] = row.values["seat"]
    if filled and not reader.seats_by_rep:
        reader.report(
            "reps_not_named",
            Severity.WARNING,
            Place(sheet),
            Text("no seat says who holds it", "所有席位均未写明由谁任职"),
            remedy=Text(
                "Each is read as filled, by a person called as the seat is. Write names into column Rep, and 'to be hired' where nobody is there.",
                "均按已有人任职读取，姓名同席位名称。请在“销售代表”列填写姓名，空缺处写“待招”。",
            ),
        )
