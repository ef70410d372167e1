"""What is reached where no plan is as certain as asked."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.money import money_words
from planner.errors import NoFeasiblePlanError
from planner.language import Text
from planner.optimization.channel_plan.problem import RobustTarget


@dataclass(frozen=True, slots=True, eq=False)
class MostCertain:
    """The most certain plan that was found where none is certain enough.

    `target_cents` was asked for with certainty `share` (0 to 1); the plan reaches it with `probability`, and `certain_cents` with `share`.
    `rule` is the row that the integer program would have to keep, exact around this plan.
    """

    share: float
    target_cents: int
    probability: float
    certain_cents: float
    rule: RobustTarget

    @property
    def words(self) -> Text:
        """What was not found, and what was instead."""
        text = Text(
            "No plan was found that reaches {t} with {s:.1f} % certainty. The most certain plan found reaches it with {p:.1f} %, and "
            "{q} with {s:.1f} %.",
            "未找到以 {s:.1f}% 把握达到 {t} 的计划。已找到的最有把握的计划达到的概率为 {p:.1f}%，以 {s:.1f}% 把握可达到 {q}。",
        )
        return text.format(
            t=money_words(self.target_cents),
            s=self.share * 100,
            p=self.probability * 100,
            q=money_words(self.certain_cents),
        )


class NotCertainError(NoFeasiblePlanError):
    """No plan was found that is as certain as asked; `most` says how certain one can be."""

    def __init__(self, most: MostCertain) -> None:
        text = Text(
            "{w} Ways out: a lower certain revenue or certainty (--robust-revenue, --robust, or Settings), more heads or hires, "
            "a wider change limit.",
            "{w}出路：降低确保收入或把握程度（--robust-revenue、--robust 或参数表），增加编制或招聘，放宽变动上限。",
        )
        super().__init__(text.format(w=most.words), (), (certainty_words(most.target_cents, most.share),))
        self.most = most


def certainty_words(target_cents: float, share: float) -> Text:
    """Return the rule in words: this revenue with that certainty."""
    text = Text("revenue of {t} with {s:.1f} % certainty", "以 {s:.1f}% 把握达到收入 {t}")
    return text.format(t=money_words(target_cents), s=share * 100)
