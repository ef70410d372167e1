"""Which letters are asked for: of seats, teams, partners; some or all; in one language or both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from planner.errors import UsageError
from planner.language import Language, Text
from planner.writing.letters.contents.content import Letter, LetterKind
from planner.writing.letters.contents.partner_content import build_partner_letter, share_over_partners
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.rep_content import build_rep_letter
from planner.writing.letters.contents.team_content import build_team_letter


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """One letter to be made; `build` makes its content and can reach nothing but that letter's facts."""

    kind: LetterKind
    key: str
    language: Language
    build: Callable[[], Letter]


def list_orders(
    facts: PlanFacts, kinds: Sequence[LetterKind], only: Sequence[str], languages: Sequence[Language]
) -> list[LetterOrder]:
    """Return the letters of `kinds`, of the keys in `only` (all when empty), in every one of `languages`, in the plan's order.

    Raises
    ------
    UsageError
        When a key of `only` names no seat, team or partner that gets a letter of these kinds.
    """
    found = [order for language in languages for kind in kinds for order in _orders_of(facts, kind, language)]
    known = {order.key for order in found}
    unknown = [key for key in only if key not in known]
    if unknown:
        text = Text(
            "The plan has no letter for: {k}. Nothing was written.", "计划中没有以下对象的责任书：{k}。未写入任何内容。"
        )
        raise UsageError(text.format(k=", ".join(unknown[:20])))
    return [order for order in found if not only or order.key in set(only)]


def _orders_of(facts: PlanFacts, kind: LetterKind, language: Language) -> Iterator[LetterOrder]:
    if kind is LetterKind.REP:
        for seat in facts.written.plan.targets.seats:
            yield LetterOrder(kind, seat.position.seat, language, partial(build_rep_letter, facts, seat, language))
    elif kind is LetterKind.TEAM:
        for team in facts.written.plan.targets.teams:
            if team.base_cents or facts.seats_of.get(team.team):
                yield LetterOrder(kind, team.team, language, partial(build_team_letter, facts, team, language))
    else:
        shares = share_over_partners(facts)
        for partner in facts.written.plan_input.partners:
            if partner.partner in shares:
                build = partial(build_partner_letter, facts, partner, shares[partner.partner], language)
                yield LetterOrder(kind, partner.partner, language, build)
