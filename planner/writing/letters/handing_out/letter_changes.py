"""What changed from one version of a letter to the next, told without keeping what the old one said."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from planner.language import Language, Text
from planner.writing.letters.contents.amounts import format_money
from planner.writing.letters.contents.content import LETTER_IDENTITY, Letter

_PART_NAMES: dict[str, Text] = {
    "addressee": Text("name", "姓名"),
    "team": Text("team", "团队"),
    "manager": Text("manager", "负责人"),
    "start": Text("start", "到岗月份"),
    "cushioned": Text("cushion", "加成目标"),
    "cushioned_quarters": Text("cushion", "加成目标"),
    "quarters": Text("months and quarters", "各月与各季度"),
    "products": Text("product lines", "产品线"),
    "segments": Text("segments", "客户细分"),
    "goals": Text("goals", "各项指标"),
    "accounts": Text("accounts", "客户"),
    "annex": Text("accounts", "客户"),
    "pay": Text("pay", "薪酬"),
    "pay_note": Text("pay", "薪酬"),
    "expense_budget": Text("expense budget", "费用预算"),
    "sentences": Text("how the target came about", "目标的来由"),
    "rules": Text("rules", "计划规则"),
    "members": Text("members", "成员"),
    "hires": Text("hires", "招聘"),
    "rebates": Text("rebates", "返点"),
}
_OTHER = Text("wording", "文字")
_MARK_LENGTH = 8


def mark_parts(letter: Letter) -> str:
    """Return a short mark of every part of a letter, as JSON: enough to see that a part changed, not what it said."""
    said = dataclasses.asdict(letter.says)
    marks = {
        name: hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:_MARK_LENGTH]
        for name, value in said.items()
        if name not in LETTER_IDENTITY
    }
    return json.dumps(marks, sort_keys=True)


def describe_changes(letter: Letter, old_target: float, old_parts: str, language: Language) -> str:
    """Return what differs from the version with `old_target` (currency units) and `old_parts`."""
    try:
        before = json.loads(old_parts)
    except ValueError:
        before = {}
    after = json.loads(mark_parts(letter))
    names: list[str] = []
    was = round(old_target * 100)
    if was != letter.target_cents:
        text = Text("target {a} → {b}", "目标 {a} → {b}")
        names.append(text.format(a=format_money(was), b=format_money(letter.target_cents)).choose(language))
    for part in sorted(after, key=lambda p: list(_PART_NAMES).index(p) if p in _PART_NAMES else len(_PART_NAMES)):
        if before.get(part) != after[part] and part not in ("target", "target_words", "name", "steps"):
            name = _PART_NAMES.get(part, _OTHER).choose(language)
            if name not in names:
                names.append(name)
    return Text("; ", "；").choose(language).join(names)
