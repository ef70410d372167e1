"""planner: an annual sales-planning and territory-allocation optimizer.

``read_workbook``, ``make_plan``, ``write_plan``, ``verify_workbook``, ``simulate_plan``, ``unit_table``, ``write_example`` are loaded when
first used, so that ``import planner`` stays light; see `planner.api`. So are ``make_scenario``, ``run_scenarios``, ``run_sweep``, ``trace_frontier``,
``comparison_table`` and ``write_comparison``; see `planner.what_if`.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

__all__ = [
    "Plan",
    "Workbook",
    "__version__",
    "comparison_table",
    "make_plan",
    "make_scenario",
    "read_workbook",
    "run_scenarios",
    "run_sweep",
    "simulate_plan",
    "trace_frontier",
    "unit_table",
    "verify_workbook",
    "write_comparison",
    "write_example",
    "write_plan",
]

_WHAT_IF = (
    "comparison_table",
    "make_scenario",
    "run_scenarios",
    "run_sweep",
    "trace_frontier",
    "write_comparison",
)


def __getattr__(name: str) -> Any:
    # By name, not by an import statement: modules below `planner.api` import this package for its version.
    if name in __all__:
        import importlib

        return getattr(importlib.import_module("planner.what_if" if name in _WHAT_IF else "planner.api"), name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
