"""The example company, in English and Chinese: the same numbers under other names."""

from planner.writing.example.case import build_example

__all__ = ["build_example"]
