"""Territories: which seat owns which account, why, and how good that is proven to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.choices import SolveStatus
from planner.domain.identifiers import AccountId, Cents, SeatId, TeamId

BAND_TOLERANCE = 1e-6
"""Rounding: so much beyond a capacity or a band, as a share of it, is none (4 seconds of 1,200 hours)."""


class OwnerRole(StrEnum):
    """As what a seat serves an account; accounts of seeded and avoided segments lie in the registration pool."""

    LEAD = "lead"
    COSELL = "cosell"
    POOL = "pool"


class OwnerReason(StrEnum):
    """Why an account is where it is."""

    KEPT = "kept"
    LOCKED = "locked"
    DECIDED = "decided"
    NEW = "new"
    OWNER_GONE = "owner_gone"
    TEAM_CHANGED = "team_changed"
    OWNER_EXCLUDED = "owner_excluded"
    FAMILY = "family"
    BALANCE = "balance"
    POOL = "pool"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Ownership:
    """One account (in one role) and its seat.

    `handover_cents` is the revenue that the change is expected to lose, `travel_cents` a year's travel. `second_cost_cents` is what the plan
    would cost more with this account (and its family) at `second_seat` and all else unchanged; both ``None`` where only one seat may own it.
    Of an account that a person decided, `decision` says who and why, and the second seat is the best one without the decision: minus its
    cost is the price of the decision.
    """

    account: AccountId
    role: OwnerRole
    team: TeamId | None
    seat: SeatId | None
    owner: str | None
    reason: OwnerReason
    handover_cents: Cents = 0
    travel_cents: Cents = 0
    second_seat: SeatId | None = None
    second_cost_cents: Cents | None = None
    decision: str | None = None

    @property
    def is_move(self) -> bool:
        """Whether the account changes hands: it had an owner, and gets another."""
        return self.owner is not None and self.seat is not None and self.seat != self.owner


@dataclass(frozen=True, slots=True)
class SeatLoad:
    """What a seat carries: accounts, potential, last year's revenue, expected revenue (cents a year), hours a year."""

    accounts: int
    potential_cents: Cents
    revenue_cents: Cents
    expected_cents: Cents
    hours: float


@dataclass(frozen=True, slots=True)
class TerritorySeat:
    """One seat's territory before and after.

    `capacity_hours` a year after ramp, presence and leave; `fair_potential_cents` its share of the potential that it may own, by capacity;
    `fair_before_cents` the same among the seats in place today, by what each has in a full month: a seat whose ramp lies in the plan year owns a
    whole book already. 0 for a seat that is not in place yet.
    """

    seat: SeatId
    team: TeamId
    rep: str | None
    is_new_hire: bool
    capacity_hours: float
    fair_before_cents: float
    fair_potential_cents: float
    band_share: float
    before: SeatLoad
    after: SeatLoad

    @property
    def deviation(self) -> float:
        """Potential ÷ fair share − 1; 0 without a fair share."""
        return self.after.potential_cents / self.fair_potential_cents - 1 if self.fair_potential_cents else 0.0

    @property
    def deviation_before(self) -> float:
        """The same with today's accounts and the share among seats in place today."""
        return self.before.potential_cents / self.fair_before_cents - 1 if self.fair_before_cents else 0.0

    @property
    def hours_beyond(self) -> float:
        """Hours beyond capacity; 0 up to rounding."""
        beyond = self.after.hours - self.capacity_hours
        return beyond if beyond > BAND_TOLERANCE * self.capacity_hours else 0.0

    @property
    def use(self) -> float:
        """Hours ÷ capacity; 0 without capacity."""
        return self.after.hours / self.capacity_hours if self.capacity_hours else 0.0


IN_ORDER = "in order"
"""Method of territories whose goals were put in order."""
FEW_CHANGES = " + limited changes"
"""End of the method of territories that may differ from others in so many accounts only, as after a move by hand."""
BALANCE_GOAL = "balance"
COST_GOAL = "cost"
"""All terms together, the last goal of every order."""
ORDER_ROOM = 0.005
"""So much worse than it was in its turn may a goal become for those after it, as a share of it; balance at least as a share of fair shares."""
GOAL_TERMS: dict[str, tuple[str, ...]] = {
    "overload": ("workload_capacity",),
    "band": ("potential_balance", "target_balance", "account_count_band"),
    "new_hires": ("new_hire_book",),
    BALANCE_GOAL: ("imbalance",),
    "disruption": ("handover",),
    "travel": ("travel",),
}
"""Goals that may be put in order, by the terms of the cost that each is."""


def order_room(value: float, fair: float = 0.0) -> float:
    """Return by how many cents a goal that reached `value` may become worse for those after it.

    `fair` is what balance would cost if every seat were a whole fair share away from it, 0 for other goals. A reached 0 is a rule kept elsewhere;
    of balance it is an accident, and next to no room for what follows.
    """
    return ORDER_ROOM * max(value, fair)


@dataclass(frozen=True, slots=True)
class OrderStage:
    """A goal, what it reached in its turn, and what no plan could go below while the goals before it keep their room; cents a year.

    `is_usual`: the workbook prices the goal at nothing, so it is measured at the usual price.
    """

    goal: str
    value: float
    bound: float
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class TerritoryReport:
    """How the search ended. Costs are cents a year; `terms` add up to `objective_cents` to a cent a term.

    `bound_cents`: no plan under the rules costs less. `gap` = (objective − bound) ÷ max(1, objective).
    `unavoidable_hours`: where hours are strict and some lie beyond capacity, so many do in every plan, by proof.
    `stages`: goals that were put in order, the first first.
    """

    status: SolveStatus
    objective_cents: float
    bound_cents: float
    terms: tuple[tuple[str, float], ...]
    moves: int
    moved_revenue_cents: Cents
    nodes: int
    pairs: int
    seconds: float
    method: str
    is_band_derived: bool
    keep_all_cents: float
    unavoidable_hours: float = 0.0
    stages: tuple[OrderStage, ...] = ()

    @property
    def gap_cents(self) -> float:
        """Most that a better plan could save."""
        return max(0.0, self.objective_cents - self.bound_cents)

    @property
    def gap(self) -> float:
        """The same as a share of the cost."""
        return self.gap_cents / max(1.0, self.objective_cents)

    @property
    def is_late(self) -> bool:
        """Whether the time limit cut the search off."""
        return self.status is SolveStatus.TIME_LIMIT


@dataclass(frozen=True, slots=True)
class TerritoryPlan:
    """Every account with its seat, every seat with its territory, and the proof."""

    ownerships: tuple[Ownership, ...]
    seats: tuple[TerritorySeat, ...]
    report: TerritoryReport

    @property
    def moves(self) -> tuple[Ownership, ...]:
        """Accounts that change hands."""
        return tuple(o for o in self.ownerships if o.is_move)

    @property
    def without_seat(self) -> tuple[AccountId, ...]:
        """Accounts that no seat may own, or co-sell; each once."""
        return tuple(dict.fromkeys(o.account for o in self.ownerships if o.reason is OwnerReason.NOBODY))

    @property
    def worst_deviation(self) -> float:
        """Largest deviation of a seat from its fair share, up or down; 0 without seats."""
        return max((abs(s.deviation) for s in self.seats), default=0.0)

    @property
    def worst_deviation_before(self) -> float:
        """The same with today's accounts."""
        return max((abs(s.deviation_before) for s in self.seats), default=0.0)
