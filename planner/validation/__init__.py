"""Is this input sound? One function a check, registered by decorator."""

from planner.validation.run import check_plan_input

__all__ = ["check_plan_input"]
