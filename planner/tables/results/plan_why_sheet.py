"""Sheet Why 决策依据, and the line of the manifest that signs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet

_M, _N = Kind.MONEY, Kind.NUMBER


WHY_SHEET = ResultSheet(
    "why",
    Text("Why", "决策依据"),
    (
        ResultColumn("unit", Text("Unit", "单元")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("fte", Text("Effort, FTE", "投入（全职人力）"), _N),
        ResultColumn("value", Text("Value", "价值"), _M),
        ResultColumn("team_time", Text("Worth of the team time it uses", "占用团队时间的价值"), _M),
        ResultColumn("second", Text("Second-best channel", "次优通路")),
        ResultColumn("second_team", Text("Its team", "次优团队")),
        ResultColumn("regret", Text("Taking it loses", "改用则损失"), _M),
        ResultColumn("proof", Text("How known", "依据")),
        ResultColumn("choice", Text("Choice", "判断")),
        ResultColumn("turns", Text("Turns at", "转折点")),
        *(
            ResultColumn(f"net_{c}", Text(f"Net, {en}", f"净值：{zh}"), _M)
            for c, en, zh in (
                ("direct", "direct", "直销"),
                ("strategic_partner", "strategic partner", "战略伙伴"),
                ("smb_partner", "SMB partner or telesales", "中小伙伴/电销"),
                ("seed", "seed", "撒网"),
                ("avoid", "avoid", "回避"),
            )
        ),
    ),
)
"""Explains; of each unit the verifier compares what was chosen with the plan; what else could be takes a solver: the whole sheet is signed."""


WHY_SIGNATURE = Text("Why SHA-256", "决策依据 SHA-256")
"""Line of the manifest beside sheet Why: `sign_cells` of its rows, those of the headers included."""


def sign_cells(rows: Iterable[Sequence[object]]) -> str:
    """Return the SHA-256 of rows of cells in any order: words as they stand, numbers to two digits, blanks at the end of a row left out."""
    lines = sorted("\t".join(map(_plain, row)).rstrip("\t") for row in rows)
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()


def _plain(value: object) -> str:
    if value is None:
        return ""
    return f"{round(value, 2) + 0.0:.2f}" if isinstance(value, int | float) else str(value)
