"""What every command that takes a planning workbook begins with."""

from planner.validation.workbook import read_and_check

__all__ = ["read_and_check"]
