"""One account in words and figures: its seat, from whom, why, what every other seat would cost, and what else would move."""

from __future__ import annotations

from collections.abc import Callable

from planner.cli.territory.changes import change_figures, list_changes
from planner.domain.identifiers import AccountId
from planner.domain.money import money_words
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerReason, Ownership, TerritoryPlan
from planner.language import Text
from planner.optimization.territory.why import SeatPrice, price_seats
from planner.results.misfit_accounts import tell_why_nobody
from planner.tables.results.territory_sheets import REASON_WORDS, ROLE_WORDS, TERM_WORDS
from planner.tables.words.choice_words import holder_words
from planner.tables.words.currency_words import currency_words

_SHOWN = 5
"""So many seats are shown, cheapest first."""
_LISTED = 20
"""So many further changes are listed."""

Remark = tuple[Text, dict[str, object]]
"""What is told besides the plan, in words for the screen and in figures for --json."""

_NOT_PLANNED_AGAIN = Text(
    "  What else would change is not planned again: the workbook limits moves by number and by revenue; leave one of the two blank.",
    "  未重算连带调整：工作簿同时按客户数和收入限制调整；请留空其中一项。",
)


def explain_account(plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, account: str) -> Remark:
    """Return what each seat would cost for one account, in words and figures; the cheapest seats.

    Raises
    ------
    UsageError
        When there is no such account.
    """
    shares = [o for o in plan.ownerships if o.account == account]
    if shares and all(o.seat is None for o in shares):
        return _without_seat(plan_input, annual, plan, shares[0])
    prices = price_seats(plan_input, annual, plan, AccountId(account))[:_SHOWN]
    owned = next(o for o in plan.ownerships if o.account == account and o.seat is not None)
    name = dict(zip(plan_input.accounts.account, plan_input.accounts.name, strict=True)).get(owned.account)
    called, currency = account if name is None else f"{account} {name}", currency_words(plan_input.settings.currency)
    name_seat = _seat_namer(plan)
    own = name_seat(owned.seat)
    english = [f"{called}: {own.en}, {REASON_WORDS[owned.reason].en}"]
    chinese = [f"{called}：{own.zh}，{REASON_WORDS[owned.reason].zh}"]
    # The first price is that of its own seat: nothing.
    if len(prices) > 1:
        english.append(
            f"What the plan would cost more a year with it at another seat, all else unchanged ({currency.en}):"
        )
        chinese.append(f"若改派其他席位、其余不变，方案每年增加的成本（{currency.zh}）：")
    for price in (p for p in prices if p.seat != owned.seat):
        parts = [(TERM_WORDS[name], value) for name, value in price.terms if round(value / 100)]
        figure = f"{price.more_cents / 100:+,.0f}"
        seat = name_seat(price.seat)
        english.append(f"  {seat.en}: {figure}  " + "; ".join(f"{t.en} {v / 100:+,.0f}" for t, v in parts))
        chinese.append(f"  {seat.zh}：{figure}  " + "；".join(f"{t.zh} {v / 100:+,.0f}" for t, v in parts))
    return Text("\n".join(english), "\n".join(chinese)), {"account": account, "seats": [_figures(p) for p in prices]}


def explain_planned_account(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, account: str, max_moves: int
) -> Remark:
    """Return the same with its owner today, the teams that share it, and the chain of changes if the second-best seat were forced.

    Raises
    ------
    UsageError
        When there is no such account.
    """
    shares = [o for o in plan.ownerships if o.account == account]
    if shares and shares[0].seat is None:
        return _without_seat(plan_input, annual, plan, shares[0])
    text, figures = explain_account(plan_input, annual, plan, account)
    name_seat = _seat_namer(plan)
    lines = [text, *(_share_words(o, name_seat) for o in shares)]
    figures["owners"] = [_share_figures(o) for o in shares]
    second, decision = shares[0].second_seat, shares[0].decision
    if second is None and decision is not None:
        told = Text(
            "  Decided by {d}; without the decision no other seat could own it, so it has no price.",
            "  人工决定：{d}；取消后无其他席位可负责，故无代价可计。",
        )
        lines.append(told.format(d=decision))
        figures["decision"] = {"by": decision, "costs": None}
    if second is not None:
        from planner.optimization.territory.replan import has_room_for_limit, replan_territories

        if not has_room_for_limit(plan_input.settings):
            lines.append(_NOT_PLANNED_AGAIN)
            return Text.join(lines, "\n", "\n"), figures
        again = replan_territories(plan_input, annual, plan, {AccountId(account): second}, max_moves)
        words = Text(
            "Forced to {s}, with at most {k} further changes: {p} more; changes: {l}",
            "若强制归 {s}，连带调整至多 {k} 项：多花 {p}；连带调整：{l}",
        )
        none = Text("none", "无")
        price = _money(again.price_cents, plan_input)
        lines.append(
            words.format(
                s=name_seat(second),
                k=max_moves,
                p=price,
                l=list_changes(again.further, _LISTED) if again.further else none,
            )
        )
        if decision is not None:
            told = Text("  Decided by {d}; the decision costs {p}.", "  人工决定：{d}；该决定的代价为 {p}。")
            saved = _money(max(0.0, -again.price_cents), plan_input)
            lines.append(told.format(d=decision, p=saved))
            figures["decision"] = {"by": decision, "costs": max(0.0, -again.price_cents) / 100}
        elif again.price_cents < 0:
            # The plan is proven to its gap only: a second search may find a cheaper one inside it.
            lines.append(Text("  (cheaper within the plan's proven gap)", "  （差异在方案已证明的差距以内）"))
        figures["forced"] = {
            "seat": second,
            "more": again.price_cents / 100,
            "further_changes": [change_figures(c) for c in again.further],
        }
    return Text.join(lines, "\n", "\n"), figures


def _without_seat(plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, owned: Ownership) -> Remark:
    text = Text("{a}: {r}; {w}", "{a}：{r}；{w}").format(
        a=owned.account, r=ROLE_WORDS[owned.role], w=REASON_WORDS[owned.reason]
    )
    if owned.reason is OwnerReason.NOBODY:
        why = tell_why_nobody(plan_input, annual, plan, owned)
        text = Text("{t}: {w}", "{t}：{w}").format(t=text, w=why)
    return text, {"account": owned.account, "seats": [], "owners": [_share_figures(owned)]}


def _seat_namer(plan: TerritoryPlan) -> Callable[[str | None], Text]:
    """Return what names a seat with its holder; the owner of before may be nobody's seat any more."""
    holders = {str(s.seat): holder_words(s.rep, not s.is_new_hire) for s in plan.seats}
    nobody = Text("nobody", "无")

    def name(seat: str | None) -> Text:
        if seat is None:
            return nobody
        # A seat may be named by its rep.
        if seat not in holders or holders[seat].en == seat:
            return Text.same(seat)
        return Text("{s} ({r})", "{s}（{r}）").format(s=seat, r=holders[seat])

    return name


def _share_words(owned: Ownership, name_seat: Callable[[str | None], Text]) -> Text:
    text = Text("  {r} ({t}): {s}, before {o}; {w}", "  {r}（{t}）：{s}，原负责人 {o}；{w}")
    nobody = Text("nobody", "无")
    return text.format(
        r=ROLE_WORDS[owned.role],
        t=owned.team or nobody,
        s=name_seat(owned.seat),
        o=name_seat(owned.owner),
        w=REASON_WORDS[owned.reason],
    )


def _share_figures(owned: Ownership) -> dict[str, object]:
    return {
        "role": owned.role.value,
        "team": owned.team,
        "seat": owned.seat,
        "owner": owned.owner,
        "reason": owned.reason.value,
    }


def _figures(price: SeatPrice) -> dict[str, object]:
    terms = {name: value / 100 for name, value in price.terms}
    return {"seat": price.seat, "more": price.more_cents / 100, "terms": terms}


def _money(cents: float, plan_input: PlanInput) -> Text:
    return Text("{m} {c}", "{m} {c}").format(m=money_words(cents), c=currency_words(plan_input.settings.currency))
