"""An output that could not be opened or written is refused before any work: here the input is not even there."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import tempfile
from pathlib import Path

import click
import pytest

from planner.cli.files.output_name import choose_output, free_names
from planner.cli.main import cli, run
from planner.cli.screen.last_words import last_words
from planner.errors import FileAccessError
from planner.writing.files.atomic import check_output, write_atomically

BOOK = "absent.xlsx"
COMMANDS = {
    ("template",): [],
    ("plan",): [BOOK],
    ("risk",): [BOOK],
    ("documents",): [BOOK],
    ("letters",): [BOOK],
    ("territory",): [BOOK],
    ("diagnose",): [BOOK, "--apply", "1"],
    ("scenarios", "run"): [BOOK],
    ("sweep",): [BOOK, "--vary", "Settings.company_target=1,2"],
    ("frontier",): [BOOK],
    ("tornado",): [BOOK],
    ("compare",): [BOOK],
    ("options",): [BOOK],
    ("check",): [BOOK],
}
OPTIONS = {"check": "--marked"}
ENDINGS = {"documents": ".docx", "letters": "", "options": ".csv"}
"""What the names of outputs end in that are no workbook."""


def _call(words: tuple[str, ...], output: Path | str, *more: str) -> int:
    option = [] if words == ("template",) else [OPTIONS.get(words[0], "-o")]
    return run([*words, *COMMANDS[words], *more, *option, str(output)])


@pytest.fixture(autouse=True)
def _in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_every_command_with_an_output_is_listed_here():
    found = set()

    def look(command: click.Command | None, words: tuple[str, ...]) -> None:
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                look(command.get_command(click.Context(command), name), (*words, name))
        elif command is not None and any("output" in (p.name or "") for p in command.params):
            found.add(words)

    look(cli, ())
    assert found == set(COMMANDS) - {("check",)}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_name_that_no_program_would_open_is_wrong_usage(words, capsys):
    assert _call(words, "x.txt") == 2
    assert "x.txt: " in capsys.readouterr().err
    assert not list(Path().iterdir())


@pytest.mark.parametrize("words", [w for w in COMMANDS if w != ("letters",)], ids=" ".join)
def test_a_missing_folder_and_a_folder_in_the_way_are_told_at_once(words, capsys):
    ending = ENDINGS.get(words[0], ".xlsx")
    Path(f"taken{ending}").mkdir()
    for output, said in ((f"no/made{ending}", "no: there is no such folder"), (f"taken{ending}", "is a folder")):
        assert _call(words, output) == 5
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_folder_that_takes_nothing_is_told_at_once(words, number, capsys, monkeypatch):
    def fail(**_options):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    assert _call(words, "made" + ENDINGS.get(words[0], ".xlsx")) == 5
    assert os.strerror(number) in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_the_other_outputs_are_looked_at_too(capsys):
    assert _call(("territory",), "made.xlsx", "--export", "crm.xlsx") == 2
    assert "crm.xlsx: the name must end in .csv" in capsys.readouterr().err
    assert _call(("frontier",), "made.xlsx", "--write", "1", "--plan-output", "point.txt") == 2
    assert "point.txt" in capsys.readouterr().err
    assert _call(("frontier",), "made.xlsx", "--write", "1", "--plan-output", "./made.xlsx") == 2
    assert "the same file" in capsys.readouterr().err
    Path("made.html").touch()
    assert _call(("scenarios", "run"), "made.xlsx") == 2
    assert "made.html exists already" in capsys.readouterr().err


def test_letters_take_a_folder_and_no_file(capsys):
    Path("taken").touch()
    for output in ("taken", "taken/below"):
        assert _call(("letters",), output) == 5
        assert "taken is a file, not a folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["book", "book v1.2", "Book of Dr. Wang", "book.DOCX"])
def test_a_book_may_be_named_without_an_ending(name, capsys):
    assert _call(("documents",), name) == 5
    assert BOOK in capsys.readouterr().err, "refused for its name"


def test_a_book_is_not_named_for_another_format(capsys):
    assert _call(("documents",), "book.pdf") == 2
    assert _call(("documents",), "book.pdf", "--format", "both") == 5


def test_the_message_is_in_the_language_asked_for(capsys):
    assert _call(("plan",), "x.txt", "--lang", "zh") == 2
    assert capsys.readouterr().err == "x.txt：文件名须以 .xlsx 结尾。未写入任何内容。\n"


def test_without_a_name_asked_for_force_replaces_what_is_there(tmp_path):
    book = tmp_path / "plan.xlsx"
    (tmp_path / "plan-sweep.xlsx").write_bytes(b"older")
    chosen = choose_output(book, "sweep", None, force=True)
    written = chosen.write(lambda path, replace: write_atomically(path, b"newer", replace))
    assert written == tmp_path / "plan-sweep.xlsx"
    assert written.read_bytes() == b"newer"
    assert choose_output(book, "sweep", None, force=False).target == tmp_path / "plan-sweep-2.xlsx"
    assert free_names(book, "sweep", ("xlsx", "pdf"), force=True)["pdf"] == tmp_path / "plan-sweep.pdf"


def test_a_name_that_another_run_took_meanwhile_is_left_to_it(tmp_path):
    book = tmp_path / "plan.xlsx"
    for asked, force in ((None, False), (Path("asked.xlsx"), False), (Path("asked.xlsx"), True)):
        chosen = choose_output(book, "sweep", asked, force)
        chosen.target.write_bytes(b"the other run's")

        def write(path: Path, replace: bool) -> None:
            write_atomically(path, b"mine", replace)

        notes: dict[str, object] = {}
        with click.Context(click.Command("sweep"), obj=notes):
            written = chosen.write(write)
        assert written.name == ("plan-sweep-2.xlsx" if asked is None else "asked.xlsx" if force else "asked-2.xlsx")
        assert written.read_bytes() == b"mine"
        if not force:
            assert chosen.target.read_bytes() == b"the other run's"
        told = [] if asked is None or force else [(f"it is in {tmp_path / 'asked-2.xlsx'}.", 2)]
        assert [
            (text.en[-len(end) :], code) for (text, code), (end, _) in zip(last_words(notes), told, strict=True)
        ] == told


@pytest.mark.parametrize("command", list(COMMANDS), ids=" ".join)
def test_a_name_that_no_file_system_takes_is_refused_before_any_work(capsys, command):
    assert _call(command, "长" * 90 + ENDINGS.get(command[0], ".xlsx")) == 5
    assert "File name too long" in capsys.readouterr().err


def test_a_long_name_of_a_workbook_is_cut_for_what_is_made_of_it():
    workbook = Path("长" * 83 + ".xlsx")
    name = free_names(workbook, "book", ("docx", "pdf"))["pdf"].name
    assert name == "长" * 73 + "-book.pdf"
    Path(name).touch()
    assert free_names(workbook, "book", ("docx", "pdf"))["docx"].name == "长" * 73 + "-book-2.docx"


@pytest.mark.parametrize(("input_bytes", "is_told"), [(1000, False), (3 << 20, True)])
def test_room_is_tried_for_as_much_as_the_input_will_become(tmp_path, monkeypatch, input_bytes, is_told):
    """A disk with 5 MB left takes the plan of a small workbook; that of 3 MB would fail after the solve."""

    class NearlyFull(io.BytesIO):
        def write(self, content):
            if self.tell() + len(content) > 5 << 20:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(content)

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_options: NearlyFull())
    (tmp_path / "in.xlsx").write_bytes(bytes(input_bytes))
    with pytest.raises(FileAccessError, match="disk is full") if is_told else contextlib.nullcontext():
        check_output(tmp_path / "out.xlsx", (tmp_path / "in.xlsx",))
