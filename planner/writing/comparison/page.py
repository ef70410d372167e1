"""The comparison as one self-contained HTML page: opens from a mail attachment, asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files

from planner.domain.choices import Channel
from planner.language import Language, Text
from planner.results.comparison import ComparedCase, Comparison
from planner.results.metrics import metric_named
from planner.tables.columns.column import Kind
from planner.tables.registry import table_named
from planner.tables.results.comparison_sheets import LABELS, PAGE_WORDS
from planner.tables.words.choice_words import word_of
from planner.writing.layout.cell_words import cell_words, row_words

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {script_hash}; style-src {style_hash}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>planner</title>
<style>{style}</style>
</head>
<body>
<main id="page"></main>
<noscript>This page needs JavaScript. / 本页需要启用 JavaScript。</noscript>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def build_comparison_page(comparison: Comparison, language: Language, with_names: bool = True) -> bytes:
    """Return the page. It holds both languages and opens in `language`; without names, seats show no person."""
    folder = files("planner.writing.comparison") / "page_parts"
    script = (folder / "comparison.js").read_text(encoding="utf-8")
    style = (folder / "comparison.css").read_text(encoding="utf-8")
    page = _PAGE.format(
        script_hash=_source_hash(script),
        style_hash=_source_hash(style),
        style=style,
        script=script,
        data=_for_script(_page_content(comparison, language, with_names)),
    )
    return page.encode()


def _source_hash(source: str) -> str:
    """Return how the content security policy names a source: nothing else may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _for_script(content: object) -> str:
    """Return JSON that cannot end the script element that holds it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _page_content(comparison: Comparison, language: Language, with_names: bool) -> dict[str, object]:
    return {
        "language": language.value,
        "company": comparison.company,
        "year": comparison.years,
        "currency": comparison.currency,
        "metrics": [
            {"key": m.key, "name": _pair(m.name), "kind": m.kind.value, "better": m.better} for m in comparison.metrics
        ],
        "channels": {c.value: _pair(word_of(c)) for c in Channel},
        "words": {key: _pair(text) for key, text in (LABELS | PAGE_WORDS).items()},
        "cases": [_case_content(c, with_names) for c in comparison.cases],
        "facts": [[_pair(label), value] for label, value in comparison.facts],
    }


def _case_content(case: ComparedCase, with_names: bool) -> dict[str, object]:
    figures = case.figures
    content: dict[str, object] = {
        "title": _pair(case.title),
        "description": _pair(case.description),
        "outcome": _pair(word_of(case.outcome)),
        "message": _pair(case.message),
        "conflicts": [_pair(c) for c in case.conflicts],
        "way_out": _pair(case.way_out),
        "cells": [
            {
                "sheet": _pair(table_named(c.table).sheet),
                "row": _pair(row_words(table_named(c.table), c.row)),
                "column": _pair(table_named(c.table).column(c.field).header),
                "before": _pair(cell_words(table_named(c.table).column(c.field), c.before)),
                "after": _pair(cell_words(table_named(c.table).column(c.field), c.after)),
            }
            for c in case.cells
        ],
    }
    if figures is not None:
        content |= {
            "metrics": {k: v / 100 if metric_named(k).kind is Kind.MONEY else v for k, v in figures.metrics.items()},
            "units": [[u.unit, u.channel.value] for u in figures.units],
            "teams": [[t.team, t.heads + t.hires, t.target_cents / 100, t.revenue_cents / 100] for t in figures.teams],
            "seats": [[s.seat, s.team, s.rep if with_names else None, s.target_cents / 100] for s in figures.seats],
        }
    return content


def _pair(text: Text) -> list[str]:
    return [text.en, text.zh]
