"""Rows of a table that are no entries: totals, subtotals, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.reading.headers import header_key

_TOTAL_WORDS = (
    "total|totals|grand total|subtotal|sub total|sum|sum total|total sum|average|averages|avg|mean|"
    "合计|总计|小计|总和|汇总|共计|总合计|平均|平均值|均值|合計|総計|總計|小計|合计数|"
    "summe|gesamt|gesamtsumme|zwischensumme|ergebnis|gesamtergebnis|insgesamt|somme|sous total|total général|total general|"
    "suma|suma końcowa|soma|totale|totale complessivo|total geral|razem|ogółem|итого|всего|итог|общий итог|합계|총계|총합계|소계|toplam|"
    "genel toplam|集計|総合計|eindtotaal|totaal|totalsumma|totalt|totalsum|hovedtotal|kokonaissumma|celkem|celkový součet|végösszeg|összesen"
)
_TOTAL = frozenset(_TOTAL_WORDS.split("|"))
_TOTAL_PART = re.compile(
    r"^(?:grand )?(?:sub ?)?totals?\b|\b(?:sub ?)?totals?$|(?:合计|总计|小计|共计)$|^(?:合计|总计|小计|共计)"
    r"|^(?:zwischen|gesamt)?summe\b|\b(?:summe|ergebnis|gesamt|totale|totaal|totalt|suma|soma|razem|celkem|toplam|итог|итого|всего)$"
    r"|^(?:totale|totaal)\b|(?:集計|小計|合計|\s計|소계|요약|합계)$"
)
_NOTE = re.compile(
    r"^(?:notes?|source|remarks?|comments?|n\.b|nb|注|备注|说明|注释|数据来源|来源|制表人?|审核人?|编制人?|填表人?|更新时间)"
    r"\s*\d*\s*[:.)、：]|^[*※]"
)
_HINT = re.compile(
    "tota|sum|som|average|avg|mean|计|計|总和|汇总|平均|均值|gesamt|ergebnis|razem|ogółem|итог|всего|계|요약|toplam|celk|összes|végössz",
    re.IGNORECASE,
)
_EPSILON = 0.005


def is_total_word(text: object) -> bool:
    """Whether a key is a word that heads a total or an average, however spaced or punctuated."""
    if not _HINT.search(str(text)):
        return False
    return header_key(text).replace("(", "").replace(")", "") in _TOTAL


def may_be_total(text: object) -> bool:
    """Whether a key begins or ends with such a word: "East total", "华东小计"."""
    if not _HINT.search(str(text)):
        return False
    return is_total_word(text) or bool(_TOTAL_PART.search(header_key(text)))


def is_note(text: object) -> bool:
    """Whether the text that stands alone in a row is a note below the table."""
    return isinstance(text, str) and bool(_NOTE.match(text.strip().casefold()))


def adds_up(series: Sequence[Sequence[float | None]], row: Sequence[float | None]) -> bool:
    """Return whether `row` is the sum of the last rows of `series` (two or more of them) in every column that it fills, and fills one.

    A row of subtotals adds up the rows since the last subtotal, a total all of them; both are the last so many rows.
    """
    filled = [j for j, value in enumerate(row) if value]
    if not filled:
        return False
    sums = [0.0] * len(row)
    rows = [above for above in reversed(series) if any(above[j] for j in filled)]
    for count, above in enumerate(rows, start=1):
        for j in filled:
            sums[j] += above[j] or 0.0
        if count > 1 and all(
            abs(sums[j] - (row[j] or 0.0)) <= _EPSILON * max(1.0, abs(sums[j]) * 1e-6) for j in filled
        ):
            return True
    return False
