"""Options of the commands that make plans with a certainty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from planner.cli.number_range import NumberRange

_Command = TypeVar("_Command", bound=Callable[..., Any])


def certainty_options(words: str) -> Callable[[_Command], _Command]:
    """Return the decorator that adds --robust, explained by `words`, and --robust-revenue."""
    share = click.option("--robust", type=NumberRange(0.01, 0.99), metavar="SHARE", help=words)
    revenue = click.option(
        "--robust-revenue",
        type=NumberRange(min=0, min_open=True),
        metavar="AMOUNT",
        help="With --robust: this revenue instead of the company's target.",
    )

    def decorate(command: _Command) -> _Command:
        return share(revenue(command))

    return decorate
