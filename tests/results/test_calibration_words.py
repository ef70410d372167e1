"""The calibration says where to look, or that there is nothing to compare with."""

from __future__ import annotations

from planner.domain.channel_plan import Calibration
from planner.results.calibration_words import calibration_advice


def test_advice_by_deviation():
    assert calibration_advice(Calibration(115, 100)) is None
    much, little = calibration_advice(Calibration(116, 100)), calibration_advice(Calibration(84, 100))
    assert much is not None and much.en.startswith("The model expects too much of last year's effort")
    assert little is not None and little.en.startswith("The model expects too little of last year's effort")


def test_a_new_company_has_nothing_to_compare_with():
    advice = calibration_advice(Calibration(500, 0))
    assert advice is not None and advice.en == "there is no revenue of last year to compare with"
