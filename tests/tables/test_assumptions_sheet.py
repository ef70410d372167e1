"""Defaults stand on sheet Assumptions in the words of the lists, in the sheet's language alone."""

from __future__ import annotations

import re

from planner.domain.choices import SalesMode
from planner.tables.inputs.channels import CHANNELS, DEFAULT_CHANNELS
from planner.tables.registry import INPUT_TABLES
from planner.tables.results.assumptions_sheet import default_words
from planner.tables.settings.settings import SETTINGS


def test_no_default_mixes_languages_or_shows_a_code():
    columns = [c for t in INPUT_TABLES for c in t.columns if not c.is_required and c.default is not None]
    values = [(c, c.default) for c in columns]
    values += [(c, getattr(terms, c.field)) for terms in DEFAULT_CHANNELS.values() for c in CHANNELS.columns]
    words = [default_words(column, value) for column, value in values]
    assert len(words) > 100
    assert [w.en for w in words if re.search("[\u4e00-\u9fff_]", w.en) or w.en.endswith(".0")] == []
    assert [w.zh for w in words if re.search("[A-Za-z_]", w.zh)] == []


def test_defaults_are_written_for_people():
    modes = CHANNELS.column("sales_modes")
    limit = SETTINGS.column("time_limit_seconds")
    both = (SalesMode.PRODUCT_PUSH, SalesMode.NEED_CREATION)
    assert default_words(modes, both).en == "product push; need creation"
    assert default_words(modes, both).zh == "产品推销；需求激发"
    assert default_words(limit, 1200.0).zh == "1,200"
    assert default_words(SETTINGS.column("count_partner_margin"), False).zh == "否"
