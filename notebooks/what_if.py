# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A director's week of what-ifs
#
# Year-end planning is a week of questions. Each of them is a scenario here: solved, verified, and put beside the plan as it stands.
# Open this file as a notebook with Jupytext, or run it as a program; it writes into the folder that it runs in.

# %%
import matplotlib.pyplot as plt

import planner

workbook = planner.read_workbook(planner.write_example("what-if.xlsx", replace=True))
GAP = 0.005  # half a percent is enough for questions; the plan itself is solved to the workbook's gap

# %% [markdown]
# ## Monday: what is the plan worth under the usual suspects?
#
# Scenarios that the program ships fit any workbook.

# %%
usual = planner.run_scenarios(workbook, ["hiring_freeze", "cost_cut", "key_team_loss"], gap_limit=GAP)
table = planner.comparison_table(usual)
table[["outcome", "revenue", "ratio", "contribution", "heads", "changes"]]

# %%
loss = (table.contribution - table.contribution["baseline"]).drop("baseline") / 1e6
figure, axes = plt.subplots(figsize=(7, 2.4))
axes.barh(list(loss.index), list(loss), color=["#1E7B34" if v > 0 else "#B3261E" for v in loss])
axes.axvline(0, color="#5B6775", linewidth=1)
axes.set_xlabel("contribution against the baseline, millions")
axes.invert_yaxis()
figure.tight_layout()
figure.savefig("monday.png", dpi=110)

# %% [markdown]
# ## Tuesday: "what if we lose two heads in the east, and medical is a fifth lower?"
#
# Own scenarios are a name and changes: sheet, rows, column, operation, value, as on sheet Scenarios.

# %%
two_fewer = planner.make_scenario("two fewer in the east", ("Seats", "A01; A02", "Presence", "set", 0))
weak_medical = planner.make_scenario("medical a fifth lower", ("Potential", "Medical", "Potential", "multiply", 0.8))
own = planner.run_scenarios(workbook, [two_fewer, weak_medical], gap_limit=GAP)
base, *others = own.cases
for case in others:
    before = {u.unit: u.channel.value for u in base.figures.units}
    moved = {
        u.unit: f"{before[u.unit]} → {u.channel.value}" for u in case.figures.units if before[u.unit] != u.channel.value
    }
    print(case.name, moved)

# %% [markdown]
# The comparison is a workbook, and beside it one HTML page that opens from a mail attachment.

# %%
planner.write_comparison(own, "tuesday.xlsx", replace=True).name

# %% [markdown]
# ## Wednesday: "what if the cap is 10 %?"
#
# One question becomes a curve. A cap without a plan is an answer too.

# %%
caps = planner.run_sweep(workbook, "Settings.cost_of_sales_cap=0.10:0.12:0.005", gap_limit=GAP)
curve = planner.comparison_table(caps)
curve[["outcome", "revenue", "ratio", "contribution"]]

# %%
planned = curve[curve.outcome == "planned"]
values = [float(name.split("=")[1]) for name in planned.index]
assert all(ratio <= cap + 1e-9 for ratio, cap in zip(planned.ratio, values, strict=True))

# %% [markdown]
# ## Thursday: what does one head more bring?
#
# The frontier holds the best plan for every number of heads; none of its plans is beaten on both figures. The knee is where more heads begin
# to bring little.

# %%
frontier = planner.trace_frontier(workbook, "contribution-heads", points=5, gap_limit=GAP)
heads = [p.price for p in frontier.points]
contribution = [p.gain_cents / 1e8 for p in frontier.points]
figure, axes = plt.subplots(figsize=(6, 3))
axes.plot(heads, contribution, marker="o", color="#1F4E79")
if frontier.knee is not None:
    axes.plot(
        heads[frontier.knee], contribution[frontier.knee], marker="o", markersize=12, color="#C55A11", linestyle="none"
    )
axes.set_xlabel("heads at year end")
axes.set_ylabel("contribution, millions")
figure.tight_layout()
figure.savefig("thursday.png", dpi=110)

# %%
assert heads == sorted(heads)
assert contribution == sorted(contribution)

# %% [markdown]
# ## Friday: decide
#
# The scenario that was chosen is applied, planned to the full gap, and written as the plan.

# %%
from dataclasses import replace

from planner.scenarios.apply import apply_scenario

chosen = apply_scenario(workbook.plan_input, (two_fewer,))
plan = planner.make_plan(replace(workbook, plan_input=chosen.plan_input), gap_limit=0.001)
written = planner.write_plan(plan, "friday-plan.xlsx", replace=True)
assert planner.verify_workbook(written) == ()
written.name
