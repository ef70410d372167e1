"""The picture of the channel matrix: the words of its axes are inside it, whatever the amounts."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.image import imread

from planner.domain.choices import DisplayUnit
from planner.language import Language
from planner.writing.letters.pages.matrix_picture import draw_matrix
from tests.results.rich_case import make_rich_case


def _inked_stripes(picture: bytes) -> int:
    """Return into how many upright stripes the ink left of the middle of the picture falls."""
    image = imread(io.BytesIO(picture))[..., :3]
    body = image[image.shape[0] // 4 : image.shape[0] * 3 // 4, : image.shape[1] // 6]
    inked = np.any(body < 0.5, axis=(0, 2))
    assert not inked[0]
    return int(np.count_nonzero(np.diff(inked.astype(int)) == 1))


@pytest.mark.parametrize("times", [1, 4_000, 400_000])
def test_the_axis_of_potential_keeps_its_words(times: int):
    plan_input, plan = make_rich_case()
    units = tuple(
        replace(u, unit=replace(u.unit, potential_cents=tuple(p * times for p in u.unit.potential_cents)))
        for u in plan.channel_plan.units
    )
    plan = replace(plan, channel_plan=replace(plan.channel_plan, units=units))
    settings = replace(plan_input.settings, display_unit=DisplayUnit.MILLION)
    # The words, and beside them numbers of at least one digit.
    assert _inked_stripes(draw_matrix(plan, settings, Language.ENGLISH)) >= 2
