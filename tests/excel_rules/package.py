"""Rules of Excel that a workbook must keep to be opened without an offer of repair; other programs are more lenient.

Sources: ECMA-376 part 1 (order of a worksheet's elements, relationships, content types), and Microsoft's page "Excel specifications and
limits" (lengths and counts).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.excel_rules.areas import read_place
from tests.excel_rules.formulas import list_lost_sheets
from tests.excel_rules.names import MAIN, SERIES
from tests.excel_rules.parts import OfficeParts
from tests.excel_rules.sheet import SheetRules

_MOST_FORMATS = 65_490
_NOT_IN_SHEET_NAMES = set("[]:*?/\\")


def list_breaches(workbook: bytes) -> list[str]:
    """Return in words what Excel would repair or refuse in the bytes of an .xlsx file; nothing for a sound one."""
    return list(_Package(OfficeParts(workbook)).breaches())


class _Package:
    def __init__(self, parts: OfficeParts) -> None:
        self._parts = parts
        self._trees = parts.trees
        self._texts = 0
        if "xl/sharedStrings.xml" in self._trees:
            self._texts = len(self._trees["xl/sharedStrings.xml"].findall(f"{MAIN}si"))
        styles = self._trees["xl/styles.xml"]
        self._formats = len(styles.findall(f"{MAIN}cellXfs/{MAIN}xf"))
        self._sheets = [s.get("name", "") for s in self._trees["xl/workbook.xml"].findall(f"{MAIN}sheets/{MAIN}sheet")]
        self._differences = len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))

    def breaches(self) -> Iterator[str]:
        yield from self._parts.list_breaches()
        yield from self._styles()
        yield from self._workbook()
        rules = SheetRules(self._sheets, self._texts, self._formats, self._differences)
        for name in self._trees:
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                yield from (f"{name}: {breach}" for breach in rules.list_breaches(self._trees[name]))
            if re.fullmatch(r"xl/tables/table\d+\.xml", name):
                yield from (f"{name}: {breach}" for breach in self._table(name))
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                yield from (
                    f"{name}: {b}"
                    for e in self._trees[name].iter(SERIES)
                    for b in list_lost_sheets(e.text or "", self._sheets)
                )

    def _styles(self) -> Iterator[str]:
        styles = self._trees["xl/styles.xml"]
        counts = {n: len(styles.findall(f"{MAIN}{n}/*")) for n in ("fonts", "fills", "borders", "cellStyleXfs")}
        own = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iter(f"{MAIN}numFmt")}
        if self._formats > _MOST_FORMATS:
            yield f"styles: {self._formats} cell formats"
        yield from (f"styles: number format of {len(c)} characters" for c in own.values() if not 0 < len(c) <= 255)
        for form in styles.iterfind(f"{MAIN}*/{MAIN}xf"):
            for key, kind in (
                ("fontId", "fonts"),
                ("fillId", "fills"),
                ("borderId", "borders"),
                ("xfId", "cellStyleXfs"),
            ):
                if int(form.get(key, "0")) >= max(1, counts[kind]):
                    yield f"styles: {key} {form.get(key)} of {counts[kind]}"
            number = form.get("numFmtId", "0")
            if int(number) >= 164 and number not in own:
                yield f"styles: number format {number} is not there"

    def _workbook(self) -> Iterator[str]:
        workbook = self._trees["xl/workbook.xml"]
        sheets = self._sheets
        for name, count in Counter(s.casefold() for s in sheets).items():
            if count > 1:
                yield f"sheet {name}: twice"
        for name in sheets:
            is_odd = (
                _NOT_IN_SHEET_NAMES & set(name) or name[:1] == "'" or name[-1:] == "'" or name.casefold() == "history"
            )
            if is_odd or not 0 < len(name) <= 31:
                yield f"sheet {name}: a name that Excel does not take"
        shown = [s.get("state", "visible") == "visible" for s in workbook.findall(f"{MAIN}sheets/{MAIN}sheet")]
        for view in workbook.iter(f"{MAIN}workbookView"):
            if not shown[int(view.get("activeTab", "0"))]:
                yield "the sheet to open on is hidden"
        selected = [
            name
            for name, tree in self._trees.items()
            if name.startswith("xl/worksheets/")
            and any(v.get("tabSelected") == "1" for v in tree.iter(f"{MAIN}sheetView"))
        ]
        if len(selected) > 1:
            yield f"{len(selected)} sheets are selected together: what is typed goes into all of them"
        names: Counter[tuple[str, str | None]] = Counter()
        for defined in workbook.iter(f"{MAIN}definedName"):
            key = (defined.get("name", "").casefold(), defined.get("localSheetId"))
            names[key] += 1
            if int(key[1] or 0) >= len(sheets):
                yield f"name {key[0]}: of a sheet that is not there"
            yield from (f"name {key[0]}: {breach}" for breach in list_lost_sheets(defined.text or "", sheets))
        yield from (f"name {key[0]}: twice" for key, count in names.items() if count > 1)

    def _table(self, name: str) -> Iterator[str]:
        tree = self._trees[name]
        columns = [c.get("name", "").casefold() for c in tree.iter(f"{MAIN}tableColumn")]
        yield from (f"column {c}: twice" for c, count in Counter(columns).items() if count > 1)
        first, last = (read_place(corner)[0] for corner in tree.get("ref", "").split(":"))
        if last - first + 1 != len(columns):
            yield f"{len(columns)} columns in {tree.get('ref')}"
