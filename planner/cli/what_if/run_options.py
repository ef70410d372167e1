"""Options that all commands share which make many plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.options.certainty import certainty_options
from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import FILE, FORCE, QUIET, language_option, output_option

if TYPE_CHECKING:
    from planner.cli.what_if.case_run import RunWishes

_Command = TypeVar("_Command", bound=Callable[..., Any])


def run_options(word: str, with_certainty: bool = True) -> Callable[[_Command], _Command]:
    """Return the decorator that adds them; `word` is in the default name of the output. `with_certainty`: also --robust."""
    options = [
        output_option(f"Workbook to write; default: NAME-{word}.xlsx."),
        click.option(
            "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes on this machine."
        ),
        click.option("--cluster", help="Address of a Dask cluster, e.g. tcp://10.0.0.5:8786 (extra planner[cluster])."),
        click.option("--cache", type=FILE, help="Folder of solved cases; default: .planner-cache beside WORKBOOK."),
        click.option("--no-cache", is_flag=True, help="Solve everything, keep nothing."),
        click.option("--gap", type=NumberRange(0, 1), help="Proven distance from the best at which to stop a solve."),
        click.option("--time-limit", type=NumberRange(min=0.1), help="Seconds for each solve."),
        language_option(),
        FORCE,
        QUIET,
    ]
    if with_certainty:
        options.append(
            certainty_options("Every plan reaches its company target in this share of simulated years, e.g. 0.8.")
        )

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def wishes_of(workbook: Path, options: Mapping[str, Any], is_explained: bool = False) -> RunWishes:
    """Return what these options ask for; with `is_explained`, cases without a plan say which rules conflict."""
    from planner.api import ask_certainty
    from planner.cli.what_if.case_run import CACHE_NAME, RunWishes

    cache = None if options["no_cache"] else options["cache"] or workbook.with_name(CACHE_NAME)
    return RunWishes(
        options["jobs"],
        options["gap"],
        options["time_limit"],
        options["quiet"],
        cache,
        options["cluster"],
        is_explained,
        ask_certainty(options.get("robust"), options.get("robust_revenue")),
    )
