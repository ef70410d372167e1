"""The look of the shipped Word templates: page, type, tables, signatures. Only `make_templates.py` uses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ACCENT, INK, GREY, PALE, LINE = "1F4E79", "1F2A37", "5B6775", "EAF1F8", "C9D3DE"
FONTS = {"en": ("Calibri", "Microsoft YaHei"), "zh": ("Calibri", "Microsoft YaHei")}
_FOOT_SIZE = 6.5
_WIDTH = 166  # millimetres between the margins of A4


_KEPT_TABLE_STYLES = ("TableNormal", "TableGrid")
_BAGGAGE = ("/stylesWithEffects", "/thumbnail", "/customXml")


def _leave_out_baggage(document: Any) -> None:
    """Take out what python-docx's own template brings along and no letter needs: it is read, written and sent with every letter."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(_BAGGAGE)]:
            del rels[key]
    styles = document.styles.element
    for style in styles.xpath("w:style[@w:type='table']"):
        if style.get(qn("w:styleId")) not in _KEPT_TABLE_STYLES:
            styles.remove(style)


class WordPage:
    """One template being built."""

    def __init__(self, language: str) -> None:
        self.latin, self.han = FONTS[language]
        self.document: Any = Document()
        _leave_out_baggage(self.document)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size, normal.font.color.rgb = self.latin, Pt(10), RGBColor.from_string(INK)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), self.han)
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.0
        for language_mark in self.document.styles.element.iter(qn("w:lang")):
            language_mark.set(qn("w:eastAsia"), "zh-CN")  # else Word and LibreOffice set the marks of other scripts

    def text(
        self,
        words: str,
        size: float = 10,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        before: float = 0,
        after: float = 4,
        keep: bool = False,
    ) -> Any:
        """Add a paragraph."""
        paragraph = self.document.add_paragraph()
        self._fill(paragraph, words, size, bold, colour, align)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def heading(self, words: str) -> None:
        """Add a heading that stays with what follows."""
        self.text(words, 11.5, True, ACCENT, before=8, after=3, keep=True)

    def mark(self, tag: str) -> None:
        """Add a paragraph that holds a tag only; it disappears when the letter is filled."""
        self.text(tag, 4, after=0)

    def facts(self, rows: list[tuple[str, str]]) -> None:
        """Add names and values in four columns."""
        table = self._table((30, 53, 30, 53))
        for i in range(0, len(rows), 2):
            cells = table.add_row().cells
            for j, (name, value) in enumerate(rows[i : i + 2]):
                self._cell(cells[2 * j], name, 9, colour=GREY)
                self._cell(cells[2 * j + 1], value, 10, bold=True)
        self._grid(table, inside=False)

    def rows(
        self,
        loop: str,
        header: Sequence[str],
        cells: Sequence[str | list[str]],
        widths: Sequence[float],
        first_left: int = 1,
        size: float = 9,
    ) -> None:
        """Add a table with a repeated header and one row for each member of `loop`, e.g. ``g in goals``."""
        table = self._table(widths)
        top = table.add_row()
        for j, head in enumerate(header):
            self._cell(top.cells[j], head, 9, True, "FFFFFF", "left" if j < first_left else "right", ACCENT)
        self._property(top, "w:tblHeader")
        self._tag_row(table, "{%tr for " + loop + " %}")
        body = table.add_row()
        for j, words in enumerate(cells):
            lines = [words] if isinstance(words, str) else words
            for n, line in enumerate(lines):
                small = len(lines) > 1 and n == 0
                align = "left" if j < first_left else "right"
                self._cell(
                    body.cells[j], line, 8 if small else size, colour=GREY if small else INK, align=align, add=n > 0
                )
        self._property(body, "w:cantSplit")
        self._tag_row(table, "{%tr endfor %}")
        self._grid(table)

    def signatures(self, sides: list[tuple[str, list[str]]]) -> None:
        """Add the signature block: one column a side, kept on one page."""
        table = self._table((80, 6, 80))
        height = max(len(lines) for _, lines in sides) + 1
        for i in range(height):
            row = table.add_row()
            self._property(row, "w:cantSplit")
            for j, (title, lines) in enumerate(sides):
                words = title if i == 0 else lines[i - 1] if i <= len(lines) else ""
                self._cell(row.cells[2 * j], words, 10, bold=i == 0, after=10 if i else 4, keep=i < height - 1)
        self._plain(table)

    def footer(self, words: str, page: str, of: str, end: str) -> None:
        """Set the footer: words, then page numbers."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.style.font.size, paragraph.style.font.color.rgb = Pt(_FOOT_SIZE), RGBColor.from_string(GREY)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        self._fill(paragraph, words + "\t" + page, _FOOT_SIZE, False, GREY, "left")
        self._page_field(paragraph, "PAGE")
        self._fill(paragraph, of, _FOOT_SIZE, False, GREY, "left")
        self._page_field(paragraph, "NUMPAGES")
        self._fill(paragraph, end, _FOOT_SIZE, False, GREY, "left")

    def _fill(self, paragraph: Any, words: str, size: float, bold: bool, colour: str, align: str) -> None:
        run = paragraph.add_run(words)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)
        places = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
        }
        paragraph.alignment = places[align]

    def _page_field(self, paragraph: Any, name: str) -> None:
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(_FOOT_SIZE), RGBColor.from_string(GREY)
        for kind, words in (("begin", None), (None, name), ("end", None)):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = words
            run._r.append(element)

    def _table(self, widths: Any) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        scale = _WIDTH / sum(widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width * scale)
        return table

    def _cell(
        self,
        cell: Any,
        words: str,
        size: float,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        fill: str = "",
        add: bool = False,
        after: float = 1,
        keep: bool = False,
    ) -> None:
        paragraph = cell.add_paragraph() if add else cell.paragraphs[0]
        self._fill(paragraph, words, size, bold, colour, align)
        paragraph.paragraph_format.space_before = Pt(0 if add else 1)
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.keep_with_next = keep
        if fill:
            shade = OxmlElement("w:shd")
            for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
                shade.set(qn(key), value)
            cell._tc.get_or_add_tcPr().append(shade)

    def _tag_row(self, table: Any, tag: str) -> None:
        self._cell(table.add_row().cells[0], tag, 8)

    def _property(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement(name))

    def _grid(self, table: Any, inside: bool = True) -> None:
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", *(("insideH",) if inside else ())):
            element = OxmlElement(f"w:{side}")
            for key, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", LINE)):
                element.set(qn(key), value)
            borders.append(element)
        # Word refuses a letter in which they stand elsewhere (ECMA-376 part 1, 17.4.59: the order of a table's properties).
        table._tbl.tblPr.insert_element_before(
            borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription"
        )

    def _plain(self, table: Any) -> None:
        table.style = None
