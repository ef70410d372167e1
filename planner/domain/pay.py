"""How pay moves with attainment: bonuses, commission rates, what partners deposited, what selling expense is released."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.identifiers import Cents, TeamId


@dataclass(frozen=True, slots=True)
class PayTerms:
    """One team's variable pay; base pay, benefits and managers' pay stand on sheet Teams. Attainment is revenue ÷ target, 1 = reached.

    `process_bonus_cents`: per head and year at full score; `process_score`: share of it that is expected. `commission_cap`: most commission, as a
    multiple of the commission at attainment 1. `manager_bonus_cents`: a year at attainment 1, paid in proportion from `manager_bonus_from` on.
    `benefits_share`: benefits due on commission and the manager's bonus. `deposit_cents`: what the team's partners deposited; it goes back whole
    from attainment `deposit_return_from` on and in proportion below. `release_share`: how far spending on expense and travel may run ahead of
    attainment; ``None``: all is released.
    """

    team: TeamId
    process_bonus_cents: Cents
    process_score: float
    commission_cap: float | None
    manager_bonus_cents: Cents
    manager_bonus_from: float
    benefits_share: float
    deposit_cents: Cents
    deposit_return_from: float
    release_share: float | None


@dataclass(frozen=True, slots=True)
class CommissionRate:
    """From an attainment or an amount of revenue on, what is above it earns `rate`, up to the next row; one of the two is given.

    `team` ``None`` is every team without rows of its own.
    """

    team: TeamId | None
    from_attainment: float | None
    from_revenue_cents: Cents | None
    rate: float
