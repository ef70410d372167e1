"""The program ``planner``: one room a family of commands, one file a command, loaded when it is called."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import click

from planner import __version__
from planner.cli.files.memory_limit import check_memory_limit
from planner.cli.screen.json_answer import failure_json, is_answered, json_words
from planner.cli.screen.last_words import last_words
from planner.cli.screen.signalled import note_signal, was_signalled
from planner.cli.screen.spoken import spoken
from planner.cli.screen.streams import forget_stdout, prepare_streams
from planner.errors import NO_MEMORY, ExitCode, PlannerError, is_lack_of_memory
from planner.findings import Finding
from planner.language import Language

_INTERRUPTED = "Interrupted. / 已中断。"
_NO_MEMORY = f"{NO_MEMORY.en}. Files named as written are whole. / {NO_MEMORY.zh}。已提示写出的文件完好。"
_COMMANDS = {  # by name: the module in this folder, and what the help says
    "template": ("workbook.template", "Write an empty or an example planning workbook."),
    "check": ("workbook.check", "List every fault of a planning workbook."),
    "plan": ("plan.plan", "Make the plan of a planning workbook."),
    "verify": ("workbook.verify", "Recompute a written plan from its file alone."),
    "risk": ("risk.risk", "Simulate a plan: how likely its targets are, and what hurts most."),
    "letters": ("documents.letters", "Make the target letters of a plan workbook."),
    "documents": ("documents.documents", "Write the plan book for the kick-off."),
    "territory": ("territory.territory", "Give every account to one seat: balanced, with few and cheap moves."),
    "diagnose": ("diagnose.diagnose", "Say which rules cannot hold together, and the ways out."),
    "explain": ("explain.explain", "Say why: each channel, head, rule and target, and what it is worth."),
    "options": ("explain.options", "List every way to serve each segment that could be chosen, priced."),
    "finance": ("finance.finance", "List cost-of-sales ratios, and compare with a control file of finance."),
    "scenarios": ("what_if.scenarios", "What-ifs: list, show, make their plans and compare them."),
    "sweep": ("what_if.sweep", "Vary inputs and make the plan of every point."),
    "frontier": ("what_if.frontier", "Trace what more of one figure costs of another."),
    "tornado": ("what_if.tornado", "Rank inputs by what they do to the best plan."),
    "compare": ("comparison.compare", "Compare plans already made."),
}
COLLECT_AFTER = (50_000, 20, 50)
"""After so many objects Python looks for circles of them; by itself it does every 700, and a command makes many cells and few circles."""


class LazyGroup(click.Group):
    """A group whose commands are imported when called, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a planner's work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"planner.cli.{_COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="planner")
@click.option(
    "--debug", is_flag=True, help="Show the full trace of a fault of the program (it may hold names and amounts)."
)
@click.option("--max-file-mb", type=click.IntRange(min=1), metavar="MB", help="Largest workbook file; default 200.")
@click.option(
    "--max-unpacked-mb",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Largest size of a workbook when unpacked; default 300. Only for files that you trust.",
)
@click.pass_context
def cli(ctx: click.Context, debug: bool, max_file_mb: int | None, max_unpacked_mb: int | None) -> None:
    """Annual sales planning: a channel for every segment, effort for every team, targets for every seat, with proof.

    \b
    Examples:
      planner template plan.xlsx --example
      planner check plan.xlsx
      planner plan plan.xlsx
      planner verify plan-plan.xlsx
    """
    ctx.ensure_object(dict)["debug"] = debug
    if max_file_mb or max_unpacked_mb:
        from planner.reading.archive.gate import raise_limits

        ctx.with_resource(raise_limits(max_file_mb, max_unpacked_mb))


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    gc.set_threshold(*COLLECT_AFTER)
    prepare_streams()
    signal.signal(signal.SIGTERM, _interrupt)
    hangup = getattr(signal, "SIGHUP", None)  # the terminal was closed; Windows has none
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_DFL:  # not under nohup
        signal.signal(hangup, _interrupt)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not in a job that the shell shields from Ctrl-C
        signal.signal(signal.SIGINT, _interrupt)
    code = run(arguments)
    if code == ExitCode.INTERRUPTED:
        _leave_at_once(code)
    gc.freeze()  # what is left goes with the process: to look through it for circles once more takes a fifth of a second
    sys.exit(code)


def _leave_at_once(code: int) -> None:
    """Leave without taking the interpreter apart: a library that was only half loaded when the signal came may end in a fault then, and so does
    the solver of a search that still counts in a thread of its own. Nothing is done at exit while there is one, as that may wait for it.
    """
    if threading.active_count() == 1:
        atexit._run_exitfuncs()  # temporary files of libraries
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


_STOPS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))


def _interrupt(number: int, frame: Any) -> None:
    """Let a polite kill clean up as Ctrl-C does: no temporary file stays."""
    note_signal()
    raise KeyboardInterrupt


@contextlib.contextmanager
def _heard_until_its_end() -> Iterator[None]:
    """Ignore signals once what is inside is over: its last words and exit code stand, and a second Ctrl-C among them would end in a trace."""
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number in _STOPS:
                if signal.getsignal(number) is _interrupt:
                    signal.signal(number, signal.SIG_IGN)


def run(arguments: list[str] | None = None) -> int:
    """Run the program; return its exit code. Every error is one message on stderr."""
    words = sys.argv[1:] if arguments is None else arguments
    notes: dict[str, object] = {}
    code = _run_command(words, notes)
    for text, late_code in last_words(notes):
        _say(text.choose(_language(words, spoken(notes))))
        code = code or int(late_code)
    return code


def _run_command(words: list[str], notes: dict[str, object]) -> int:
    """Run the command; return its exit code, and leave in `notes` what is to be known when it is over."""

    def fail(code: ExitCode, message: str, findings: Sequence[Finding] = ()) -> int:
        """Tell why the command fails; return its exit code."""
        _say(message)
        return answer(code, message, findings)

    def answer(code: ExitCode, message: str, findings: Sequence[Finding]) -> int:
        """Print a failure on stdout where --json asks for an object and none was printed; return its exit code."""
        if "--json" in words and not is_answered(notes):
            # Where stdout or the memory is what fails, the message and the exit code are all there is.
            with contextlib.suppress(OSError, ValueError, MemoryError):
                click.echo(json_words(failure_json(code, message, findings, _language(words, spoken(notes)))))
        return int(code)

    try:
        with _heard_until_its_end():
            check_memory_limit()
            result: Any = cli.main(args=words, prog_name="planner", standalone_mode=False, obj=notes)
            sys.stdout.flush()
        return int(result) if isinstance(result, int) else int(ExitCode.DONE)
    except PlannerError as error:
        return fail(error.exit_code, error.message(_language(words, spoken(notes))), error.findings)
    except click.exceptions.Exit as error:
        return int(error.exit_code)
    except click.ClickException as error:
        error.show()
        return answer(ExitCode.WRONG_USAGE, error.format_message(), ())
    except (KeyboardInterrupt, click.Abort):
        return fail(ExitCode.INTERRUPTED, _INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # The reader of stdout left (click makes a SystemExit of it); what was asked for is done. Closing stdout again must not raise.
        forget_stdout()
        return int(ExitCode.DONE)
    except OSError as error:
        # The files of a command have their own errors; what is left is most often a full disk behind standard output.
        if "--debug" in words:
            raise
        if is_lack_of_memory(error):
            return fail(ExitCode.CANNOT_READ_OR_WRITE, _NO_MEMORY)
        why = error.strerror or str(error)
        code = fail(
            ExitCode.CANNOT_READ_OR_WRITE,
            f"Cannot read or write: {why}. Files named as written are whole. / 无法读写：{why}。已提示写出的文件完好。",
        )
        forget_stdout()
        return code
    except Exception as error:
        if was_signalled():  # a library that is being imported makes an ImportError of it
            return fail(ExitCode.INTERRUPTED, _INTERRUPTED)
        if "--debug" in words:
            raise
        if is_lack_of_memory(error):
            return fail(ExitCode.CANNOT_READ_OR_WRITE, _NO_MEMORY)
        if isinstance(error, ImportError) and not (error.name or "").startswith("planner"):
            return fail(
                ExitCode.CANNOT_READ_OR_WRITE,
                f"A library cannot be loaded: {error}. Install planner again. / 无法加载程序库：{error}。请重新安装 planner。",
            )
        words_of_fault = (
            f"Program fault ({type(error).__name__}); nothing was written. Run again with: planner --debug …"
        )
        return fail(ExitCode.PROGRAM_FAULT, words_of_fault)


def _say(message: str) -> None:
    try:
        click.echo(message, err=True)
    except OSError:
        return
    except MemoryError:  # the bytes of the message alone
        with contextlib.suppress(OSError):
            os.write(2, message.encode() + b"\n")


def _language(words: list[str], workbook: Language | None) -> Language:
    """Return the language asked for with --lang; else that of the workbook that was read; else Chinese where a file or the system is."""
    for i, word in enumerate(words):
        if (word == "--lang" and i + 1 < len(words)) or word.startswith("--lang="):
            value = word.split("=", 1)[1] if "=" in word else words[i + 1]
            return Language.CHINESE if value == "zh" else Language.ENGLISH
    if workbook is not None:
        return workbook
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    is_chinese = system.casefold().startswith("zh") or any("\u4e00" <= c <= "\u9fff" for c in "".join(words))
    return Language.CHINESE if is_chinese else Language.ENGLISH
