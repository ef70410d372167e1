"""The closed choices of the model. Words for people are in `planner.tables.words.choice_words`."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """The five ways to serve a unit."""

    DIRECT = "direct"
    STRATEGIC_PARTNER = "strategic_partner"
    SMB_PARTNER = "smb_partner"
    SEED = "seed"
    AVOID = "avoid"

    @property
    def is_worked(self) -> bool:
        """Whether the channel takes selling effort (seed and avoid take none)."""
        return self not in (Channel.SEED, Channel.AVOID)

    @property
    def is_partner(self) -> bool:
        """Whether revenue of the channel comes through partners."""
        return self in (Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER)


class SalesMode(StrEnum):
    """How a product line is sold."""

    PRODUCT_PUSH = "product_push"
    MOTIVATION = "motivation"
    NEED_CREATION = "need_creation"


class LifecycleStage(StrEnum):
    """Life-cycle stage of a product line (informative)."""

    INTRODUCTION = "introduction"
    GROWTH = "growth"
    MATURITY = "maturity"
    DECLINE = "decline"


class Fit(StrEnum):
    """How a product line fits a segment; ``none`` excludes it there."""

    CORE = "core"
    EXPAND = "expand"
    EXPLORE = "explore"
    NONE = "none"


class Objective(StrEnum):
    """What the channel plan is best at."""

    CONTRIBUTION = "contribution"
    REVENUE = "revenue"
    COST = "cost"


class Metric(StrEnum):
    """Metrics that carry a company target. The additive ones are split, the others handed down with a weight."""

    REVENUE = "revenue"
    GROSS_PROFIT = "gross_profit"
    COLLECTIONS = "collections"
    NEW_CUSTOMERS = "new_customers"
    PIPELINE = "pipeline"
    SATISFACTION = "satisfaction"
    REPURCHASE = "repurchase"
    REFERRAL = "referral"
    SEGMENT_SHARE = "segment_share"

    @property
    def is_additive(self) -> bool:
        """Whether parts add up to the whole."""
        return self in ADDITIVE_METRICS


ADDITIVE_METRICS = (Metric.REVENUE, Metric.GROSS_PROFIT, Metric.COLLECTIONS, Metric.NEW_CUSTOMERS, Metric.PIPELINE)
MONEY_METRICS = (Metric.REVENUE, Metric.GROSS_PROFIT, Metric.COLLECTIONS, Metric.PIPELINE)


class DisplayUnit(StrEnum):
    """Unit in which the screen and the plan book's matrix show money; cells and letters hold the currency itself."""

    ONE = "one"
    THOUSAND = "thousand"
    TEN_THOUSAND = "ten_thousand"
    MILLION = "million"
    HUNDRED_MILLION = "hundred_million"

    @property
    def factor(self) -> int:
        """How many currency units one display unit is."""
        return {
            "one": 1,
            "thousand": 1_000,
            "ten_thousand": 10_000,
            "million": 1_000_000,
            "hundred_million": 100_000_000,
        }[self.value]


class CoverageRole(StrEnum):
    """In which role a team may work a segment."""

    LEAD = "lead"
    COSELL = "cosell"
    BOTH = "both"


class SeasonScope(StrEnum):
    """What a row of month shares applies to."""

    COMPANY = "company"
    PRODUCT = "product"
    SEGMENT = "segment"
    TEAM = "team"


class Strictness(StrEnum):
    """Which measures of territories may lie beyond their limits only where no plan that keeps them is found."""

    OFF = "off"
    HOURS = "hours"
    HOURS_AND_BAND = "hours_and_band"


class Disclosure(StrEnum):
    """How much a target letter tells its reader; each level tells what those before it tell."""

    TARGET = "target"
    CUSHION = "cushion"
    PAY = "pay"

    @property
    def shows_cushion(self) -> bool:
        """Whether the cushioned target stands beside the base."""
        return self is not Disclosure.TARGET

    @property
    def shows_pay(self) -> bool:
        """Whether pay at several attainments is shown."""
        return self is Disclosure.PAY


class OverrideKind(StrEnum):
    """What a person fixed by hand."""

    SEGMENT_CHANNEL = "segment_channel"
    SEGMENT_TEAM = "segment_team"
    TEAM_TARGET = "team_target"
    SEAT_TARGET = "seat_target"
    ACCOUNT_SEAT = "account_seat"


class SolveStatus(StrEnum):
    """What a solve ended with; only the first four have a plan to read."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within_gap"
    TIME_LIMIT = "time_limit"
    INTERRUPTED = "interrupted"
    INFEASIBLE = "infeasible"
    NOT_DECIDED = "not_decided"
    INVALID = "invalid"
