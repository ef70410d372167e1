"""PDF letters: the same content as the Word letters, in an embedded font, with nothing cut off."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from planner.errors import InputRejectedError
from planner.language import Language
from planner.writing.letters.contents.choose_letters import list_orders
from planner.writing.letters.contents.content import AccountRow, Letter, LetterKind, RepLetter
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.pages.pdf_letter import PdfPress, list_bars, list_system_characters
from tests.written_plan_builder import NAMES, read_named_plan

PRESS = PdfPress()


def _letter(seat: str, language: Language = Language.ENGLISH) -> Letter:
    (order,) = list_orders(PlanFacts(read_named_plan()), [LetterKind.REP], [seat], [language])
    return order.build()


def _says(letter: Letter) -> RepLetter:
    assert isinstance(letter.says, RepLetter)
    return letter.says


def text_of_pdf(content: bytes) -> str:
    """Return the text of all pages without white space, which PDF sets by position."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def _squeeze(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("seat", ["F1", "F2", "F3", "F4", "D1"])
def test_a_pdf_says_what_the_letter_says(seat, language):
    letter = _letter(seat, language)
    says = _says(letter)
    text = text_of_pdf(PRESS.set(letter))
    wanted = [
        says.addressee,
        says.target,
        says.target_words,
        says.plan_hash,
        says.expense_budget,
        *says.sentences,
        *says.rules,
    ]
    for quarter in says.quarters:
        wanted += [quarter.target, quarter.first.target, quarter.second.target, quarter.third.target]
    wanted += [w for r in (*says.products, *says.segments) for w in (r.name, r.target)]
    wanted += [w for g in says.goals for w in (g.target, g.weight)]
    assert [w for w in wanted if _squeeze(w) not in text] == []


def test_a_pdf_names_nobody_else():
    for seat, name in NAMES.items():
        text = text_of_pdf(PRESS.set(_letter(seat)))
        assert [o for o in NAMES.values() if o != name and _squeeze(o) in text] == []


def test_the_chinese_font_is_embedded_and_the_same_letter_is_the_same_file():
    content = PRESS.set(_letter("F2", Language.CHINESE))
    assert content == PdfPress().set(_letter("F2", Language.CHINESE))
    fonts = [
        font.get_object()
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "NotoSansCJKsc" in descriptor["/FontName"]
        assert "/FontFile3" in descriptor


@pytest.mark.parametrize("name", ["Łucja Wiśniewska", "Şule Çağlar", "Ђорђе Џомић", "Ωμέγα Ψυχή", "Nguyễn Thị Hằng"])
def test_a_name_beyond_the_shipped_font_is_set_in_the_wider_one(name):
    letter = _letter("F1", Language.CHINESE)
    says = replace(letter.says, addressee=name)
    content = PRESS.set(replace(letter, says=says))
    assert _squeeze(name) in text_of_pdf(content)
    assert b"DejaVuSans" in content
    assert b"NotoSansCJKsc" in content  # the Chinese around it
    assert b"DejaVuSans" not in PRESS.set(letter)


def test_a_character_that_both_fonts_lack_is_taken_from_a_font_of_the_machine():
    name = next((n for n in ("カナ・テスト", "김민수") if {*map(ord, n)} <= list_system_characters()), None)
    if name is None:
        pytest.skip("no font of this machine has the Japanese dot or Hangul")
    letter = _letter("F1")
    assert _squeeze(name) in text_of_pdf(PRESS.set(replace(letter, says=replace(letter.says, addressee=name))))


def test_a_character_that_the_font_lacks_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setattr("planner.writing.letters.pages.pdf_letter.list_system_characters", frozenset)
    letter = _letter("F1")
    with pytest.raises(InputRejectedError, match=r"have no 𠮷.*--format docx"):
        PRESS.set(replace(letter, says=replace(letter.says, addressee="𠮷田")))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["X", "W" * 60, "汉" * 60, "Ł" * 60])
def test_long_names_and_large_amounts_stay_on_the_page(language, name):
    letter = _letter("F1", language)
    says = _says(letter)
    large = "9,999,999,999.99"
    rows = tuple(replace(r, name=name, target=large) for r in says.products)
    month = replace(says.quarters[0].first, target=large)
    quarters = tuple(replace(q, target=large, first=month, second=month, third=month) for q in says.quarters)
    changed = replace(says, addressee=name, name=name, target=large, products=rows, segments=rows, quarters=quarters)
    content = PRESS.set(replace(letter, says=changed))
    text = text_of_pdf(content)
    assert text.count(_squeeze(name)) >= 2 + 2 * len(rows)
    if len(name) > 1:  # broken over lines, not run over the next column
        assert name not in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert text.count(large) >= 1 + 4 * 4 + 2 * len(rows)


@pytest.mark.parametrize("count", [1, 400])
def test_many_accounts_go_to_an_annex(count):
    letter = _letter("F1")
    accounts = tuple(AccountRow(f"Account number {i:03d}", "North", "stays", "1.00") for i in range(count))
    is_long = count > 40
    says = replace(
        _says(letter),
        account_count=str(count),
        accounts=() if is_long else accounts,
        annex=accounts if is_long else (),
    )
    content = PRESS.set(replace(letter, says=says))
    text = text_of_pdf(content)
    assert [a.name for a in accounts if _squeeze(a.name) not in text] == []
    assert ("Annex" in text) is is_long
    assert (len(pypdf.PdfReader(io.BytesIO(content)).pages) > 5) is is_long


def test_bars_stand_on_what_came_before():
    bars = list_bars(_letter("F2").waterfall)
    totals = [b for b in bars if b["bottom"] == b["ground"] == 0]
    assert len(totals) >= 2
    assert all(0 <= b["bottom"] <= b["top"] <= 1 for b in bars)
    for before, bar in pairwise(bars[:-1]):
        if before["joins"]:
            assert bar["bottom"] == pytest.approx(before["end"]) or bar["top"] == pytest.approx(before["end"])
