"""What changes besides a manual move, in words and figures: which account, as what, from which seat to which."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.territory import OwnerRole
from planner.language import NO_TEXT, Text
from planner.optimization.territory.replan import Change
from planner.tables.results.territory_sheets import ROLE_WORDS


def list_changes(changes: Sequence[Change], most: int) -> Text:
    """Return the changes with the seat from which each account goes and the one to which, the first `most` of them."""
    words = Text("{a} {g} → {t}", "{a} {g} → {t}")
    shared = Text("{a} ({r}) {g} → {t}", "{a}（{r}）{g} → {t}")
    nobody = Text("nobody", "无")
    listed = [
        (words if c.role is OwnerRole.LEAD else shared).format(
            a=c.account, r=ROLE_WORDS[c.role], g=c.giver or nobody, t=c.taker or nobody
        )
        for c in changes[:most]
    ]
    more = Text(" …", " …") if len(changes) > most else NO_TEXT
    return Text("{l}{m}", "{l}{m}").format(l=Text.join(listed, ", ", "，"), m=more)


def change_figures(change: Change) -> dict[str, object]:
    """Return the same for --json."""
    return {"account": change.account, "role": change.role.value, "from": change.giver, "seat": change.taker}
