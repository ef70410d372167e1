"""What letters and the plan book say of a best effort: a plan that does not reach what the company asks for."""

from __future__ import annotations

from planner.language import Language, Text
from planner.results.missed_targets import missed_words
from planner.tables.results.missed_targets import NOT_MET
from planner.writing.letters.contents.plan_facts import PlanFacts

_COMPANY_RULE = "revenue_floor"
_NOTE = Text(
    "{x}: the plan expects less revenue than the company's target asks for; targets are handed out in full all the same.",
    "{x}：计划的预期收入低于公司目标的要求；各项目标仍按原额下达。",
)


def list_missed(facts: PlanFacts, language: Language) -> tuple[str, ...]:
    """Return a sentence with its figures for every target that the plan misses, for those who see the whole plan."""
    written = facts.written
    return tuple(f"{missed_words(written.plan_input, m).choose(language)}." for m in written.plan.missed)


def note_missed(facts: PlanFacts, language: Language) -> tuple[str, ...]:
    """Return what a person is told whose target comes from such a plan, without the company's figures; nothing where the company's target is met."""
    is_missed = any(m.rule == _COMPANY_RULE for m in facts.written.plan.missed)
    return (_NOTE.format(x=NOT_MET).choose(language),) if is_missed else ()
