"""Tables on the screen: whole in files, as wide as a terminal where names can be shortened."""

from __future__ import annotations

import os

import pytest

from planner.cli.screen.text_table import break_lines, fit_widths, shorten, show_table, width_of
from planner.language import Language, Text


def test_the_widest_names_give_way_until_the_table_fits():
    # 60 + 2 + 30 + 2 + 10 = 104 columns; 24 too many for 80: all from the first one.
    assert fit_widths([60, 30, 10], (0, 1), 80) == [36, 30, 10]
    # 44 too many for 60: both names come down to 23.
    assert fit_widths([60, 30, 10], (0, 1), 60) == [23, 23, 10]
    assert fit_widths([60, 30, 10], (0, 1), 120) == [60, 30, 10]
    # What a last column tells takes several lines before names are cut.
    assert fit_widths([40, 10, 70], (0, 2), 90) == [40, 10, 36]
    assert fit_widths([40, 10, 70], (0, 2), 66) == [30, 10, 22]
    # Figures are never cut: what cannot fit stays whole.
    assert fit_widths([60, 50], (0,), 60) == [60, 50]


@pytest.mark.parametrize("width", range(16, 40))
@pytest.mark.parametrize(
    "name", ["Hospitals and laboratories, large, North", "医院 大型 华东及其控股子公司的重点客户群体"]
)
def test_a_shortened_name_keeps_both_ends(name: str, width: int):
    shown = shorten(name, width)
    assert width - 1 <= width_of(shown) <= width  # a Chinese sign does not fill the last column alone
    start, end = shown.split("…")
    assert name.startswith(start)
    assert name.endswith(end)


@pytest.mark.parametrize(
    "text", ["Nobody is hired in the year; empty seats stay empty.", "全年不招聘，空缺席位不补。", ""]
)
@pytest.mark.parametrize("width", [9, 14, 80])
def test_what_is_told_on_several_lines_loses_nothing(text: str, width: int):
    lines = break_lines(text, width)
    assert max(width_of(line) for line in lines) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_file_gets_whole_names(capsys):
    show_table((Text("Unit", "单元"), Text("Gain", "增益")), [["x" * 300, "1"]], Language.ENGLISH)
    assert "x" * 300 in capsys.readouterr().out


def test_a_terminal_gets_lines_of_its_width(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.fileno", lambda: 1)
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((80, 24)))
    show_table((Text("Unit", "单元"), Text("Gain", "增益")), [["x" * 300, "1"]], Language.ENGLISH)
    assert {width_of(line) for line in capsys.readouterr().out.splitlines() if line} == {80}
