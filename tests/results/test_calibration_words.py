"""The calibration says where to look, or that there is nothing to compare with."""

from __future__ import annotations

from planner.domain.channel_plan import Calibration
from planner.results.calibration_words import calibration_advice
from tests.plan_input_builder import make_plan_input, make_segment, make_team


def test_advice_by_deviation():
    served = make_plan_input()
    assert calibration_advice(Calibration(115, 100), served) is None
    much, little = (calibration_advice(Calibration(model, 100), served) for model in (116, 84))
    assert much is not None and much.en.startswith("The model expects too much of last year's effort")
    assert little is not None and little.en.startswith("The model expects too little of last year's effort")


def test_a_new_company_has_nothing_to_compare_with():
    advice = calibration_advice(Calibration(500, 0), make_plan_input())
    assert advice is not None and advice.en == "there is no revenue of last year to compare with"


def test_a_company_that_does_not_say_who_served_its_segments_is_asked_for_that_first():
    unknown = make_plan_input(segments=(make_segment(),), teams=(make_team("A"), make_team("B")), seats=())
    advice = calibration_advice(Calibration(60, 100), unknown)
    assert advice is not None
    assert advice.en == (
        "Who served 100 % of last year's revenue is not said, which counts as not served: fill Today's channel and Today's team. Until then the gain "
        "over last year says little."
    )
