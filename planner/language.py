"""Texts in the two languages of the product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages of workbooks, findings, letters and reports."""

    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """One text, in English and simplified Chinese, declared side by side.

    Examples
    --------
    >>> Text("row {row}", "第 {row} 行").format(row=3).zh
    '第 3 行'
    """

    en: str
    zh: str

    def format(self, **values: object) -> Text:
        """Return both languages with their placeholders filled; a `Text` value is filled by language."""
        return Text(
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
            self.zh.format(**{k: v.zh if isinstance(v, Text) else v for k, v in values.items()}),
        )

    def choose(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language is Language.CHINESE else self.en

    @staticmethod
    def same(text: str) -> Text:
        """Return a text that reads the same in both languages (a name, a number)."""
        return Text(text, text)

    @staticmethod
    def join(parts: Iterable[Text], en: str = ", ", zh: str = "、") -> Text:
        """Return `parts` as one text, with `en` and `zh` between them.

        Examples
        --------
        >>> Text.join([Text("team", "团队"), Text("seat", "席位")])
        Text(en='team, seat', zh='团队、席位')
        """
        told = tuple(parts)
        return Text(en.join(p.en for p in told), zh.join(p.zh for p in told))


NO_TEXT = Text("", "")
"""The empty text."""
