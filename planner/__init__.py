"""planner: an annual sales-planning and territory-allocation optimizer.

``read_workbook``, ``make_plan``, ``write_plan``, ``verify_workbook``, ``unit_table``, ``write_example`` are loaded when first used, so that
``import planner`` stays light; see `planner.api`.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

__all__ = [
    "Plan",
    "Workbook",
    "__version__",
    "make_plan",
    "read_workbook",
    "unit_table",
    "verify_workbook",
    "write_example",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    # By name, not by an import statement: modules below `planner.api` import this package for its version.
    if name in __all__:
        import importlib

        return getattr(importlib.import_module("planner.api"), name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
