"""HiGHS and OR-Tools live in one process, in both orders, and say nothing on stdout (highspy 1.15 and 1.16 fail)."""

from __future__ import annotations

import subprocess
import sys

import pytest

HIGHS = """
import highspy
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.addVar(0.0, 3.0)
highs.changeColCost(0, -1.0)
highs.run()
assert highs.getSolution().col_value[0] == 3.0
"""

ORTOOLS = """
from ortools.sat.python import cp_model
model = cp_model.CpModel()
heads = model.new_int_var(0, 3, "heads")
model.maximize(heads)
solver = cp_model.CpSolver()
assert solver.solve(model) == cp_model.OPTIMAL
assert solver.value(heads) == 3
"""


@pytest.mark.parametrize("program", [HIGHS + ORTOOLS, ORTOOLS + HIGHS], ids=["highs-first", "ortools-first"])
def test_both_solvers_work_in_one_process_and_keep_stdout_clean(program):
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
