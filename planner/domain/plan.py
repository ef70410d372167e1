"""The plan: what is decided for units, teams, seats, and how good it is proven to be."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.channel_plan import Baseline, Calibration, ChannelPlan
from planner.domain.missed_target import MissedTarget
from planner.domain.risk import RobustPromise
from planner.domain.targets import TargetPlan
from planner.domain.territory import TerritoryPlan


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made this plan: enough to make it again."""

    input_sha256: str
    input_name: str
    plan_sha256: str
    scenario: str
    product_version: str
    solver: str
    settings: tuple[tuple[str, str], ...]
    warnings: int


@dataclass(frozen=True, slots=True)
class AnnualPlan:
    """A whole plan: channel plan, targets, baselines, calibration.

    `robust` where a revenue was asked to be certain; `territories` where accounts were given to seats, whose targets then follow them.
    `missed`: the targets that a plan made as a best effort does not reach; it is then marked *target not met*.
    """

    channel_plan: ChannelPlan
    targets: TargetPlan
    matrix_rule: Baseline
    as_last_year: Baseline
    calibration: Calibration
    robust: RobustPromise | None = None
    territories: TerritoryPlan | None = None
    missed: tuple[MissedTarget, ...] = ()
