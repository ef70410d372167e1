"""Rules of Word that a letter must keep to be opened without an offer of repair; other programs are more lenient.

Source: ECMA-376 part 1 (17.3 to 17.6: what a paragraph, run, table, cell and section hold, and in which order).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.excel_rules.parts import OfficeParts

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top start left bottom end right insideH insideV",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
}
_REPEATED = {"headerReference", "footerReference", "tr", "tc", "bookmarkStart", "bookmarkEnd"}


def list_word_breaches(letter: bytes) -> list[str]:
    """Return in words what Word would repair or refuse in the bytes of a .docx file; nothing for a sound one."""
    parts = OfficeParts(letter)
    found = list(parts.list_breaches())
    for name, tree in parts.trees.items():
        if name.startswith("word/"):
            found += [f"{name}: {breach}" for breach in _list_in_part(tree)]
    return found


def _list_in_part(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        kind = element.tag.removeprefix(_WORD)
        if kind in _ORDER:
            yield from _list_disorder(kind, [e.tag.removeprefix(_WORD) for e in element])
        if kind == "tbl":
            yield from _list_in_table(element)
        if kind == "tc" and (len(element) == 0 or element[-1].tag != f"{_WORD}p"):
            yield "a cell that does not end with a paragraph"
    drawn = Counter(e.get("id") for e in tree.iter(_DRAWN))
    yield from (f"{count} pictures of number {key}" for key, count in drawn.items() if count > 1)


def _list_disorder(kind: str, members: list[str]) -> Iterator[str]:
    order = re.findall(r"\w+", _ORDER[kind])
    yield from (f"{kind} holds {m}" for m in members if m not in order)
    places = [order.index(m) for m in members if m in order]
    if places != sorted(places):
        yield f"{kind} out of order: {members}"
    yield from (f"{kind} has {m} {n} times" for m, n in Counter(members).items() if n > 1 and m not in _REPEATED)


def _list_in_table(table: Element) -> Iterator[str]:
    columns = len(table.findall(f"{_WORD}tblGrid/{_WORD}gridCol"))
    rows = table.findall(f"{_WORD}tr")
    if not rows:
        yield "a table without rows"
    for row in rows:
        spans = (c.find(f"{_WORD}tcPr/{_WORD}gridSpan") for c in row.findall(f"{_WORD}tc"))
        wide = sum(1 if s is None else int(s.get(f"{_WORD}val", "1")) for s in spans)
        if wide != columns:
            yield f"a row of {wide} cells in {columns} columns"
