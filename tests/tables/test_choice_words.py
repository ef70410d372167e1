"""Words for choices, as drop-down lists offer them and reading takes them."""

from __future__ import annotations

import pytest

from planner.domain.choices import Disclosure
from planner.language import Language
from planner.tables.words.choice_words import CHOICE_WORDS, FLAG_SYNONYMS, FLAG_WORDS, choice_list, spellings


@pytest.mark.parametrize("language", list(Language))
def test_every_choice_is_one_entry_of_a_drop_down_list(language: Language):
    # Excel takes a list apart at commas, and takes no list of more than 255 characters.
    offered = [words.choose(language) for words in (*CHOICE_WORDS.values(), *FLAG_WORDS.values())]
    assert [words for words in offered if "," in words] == []
    for choices in {type(c) for c in CHOICE_WORDS}:
        assert len(",".join(choice_list(choices, language))) <= 255, choices


def test_the_word_of_older_plan_workbooks_is_known_still():
    assert "target, cushion and pay" in spellings(Disclosure.PAY)


@pytest.mark.parametrize(
    ("word", "flag"), [("WAHR", True), ("FAUX", False), ("Verdadero", True), ("真", True), ("假", False)]
)
def test_true_and_false_of_other_languages_are_flags(word: str, flag: bool):
    assert word.casefold() in FLAG_SYNONYMS[flag]
    assert not set(FLAG_SYNONYMS[True]) & set(FLAG_SYNONYMS[False])
