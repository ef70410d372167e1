"""What a customer's own template must not carry into everybody's letter: a person, an amount, a comment, a tracked change."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.writing.letters.contents.amounts import clean_name, format_money
from planner.writing.letters.contents.plan_facts import PlanFacts

_TAGS = re.compile(r"<[^>]+>")
_FIELDS = re.compile(r"\{[{%].*?[%}]\}")
_TRACKED = re.compile(rb"<w:(ins|del|moveFrom|moveTo)\b")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LEAST_HAN = 2


def find_leaks(name: str, content: bytes, facts: PlanFacts) -> list[Finding]:
    """Return what the template `name` holds of people and amounts of the plan, in any part of its file; a filled letter is no template."""
    findings: list[Finding] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.endswith(".xml")}
    if any("comments" in n for n in parts):
        _report(findings, name, Text("the template holds comments", "模板含有批注"))
    if any(_TRACKED.search(part) for part in parts.values()):
        _report(findings, name, Text("the template holds tracked changes", "模板含有修订记录"))
    text = "\n".join(_FIELDS.sub(" ", _text(part)) for part in parts.values())
    for person in _people(facts):
        if _is_in(person, text):
            _report(findings, name, Text("the template names '{p}'", "模板中出现“{p}”").format(p=person))
    for amount in sorted({format_money(s.base_cents) for s in facts.written.plan.targets.seats if s.base_cents}):
        if re.search(rf"(?<![\d,.]){re.escape(amount)}(?!\d)", text):
            _report(
                findings, name, Text("the template holds a target: {a}", "模板中出现目标金额：{a}").format(a=amount)
            )
    return findings


def _report(findings: list[Finding], template: str, found: Text) -> None:
    expected = Text("nothing of one person may stand in everybody's letter", "每份责任书都会带上该内容")
    remedy = Text("Delete it, or put the field in its place.", "请删除或改为字段。")
    findings.append(Finding("letter_template_leak", Severity.ERROR, Place(template), found, expected, remedy))


def _text(part: bytes) -> str:
    """Return the text of a part and the values of its attributes; runs of one paragraph are joined."""
    xml = part.decode("utf-8", "replace")
    values = re.findall(r'(?:author|title|descr|name|val)="([^"]*)"', xml)
    joined = _TAGS.sub("", re.sub(r"</w:p>|</w:tc>|</dc:\w+>|</cp:\w+>", "\n", xml))
    return unescape("\n".join((joined, *values)))


def _people(facts: PlanFacts) -> list[str]:
    plan_input = facts.written.plan_input
    names = [s.position.rep for s in facts.written.plan.targets.seats]
    names += [t.manager for t in plan_input.teams] + [str(p.partner) for p in plan_input.partners]
    return sorted({clean_name(n) for n in names if n and clean_name(n)})


def _is_in(person: str, text: str) -> bool:
    """Whether a name stands in the text as a word; one Chinese character alone is no name that could be told from others."""
    if _HAN.search(person):
        return len(person) >= _LEAST_HAN and person in text
    return re.search(rf"(?<!\w){re.escape(person)}(?!\w)", text) is not None
