"""The caps of cost of sales as levers: a share of revenue, so that what one gives up in money becomes a cap only with a plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.domain.field_change import SETTINGS, FieldChange
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.solvers.program import Floats
from planner.results.diagnosis.levers import Lever, share_up

COST_CAP = "cost_of_sales_cap"
_COMPANY = "company"


class CapLevers:
    """The cap rows of `model`, the company's and teams': each row's number with its key, ``company`` or the team's number."""

    def __init__(self, model: ChannelPlanModel) -> None:
        self._model = model
        names = model.program.row_names
        self.rows = [(i, n.split(".")[1]) for i, n in enumerate(names) if n.startswith(COST_CAP + ".")]

    def revenue(self, key: str) -> Floats:
        """Return the revenue of each column of the model under the cap `key`, in model units."""
        options = self._model.problem.options
        revenue = np.zeros(self._model.program.columns)
        mask = np.ones(options.size, dtype=bool) if key == _COMPANY else options.team == int(key)
        revenue[: options.size] = np.where(mask, options.revenue_cents, 0) / self._model.money
        return revenue

    def stated(self, key: str) -> float:
        """Return the cap as the workbook states it, 0 to 1."""
        problem = self._model.problem
        settings = problem.plan_input.settings
        cap = settings.cost_of_sales_cap if key == _COMPANY else problem.staffing[int(key)].team.cost_cap
        return cap or 0.0

    def raised(self, key: str, new: float, extra: int) -> FieldChange:
        """Return the change to `new`, rounded up to 0.01 % and `extra` such steps further."""
        cap = share_up(new, extra)
        if key == _COMPANY:
            return FieldChange(SETTINGS, "", "cost_of_sales_cap", self.stated(key), cap)
        return FieldChange("teams", self._model.problem.staffing[int(key)].team.team, "cost_cap", self.stated(key), cap)

    def levers(self) -> tuple[Lever, ...]:
        """Return a lever for each cap, in model units of money; what it means for the cap only `changes` can say."""
        relative = 1.0 / max(1.0, abs(float(self.revenue(_COMPANY).max(initial=1.0))))
        return tuple(Lever(COST_CAP, row, -1, np.inf, False, relative, lambda x, e: ()) for row, _ in self.rows)

    def changes(self, amounts: Sequence[float], values: Floats, extra: int) -> list[FieldChange]:
        """Return the changes of caps that the `amounts` of `levers` ask for with the plan `values`."""
        changes: list[FieldChange] = []
        for (_, key), amount in zip(self.rows, amounts, strict=False):
            earned = float(self.revenue(key)[: values.size] @ values)
            if amount > 1e-9 and earned > 0:
                changes.append(self.raised(key, self.stated(key) + amount / earned, extra))
        return changes
