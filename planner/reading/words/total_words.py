"""Words that head a total or an average, in a dozen languages."""

from __future__ import annotations

import re

from planner.reading.words.headers import header_key

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
_HINT = re.compile(
    "tota|sum|som|average|avg|mean|计|計|总和|汇总|平均|均值|gesamt|ergebnis|razem|ogółem|итог|всего|계|요약|toplam|celk|összes|végössz",
    re.IGNORECASE,
)


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
