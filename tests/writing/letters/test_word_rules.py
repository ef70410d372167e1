"""What the program writes is opened by Word without an offer of repair; what Word would repair is seen."""

from __future__ import annotations

import io
import zipfile

import pytest

from planner.cli.main import run
from planner.language import Language
from planner.shipped import find_shipped_folder
from planner.writing.letters.contents.content import LetterKind
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.rep_content import build_rep_letter
from planner.writing.letters.pages.waterfall_chart import WaterfallChart
from planner.writing.letters.templates.docx_template import fill_template, open_template
from tests.word_rules import list_word_breaches
from tests.written_plan_builder import read_named_plan, write_named_plan

TEMPLATES = sorted(find_shipped_folder("templates").glob("*.docx"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.stem)
def test_a_shipped_template_keeps_the_rules_of_word(template):
    assert list_word_breaches(template.read_bytes()) == []


def test_letters_of_all_kinds_and_the_plan_book_keep_the_rules_of_word(tmp_path):
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(write_named_plan())
    assert run(["letters", str(plan), "-o", str(tmp_path), "--who", "all", "--lang", "both", "--quiet"]) == 0
    assert run(["documents", str(plan), "-o", str(tmp_path / "book")]) == 0
    made = sorted(tmp_path.rglob("*.docx"))
    assert {p.name.split("-")[0] for p in made} >= {"rep", "team"}
    assert {p.name: list_word_breaches(p.read_bytes()) for p in made} == {p.name: [] for p in made}


def test_two_pictures_in_one_letter_have_numbers_of_their_own():
    facts = PlanFacts(read_named_plan())
    letter = build_rep_letter(facts, facts.written.plan.targets.seats[0], Language.ENGLISH)
    template = open_template(find_shipped_folder("templates") / "rep_letter_en.docx", LetterKind.REP)
    picture = WaterfallChart().draw(letter.waterfall)
    assert list_word_breaches(fill_template(template, letter, picture, picture)) == []


SHIPPED = TEMPLATES[-1].read_bytes()
BREAKS = [
    ("borders behind the look", "</w:tblPr>", "<w:tblBorders/></w:tblPr>"),
    ("alignment before spacing", '<w:spacing w:before="0"', '<w:jc w:val="left"/><w:spacing w:before="0"'),
    ("bold behind the size", '<w:sz w:val="8"/>', '<w:sz w:val="8"/><w:b/>'),
    ("a cell without a paragraph", "<w:tc>", "<w:tc></w:tc><w:tc>"),
    ("a cell too many", "<w:tc>", "<w:tc><w:p/></w:tc><w:tc>"),
    ("a relation that is not there", "<w:footerReference ", '<w:headerReference r:id="rId99"/><w:footerReference '),
]


@pytest.mark.parametrize(("before", "after"), [pytest.param(*b[1:], id=b[0]) for b in BREAKS])
def test_a_broken_rule_of_word_is_seen(before, after):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as sound, zipfile.ZipFile(broken, "w") as made:
        for name in sound.namelist():
            text = sound.read(name)
            if name == "word/document.xml":
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            made.writestr(name, text)
    assert list_word_breaches(broken.getvalue())
