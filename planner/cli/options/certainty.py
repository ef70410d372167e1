"""Options of the commands that make plans with a certainty."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.options.number_range import NumberRange

if TYPE_CHECKING:
    from planner.results.risk.robust_request import RobustRequest

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


def workbook_arguments(workbook: Path, asked: RobustRequest | None) -> str:
    """Return the workbook and the certainty asked for as they are typed on the command line."""
    words = [shlex.quote(str(workbook))]
    if asked is not None:
        words.append(f"--robust {asked.share:g}")
        if asked.revenue_cents is not None:
            words.append(f"--robust-revenue {asked.revenue_cents / 100:.12g}")
    return " ".join(words)
