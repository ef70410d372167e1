"""Progress of a long run on stderr."""

from __future__ import annotations

import math
import sys
import time

import click

from planner.cli.screen.stopping import tell_stop
from planner.language import Language, Text

_STAGES = {
    "read": Text("reading", "读取"),
    "price": Text("pricing options", "方案定价"),
    "solve": Text("solving", "求解"),
    "robust": Text("making revenue certain", "提高收入把握"),
    "relax": Text("no plan meets the targets: looking for what can be reached", "无法达成目标：正在查找可达到的水平"),
    "diagnose": Text("no plan: looking for the reason and ways out", "无可行计划：正在查找原因与出路"),
    "baselines": Text("comparing", "对比基准"),
    "targets": Text("splitting targets", "分解目标"),
    "explain": Text("explaining", "生成决策依据"),
    "territories": Text("giving accounts to seats", "分配客户"),
    "verify": Text("verifying", "核验"),
    "write": Text("writing", "写出"),
}

PLAN_KEPT = Text(
    "Stopping: the best plan so far is kept. Press Ctrl-C again to leave at once without it.",
    "正在停止：保留目前最好的计划。再按一次 Ctrl-C 立即退出，不保留。",
)
TERRITORIES_KEPT = Text(
    "Stopping: the best territories so far are kept, once every account has a seat. Press Ctrl-C again to leave at once without them.",
    "正在停止：所有客户都有席位后，保留目前最好的客户分配。再按一次 Ctrl-C 立即退出，不保留。",
)
PLAN_MADE = Text(
    "The plan is made: writing and showing it is finished. Press Ctrl-C again to leave at once without it.",
    "计划已编制完成，正在完成写出与显示。再按一次 Ctrl-C 立即退出，不保留。",
)
TERRITORIES_MADE = Text(
    "The territories are made: writing and showing them is finished. Press Ctrl-C again to leave at once without them.",
    "客户分配已完成，正在完成写出与显示。再按一次 Ctrl-C 立即退出，不保留。",
)
_AFTER_THE_PLAN = ("verify", "explain", "write")


class ProgressLine:
    """One line on a terminal that is rewritten; one line a stage in a file or pipe; nothing when quiet.

    It speaks `language`; `is_stopping`: a signal was heard. `seconds` has how long each stage that has ended took, all its turns together.
    """

    def __init__(self, language: Language, quiet: bool = False) -> None:
        self.language, self._quiet = language, quiet
        self._is_terminal = sys.stderr.isatty()
        self._last = 0.0
        self._has_incumbent = False
        self.seconds: dict[str, float] = {}
        self._stage: str | None = None
        self._began = 0.0
        self._is_made = False
        self.is_stopping = False

    def stage(self, name: str) -> None:
        """Tell that a stage begins."""
        self._end_stage()
        self._stage, self._began = name, time.monotonic()
        self._is_made = name in _AFTER_THE_PLAN
        self._show(_STAGES[name].choose(self.language) + " …", end=not self._is_terminal)

    def solving(self, incumbent: float | None, bound: float, gap: float, seconds: float) -> None:
        """Tell how the solve stands, in units of the currency: at the first plan, then at most twice a second on a terminal, every five elsewhere."""
        is_first = incumbent is not None and not self._has_incumbent
        if time.monotonic() - self._last < (0.5 if self._is_terminal else 5.0) and not is_first:
            return
        self._has_incumbent = incumbent is not None
        self._last = time.monotonic()
        best = "–" if incumbent is None else f"{incumbent:,.0f}"
        text = Text("solving {s:.0f} s: best {b}, bound {u}, gap {g}", "求解 {s:.0f} 秒：当前 {b}，上界 {u}，差距 {g}")
        most = f"{bound:,.0f}" if math.isfinite(bound) else "–"
        shown = "–" if incumbent is None else f"{gap * 100:.3f} %"
        self._show(text.format(s=seconds, b=best, u=most, g=shown).choose(self.language), end=not self._is_terminal)

    def simulating(self, share: float) -> None:
        """Tell which share of the draws is done, at most twice a second."""
        if time.monotonic() - self._last < 0.5:
            return
        self._last = time.monotonic()
        text = Text("simulating {p:.0f} %", "模拟 {p:.0f}%").format(p=share * 100)
        self._show(text.choose(self.language), end=not self._is_terminal)

    def stopping(self, text: Text | None = None) -> None:
        """Tell that the first Ctrl-C was heard, and what becomes of the plan unless `text` says something else; safe in a signal handler."""
        self.is_stopping = True
        tell_stop(text or (PLAN_MADE if self._is_made else PLAN_KEPT), self.language, self._quiet)

    def done(self) -> None:
        """Clear the line; the last stage has ended."""
        self._end_stage()
        if self._is_terminal and not self._quiet:
            click.echo("\r\033[K", nl=False, err=True)

    def _end_stage(self) -> None:
        if self._stage is not None:
            took = time.monotonic() - self._began
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + took
            self._stage = None

    def _show(self, text: str, end: bool) -> None:
        if not self._quiet:
            click.echo(text if end else f"\r\033[K{text}", nl=end, err=True)
