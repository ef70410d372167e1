"""The waterfall picture: labels of long amounts and names of many bars stay over their own bar."""

from __future__ import annotations

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from planner.shipped import find_font
from planner.writing.letters.pages.waterfall_chart import fit_size, fold_name


def _points(words: str, size: float) -> float:
    """Return how wide words really are in the shipped font."""
    font = FontProperties(fname=str(find_font()))
    return max(TextPath((0, 0), line, size=size, prop=font).get_extents().width for line in words.split("\n"))


@pytest.mark.parametrize("label", ["+123,456,789,012.34", "−9,999,999,999.99", "0.00"])
@pytest.mark.parametrize("bars", [3, 8])
def test_labels_stay_over_their_bar(label, bars):
    pitch = 453.6 / bars
    size = fit_size([label], pitch, 7.5)
    assert _points(label, size) < pitch
    assert (size == 7.5) is (bars == 3 or label == "0.00")


@pytest.mark.parametrize("name", ["Level and presence", "Accounts of the seat", "Limits of targets", "级别与在岗"])
def test_names_fold_into_two_lines_where_they_must(name):
    pitch = 453.6 / 8
    folded = fold_name(name, pitch / 8.0)
    assert folded.replace("\n", " ") == name
    assert _points(folded, fit_size(folded.split("\n"), pitch, 8.0)) < pitch
    assert fold_name(name, 453.6 / 3 / 8.0) == name
