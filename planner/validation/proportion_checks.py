"""Checks that figures stand in some proportion to each other: deals or targets in thousands and 0.45 % for 45 % read like any other number."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from planner.domain.money import money_words
from planner.findings import Finding, Place
from planner.language import Text
from planner.tables.columns.column import Column
from planner.tables.registry import table_named
from planner.validation.registry import Subject, check_of, warning

_PER_HEAD_OF_PAY = 0.002, 4.0
"""A cost per head ÷ pay per head; benefits are a tenth to half of pay, travel in the field may be more than it."""
_DEAL_OF_ACCOUNT = 0.003, 50.0
"""First-year revenue of a new customer ÷ potential of an account on average, which small customers lower."""
_MOST_POTENTIAL = 300.0
"""Potential ÷ last year's revenue; a company that enters a market may have less than 1 % of it."""
_LAST_YEAR_OF_ALL_TEAMS = 0.2, 5.0
_ATTAINMENT = 0.2, 5.0
_DECIDED_OF_LAST_YEAR = 0.05, 20.0
_DECIDED_OF_COMPANY = 0.0001
"""A team's decided target ÷ the company's, where nothing else is known of the team."""
_COLLECTED = 0.2, 4.0
_PIPELINE = 0.1, 50.0
_SMALL_SHARES = {
    ("products", "gross_margin"): 0.01,
    ("products", "customisation"): 0.01,
    ("segments", "penetration"): 0.01,
    ("segments", "win_rate"): 0.01,
    ("teams", "attrition_share"): 0.005,
    ("teams", "cost_cap"): 0.01,
    ("seats", "presence_share"): 0.01,
    ("settings", "cost_of_sales_cap"): 0.01,
}
"""What the largest value of a column is hardly ever below, where it is not zero."""
_SMALL_ANYWHERE = frozenset((("segments", "penetration"), ("segments", "win_rate"), ("seats", "presence_share")))
"""Columns of which a single value is hardly ever so small."""
_MANY_HIRES, _HIRES_OF_HEADS = 20, 3
_DECIDED = ("fixed_target_cents", "target_min_cents", "target_max_cents", "revenue_min_cents", "revenue_max_cents")
_CHECK_SHARE = Text(
    "Check it: 0.45 in a cell that is shown in percent may be 0.45 % where 45 % is meant.",
    "请核对：百分比格式的单元格中填 0.45，可能成为 0.45% 而非 45%。",
)
_UNIT_OR_YEAR = Text(
    "Both are read as amounts of a year in one unit. If one of them is in thousands or 万, say so in its header, e.g. (k) or (万元).",
    "两者均按同一单位的全年金额读取。如其一以千元或万元计，请在表头注明，如（万元）。",
)


@check_of("teams")
def check_costs_beside_pay(subject: Subject) -> Iterator[Finding]:
    """What a head costs beside its pay is some part of the pay."""
    low, high = _PER_HEAD_OF_PAY
    for field in ("benefits_cents", "expense_cents", "travel_cents", "presales_cents"):
        pairs = [(getattr(t, field), t.pay_cents) for t in subject.plan_input.teams]
        both = [(cost, pay) for cost, pay in pairs if cost and pay]
        if both:
            cost, pay = mean(c for c, _ in both), mean(p for _, p in both)
            column = table_named("teams").column(field)
            yield from _compare(
                subject.column("teams", field),
                column.header,
                cost,
                Text("pay per head", "人均薪酬"),
                pay,
                _PER_HEAD_OF_PAY,
            )
            if not low <= cost / pay <= high:
                continue  # the whole column is told
            for team in subject.plan_input.teams:
                own, paid = getattr(team, field), team.pay_cents
                if paid and own > high * paid:
                    place = subject.place("teams", team.team, field)
                    words = Text("the pay per head of this team", "该团队的人均薪酬")
                    yield from _compare(place, column.header, own, words, paid, _PER_HEAD_OF_PAY)


@check_of("segments", "potential_cents", "settings")
def check_deals_beside_potential(subject: Subject) -> Iterator[Finding]:
    """What a new customer buys is some part of what customers could buy."""
    plan_input = subject.plan_input
    potential: dict[str, int] = {}
    for (segment, _), cents in plan_input.potential_cents.items():
        potential[segment] = potential.get(segment, 0) + cents
    words = Text("the potential of an account", "单个客户的潜力")
    stated = [s for s in plan_input.segments if s.average_deal_cents and potential.get(s.segment)]
    if stated:
        deal = mean(s.average_deal_cents or 0 for s in stated)
        account = sum(potential[s.segment] for s in stated) / sum(s.accounts for s in stated)
        place = subject.column("segments", "average_deal_cents")
        yield from _compare(place, Text("the average deal", "平均单额"), deal, words, account, _DEAL_OF_ACCOUNT)
    deal = plan_input.settings.average_deal_cents
    others = [s for s in plan_input.segments if s.average_deal_cents is None]
    if others and deal != table_named("settings").column("average_deal_cents").default:
        account = sum(potential.get(s.segment, 0) for s in others) / sum(s.accounts for s in others)
        place = subject.place("settings", "0", "average_deal_cents")
        yield from _compare(place, Text("the average deal", "平均单额"), deal, words, account, _DEAL_OF_ACCOUNT)


@check_of("segments", "potential_cents")
def check_potential_beside_revenue(subject: Subject) -> Iterator[Finding]:
    """A company sells some part of what its market could buy."""
    sold = sum(s.existing_revenue_cents for s in subject.plan_input.segments)
    potential = sum(subject.plan_input.potential_cents.values())
    place = subject.column("potential_cents", "potential_cents")
    yield from _compare(
        place,
        Text("the potential", "潜力合计"),
        potential,
        Text("last year's revenue", "上年收入"),
        sold,
        (0, _MOST_POTENTIAL),
    )


@check_of("teams", "segments")
def check_teams_beside_segments(subject: Subject) -> Iterator[Finding]:
    """What the teams sold last year is what the segments bought, where every team states it."""
    teams = [t.last_year_revenue_cents for t in subject.plan_input.teams]
    sold = sum(s.existing_revenue_cents for s in subject.plan_input.segments)
    low, high = _LAST_YEAR_OF_ALL_TEAMS
    yield from _compare(
        subject.column("teams", "last_year_revenue_cents"),
        Text("what the teams sold last year", "各团队上年收入合计"),
        sum(amount or 0 for amount in teams),
        Text("last year's revenue of the segments", "各细分上年收入合计"),
        sold,
        (low if None not in teams else 0, high),
    )


@check_of("seats")
def check_targets_beside_revenue_of_seats(subject: Subject) -> Iterator[Finding]:
    """Last year's targets of the seats were reached more or less; what is decided for this year is not far from what was sold."""
    sold = Text("what these seats sold last year", "这些席位上年收入合计")
    for field, words, limits in (
        ("last_year_target_cents", Text("last year's targets", "上年目标合计"), _ATTAINMENT),
        ("target_min_cents", Text("the least targets", "目标下限合计"), _DECIDED_OF_LAST_YEAR),
        ("target_max_cents", Text("the most targets", "目标上限合计"), _DECIDED_OF_LAST_YEAR),
    ):
        pairs = [(getattr(s, field), s.last_year_revenue_cents) for s in subject.plan_input.seats]
        both = [(target, revenue) for target, revenue in pairs if target and revenue]
        yield from _compare(
            subject.column("seats", field), words, sum(t for t, _ in both), sold, sum(r for _, r in both), limits
        )


@check_of("teams", "settings")
def check_decided_beside_last_year(subject: Subject) -> Iterator[Finding]:
    """What is decided for a team is of the size of what it sold, or a part of the company's target that counts."""
    company = subject.plan_input.settings.target_revenue_cents
    for team in subject.plan_input.teams:
        for field in _DECIDED:
            amount = getattr(team, field)
            if not amount:
                continue
            words, compared, limits = (
                Text("last year's revenue of '{t}'", "“{t}”上年收入").format(t=team.team),
                team.last_year_revenue_cents,
                _DECIDED_OF_LAST_YEAR,
            )
            if not compared:
                words, compared, limits = (
                    Text("the company's target", "公司目标"),
                    company,
                    (_DECIDED_OF_COMPANY, float("inf")),
                )
            header = table_named("teams").column(field).header
            yield from _compare(subject.place("teams", team.team, field), header, amount, words, compared, limits)


@check_of("settings")
def check_goals_beside_revenue(subject: Subject) -> Iterator[Finding]:
    """The other goals in money stand in some proportion to the target of revenue."""
    settings = subject.plan_input.settings
    for field, limits in (
        ("target_gross_profit_cents", (0.005, 1.0)),
        ("target_collections_cents", _COLLECTED),
        ("target_pipeline_cents", _PIPELINE),
    ):
        header = table_named("settings").column(field).header
        yield from _compare(
            subject.place("settings", "0", field),
            header,
            getattr(settings, field) or 0,
            Text("the target of revenue", "收入目标"),
            settings.target_revenue_cents,
            limits,
        )


@check_of("products", "segments", "teams", "seats", "settings")
def check_shares_below_a_percent(subject: Subject) -> Iterator[Finding]:
    """Where a cell is shown in percent, 0.45 that was typed for 45 % may have become 0.45 %."""
    for (table, field), least in _SMALL_SHARES.items():
        rows = [subject.plan_input.settings] if table == "settings" else getattr(subject.plan_input, table)
        values = [value for row in rows if (value := getattr(row, field))]
        column: Column = table_named(table).column(field)
        small = [value for value in values if 0 < value < least]
        if (table, field) in _SMALL_ANYWHERE and 0 < len(small) < len(values):
            row = next(row for row in rows if getattr(row, field) == small[0])
            name = str(getattr(row, table_named(table).columns[0].field))
            found = Text("'{c}' of '{n}' is {m} (such rows: {k})", "“{n}”的“{c}”为 {m}（此类共 {k} 行）").format(
                c=column.header, n=name, m=f"{small[0]:.2g}", k=len(small)
            )
            yield warning("share_small", subject.place(table, name, field), found, remedy=_CHECK_SHARE)
        if values and 0 < max(values) < least:
            found = Text("no '{c}' is above {m}", "“{c}”均不超过 {m}").format(c=column.header, m=f"{max(values):.2%}")
            if table == "settings":
                found = Text("'{c}' is {m}", "“{c}”为 {m}").format(c=column.header, m=f"{max(values):.2%}")
            place = subject.place("settings", "0", field) if table == "settings" else subject.column(table, field)
            yield warning("share_small", place, found, remedy=_CHECK_SHARE)


@check_of("products")
def check_margins_are_gains(subject: Subject) -> Iterator[Finding]:
    """A product line with a negative margin loses money with everything that is sold of it, one without a margin brings none."""
    for product in subject.plan_input.products:
        if product.gross_margin == 0:
            found = Text("the gross margin of '{p}' is 0", "“{p}”的毛利率为 0").format(p=product.product)
            remedy = Text(
                "The plan takes it to bring nothing: is it not known yet?", "计划视其不产生毛利：是否尚未填写？"
            )
            place = subject.place("products", product.product, "gross_margin")
            yield warning("margin_zero", place, found, remedy=remedy)
        if product.gross_margin < 0:
            found = Text("the gross margin of '{p}' is {m}", "“{p}”的毛利率为 {m}").format(
                p=product.product, m=f"{product.gross_margin:.1%}"
            )
            remedy = Text("If a gain is meant, take the minus away.", "如为正毛利，请去掉负号。")
            yield warning(
                "margin_negative", subject.place("products", product.product, "gross_margin"), found, remedy=remedy
            )


@check_of("teams")
def check_hires_beside_heads(subject: Subject) -> Iterator[Finding]:
    """Far more hires than heads are more likely a slip, or no limit that somebody meant."""
    for team in subject.plan_input.teams:
        if team.max_hires > max(_MANY_HIRES, _HIRES_OF_HEADS * team.heads):
            found = Text("'{t}' has {h} heads and may hire {n}", "“{t}”现有 {h} 人，最多可招 {n} 人").format(
                t=team.team, h=team.heads, n=team.max_hires
            )
            remedy = Text("The plan may hire so many.", "计划可能招聘这么多人。")
            yield warning("hires_beside_heads", subject.place("teams", team.team, "max_hires"), found, remedy=remedy)


@check_of("marketing", "team_costs")
def check_cost_lines_stand_once(subject: Subject) -> Iterator[Finding]:
    """A cost line that stands twice with the same amount was most often pasted twice."""
    for table, whose in (("marketing", "channel"), ("team_costs", "team")):
        seen: dict[tuple[str, object, int], int] = {}
        for i, line in enumerate(getattr(subject.plan_input, table)):
            key = (str(line.line), getattr(line, whose), line.amount_cents)
            if line.amount_cents and seen.setdefault(key, i) != i:
                found = Text("'{n}' stands twice with {a}", "“{n}”重复出现，金额同为 {a}").format(
                    n=line.line, a=money_words(line.amount_cents)
                )
                remedy = Text("Both count: delete one if it is the same.", "两行均计入：如为同一项，请删除其一。")
                yield warning("cost_line_repeated", subject.place(table, str(i), "line"), found, remedy=remedy)


def _compare(
    place: Place, words: Text, amount: float, other_words: Text, other: float, limits: tuple[float, float]
) -> Iterator[Finding]:
    """Return a warning where both amounts are there and their ratio lies outside of `limits`."""
    if amount and other and not limits[0] <= amount / other <= limits[1]:
        found = Text("{w}: {a}; {o}: {b}", "{w}：{a}；{o}：{b}").format(
            w=words, a=money_words(round(amount)), o=other_words, b=money_words(round(other))
        )
        yield warning("proportion", place, found, remedy=_UNIT_OR_YEAR)
