"""Numbers on the command line: within a range, and numbers at all."""

from __future__ import annotations

import math
from typing import Any

import click


class NumberRange(click.FloatRange):
    """A number within a range. ``nan``, which compares with nothing and so passes every range, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return `value` as a number.

        Raises
        ------
        click.BadParameter
            When it is none, or lies outside the range.
        """
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number
