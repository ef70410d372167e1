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
# # The first plan, from Python
#
# What `planner plan` does on the command line, step by step: read a workbook, make the plan, look at it, write it, verify the file.
# Open this file as a notebook with Jupytext, or run it as a program; it writes into the folder that it runs in.

# %%
from dataclasses import replace

import planner

# %% [markdown]
# ## Read
#
# The example company stands in for your own workbook. `read_workbook` checks everything; when something is wrong it raises one error that
# lists every fault with its sheet and cell.

# %%
path = planner.write_example("example.xlsx", replace=True)
workbook = planner.read_workbook(path)
settings = workbook.plan_input.settings
len(workbook.plan_input.segments), len(workbook.plan_input.teams), settings.target_revenue_cents / 100

# %% [markdown]
# ## Plan
#
# Channels, effort and hires by an integer program, then targets for teams, seats and months. The plan has passed the independent check
# when it comes back. Money inside the program is integer cents.

# %%
plan = planner.make_plan(workbook)
report = plan.plan.channel_plan.report
report.status.value, report.gap

# %%
totals, last_year = plan.plan.channel_plan.totals, plan.plan.as_last_year.totals
gain = (totals.contribution_cents - last_year.contribution_cents) / totals.revenue_cents
{
    "expected revenue": totals.revenue_cents / 100,
    "cost-of-sales ratio": round(totals.cost_of_sales_ratio, 4),
    "gain over as last year, share of revenue": round(gain, 4),
}

# %% [markdown]
# ## Look
#
# One row a unit, as a pandas table: the ten largest units whose channel or team changes.

# %%
units = planner.unit_table(plan)
units[units.is_changed].sort_values("revenue", ascending=False).head(10)

# %% [markdown]
# ## Ask what if
#
# Inputs are frozen; a change makes a new one. Here: no hires at all.

# %%
careful = replace(workbook, plan_input=replace(workbook.plan_input, settings=replace(settings, max_hires=0)))
without_hires = planner.make_plan(careful)
price = (totals.contribution_cents - without_hires.plan.channel_plan.totals.contribution_cents) / 100
assert price >= -report.gap * totals.contribution_cents / 100
round(price)

# %% [markdown]
# ## Write and verify
#
# The plan workbook holds all its inputs: change a number there and plan again. `verify_workbook` recomputes everything from the file alone.

# %%
written = planner.write_plan(plan, "example-plan.xlsx", replace=True)
faults = planner.verify_workbook(written)
assert faults == ()
written.name
