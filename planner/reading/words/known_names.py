"""Names of a table by spelling; one that differs only in dashes, or in what stands between its words, is the same name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_BETWEEN_WORDS = re.compile(r"(?<=\w)[\s_\-\u2010-\u2015\u2212/|·・、:]+(?=\w)|[\u2010-\u2015\u2212]")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])-(?=[{_HAN}])")
_AROUND_SIGNS = re.compile(r"\s*([^\w\s])\s*")


class KnownNames(dict[str, str]):
    """Canonical name by normalised spelling; a spelling that is not known is looked up by its words alone, where they name one only.

    Examples
    --------
    >>> names = KnownNames({"emea – retail": "EMEA – Retail", "cloud / m365": "Cloud / M365"})
    >>> names.get("emea - retail"), names["cloud/m365"], "emea retail" in names, names.get("emea")
    ('EMEA – Retail', 'Cloud / M365', True, None)
    """

    _by_words: dict[str, str | None] | None = None

    def __setitem__(self, key: str, value: str) -> None:
        super().__setitem__(key, value)
        self._by_words = None

    def __missing__(self, key: str) -> str:
        found = self._named(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (isinstance(key, str) and self._named(key) is not None)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the canonical name of a normalised spelling."""
        found = super().get(key)
        if found is None and key:
            found = self._named(key)
        return default if found is None else found

    def _named(self, key: str) -> str | None:
        if self._by_words is None:
            self._by_words = {}
            for spelling, name in self.items():
                words = words_alone(spelling)
                self._by_words[words] = name if words not in self._by_words else None
        return self._by_words.get(words_alone(key))


# The same names stand in thousands of rows.
@lru_cache(maxsize=65_536)
def words_alone(normal: str) -> str:
    """Return a normalised name with a hyphen for whatever stands between its words; between Chinese characters with nothing.

    Signs that may tell names apart stay: "<50", "A+", "R&D"; so do numbers: "10-49" is not "1049".

    Examples
    --------
    >>> words_alone("emea – retail & cpg"), words_alone("大型企业 - 金融"), words_alone("10-49") == words_alone("1049")
    ('emea-retail&cpg', '大型企业金融', False)
    """
    joined = _AROUND_SIGNS.sub(r"\1", _BETWEEN_WORDS.sub("-", normal))
    return _BETWEEN_HAN.sub("", joined)
