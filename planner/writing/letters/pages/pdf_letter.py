"""Letters as PDF: the shipped pages, set by typst from the same content as the Word letters."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from planner.errors import InputRejectedError, UsageError, is_lack_of_memory
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.shipped import find_font, find_shipped_folder, find_wide_font
from planner.writing.letters.contents.amounts import format_change, format_money
from planner.writing.letters.contents.content import TEMPLATE_STEMS, Letter, WaterfallStep
from planner.writing.letters.pages.waterfall_chart import colour_of_bar, is_reference, stack_steps

_FONT, _WIDE_FONT = "Noto Sans CJK SC", "DejaVu Sans"
_ROOM_BYTES = 192 << 20
"""What the compiler of pages may take when it is loaded, and for a page."""
_NO_CLOCK = 0  # seconds since 1970: the date of making is no part of a letter


class PdfPress:
    """Sets letters as PDF; one compiler for all of them.

    A page whose names go beyond the shipped font is set in the wider one, all of it, so that no word mixes two; its Chinese stays in the first.
    Characters that both lack (Hangul, Thai, the Japanese dot …) are taken from the fonts of the machine.
    """

    def __init__(self, logo: bytes | None = None) -> None:
        self._logo = logo

    def set(self, letter: Letter, picture: bytes | None = None) -> bytes:
        """Return the letter as PDF, with the `picture` (PNG) that its page shows; the same letter gives the same bytes.

        Raises
        ------
        InputRejectedError
            When a name has a character that no font has: a letter with a hole in a name is worse than none.
        UsageError
            When the extra is not installed.
        """
        says = dataclasses.asdict(letter.says)
        self._check_characters(letter, says)
        data = {
            "language": letter.language.value,
            "says": says,
            "bars": list_bars(letter.waterfall),
            "logo": list(self._logo or b""),
            "picture": list(picture or b""),
        }
        return self.compile(f"{TEMPLATE_STEMS[letter.kind]}.typ", {"letter": json.dumps(data, ensure_ascii=False)})

    def compile(self, page: str, inputs: dict[str, str]) -> bytes:
        """Return the page of the shipped folder `page` as PDF, with `inputs` as its data."""
        source = str(find_shipped_folder("templates") / page)
        is_wide = any(not self._characters.issuperset(map(ord, _visible(text))) for text in inputs.values())
        fonts = (_WIDE_FONT, _FONT) if is_wide else (_FONT, _WIDE_FONT)
        inputs = {**inputs, "fonts": ";".join(fonts)}
        compiler = self._compiler if not self._missing(*inputs.values()) else self._system_compiler
        bytes(_ROOM_BYTES)  # without room the compiler ends the program with a trace of its own
        made = compiler.compile(input=source, format="pdf", sys_inputs=inputs, timestamp=_NO_CLOCK)
        return bytes(made)

    @cached_property
    def _compiler(self) -> Any:
        return self._make_compiler(with_system=False)

    @cached_property
    def _system_compiler(self) -> Any:
        return self._make_compiler(with_system=True)

    def _make_compiler(self, with_system: bool) -> Any:
        bytes(_ROOM_BYTES)
        try:
            import typst
        except ImportError as error:
            if is_lack_of_memory(error):
                raise
            text = Text(
                "PDF letters need the extra 'letters': pip install 'planner[letters]'",
                "生成 PDF 需要安装附加组件：pip install 'planner[letters]'",
            )
            raise UsageError(text) from error
        fonts = typst.Fonts(
            include_system_fonts=with_system,
            include_embedded_fonts=False,
            font_paths=[str(find_font().parent), str(find_wide_font().parent)],
        )
        return typst.Compiler(root=str(find_shipped_folder("templates")), font_paths=fonts)

    @cached_property
    def _characters(self) -> frozenset[int]:
        return _characters_of(find_font())

    @cached_property
    def _all_characters(self) -> frozenset[int]:
        return self._characters | _characters_of(find_wide_font())

    def _missing(self, *texts: str) -> frozenset[str]:
        return frozenset(c for text in texts for c in _visible(text) if ord(c) not in self._all_characters)

    def _check_characters(self, letter: Letter, says: dict[str, Any]) -> None:
        lacking = self._missing(json.dumps(says, ensure_ascii=False))
        missing = sorted(c for c in lacking if ord(c) not in list_system_characters())
        if missing:
            found = Text("the fonts of PDF letters have no {c}", "PDF 字体缺少字符 {c}").format(
                c=" ".join(missing[:20])
            )
            remedy = Text("Make this letter with --format docx.", "请对该责任书使用 --format docx。")
            finding = Finding("letter_font", Severity.ERROR, Place(letter.key), found, remedy=remedy)
            raise InputRejectedError(Text(*(finding_words(finding))), (finding,))


@cache
def list_system_characters() -> frozenset[int]:
    """Return the characters that the fonts of this machine have."""
    from matplotlib.font_manager import findSystemFonts

    found: set[int] = set()
    for font in findSystemFonts():
        with contextlib.suppress(OSError, RuntimeError):  # a font that cannot be opened has none
            found |= _characters_of(Path(font))
    return frozenset(found)


def _characters_of(font: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font)).get_charmap())


def _visible(text: str) -> set[str]:
    return {c for c in text if not c.isspace()}


def finding_words(finding: Finding) -> tuple[str, str]:
    """Return what was found and what to do, in both languages."""
    return f"{finding.found.en}. {finding.remedy.en}", f"{finding.found.zh}。{finding.remedy.zh}"


def list_bars(steps: tuple[WaterfallStep, ...]) -> list[dict[str, Any]]:
    """Return the bars of a waterfall as shares of its height, as the page draws them."""
    spans = stack_steps(steps)
    top = max((max(span) for span in spans), default=0)
    low = min((min(span) for span in spans), default=0)
    top, low = max(top, 0), min(low, 0)
    height = max(top - low, 1)
    return [
        {
            "name": step.name,
            "label": format_money(step.cents) if step.is_total else format_change(step.cents),
            "top": (max(span) - low) / height,
            "bottom": (min(span) - low) / height,
            "end": (span[1] - low) / height,
            "ground": -low / height,
            "joins": i + 1 < len(steps) and not is_reference(steps, i),
            "colour": colour_of_bar(steps, i),
        }
        for i, (step, span) in enumerate(zip(steps, spans, strict=True))
    ]
