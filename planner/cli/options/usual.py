"""What the same word stands for in every command: files, -o, --lang, --json, --accounts, --force, --quiet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder; whether it can be read is found out by opening it, in words of both languages."""

WORKBOOK = click.argument("workbook", type=FILE)
PLAN_WORKBOOK = click.argument("plan_workbook", type=FILE)
ACCOUNTS = click.option("--accounts", type=FILE, help="Accounts from this .csv or .parquet file instead of the sheet.")
FORCE = click.option("--force", is_flag=True, help="Replace the output when it exists.")
QUIET = click.option("--quiet", is_flag=True, help="No progress.")


def output_option(words: str) -> Callable[[_Command], _Command]:
    """Return the decorator that adds -o, explained by `words`."""
    return click.option("-o", "--output", type=FILE, help=words)


def language_option(words: str = "Language; default: the workbook's.") -> Callable[[_Command], _Command]:
    """Return the decorator that adds --lang, explained by `words`."""
    return click.option("--lang", type=click.Choice(["en", "zh"]), help=words)


def json_option(words: str = "Print the result as one JSON object on stdout.") -> Callable[[_Command], _Command]:
    """Return the decorator that adds --json, explained by `words`."""
    return click.option("--json", "as_json", is_flag=True, help=words)
