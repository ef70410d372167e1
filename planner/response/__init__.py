"""Coverage options: what each channel, team and effort would bring and cost. numpy only, no solver."""

from planner.response.build_options import build_options
from planner.response.option_table import OptionTable
from planner.response.staffing import Staffing, build_staffing
from planner.response.units import build_units

__all__ = ["OptionTable", "Staffing", "build_options", "build_staffing", "build_units"]
