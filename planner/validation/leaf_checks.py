"""Checks that amounts stand at leaf segments: what stands at an inner node of the tree would not count."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.language import Text
from planner.validation.registry import Subject, check, check_of, error, warning


def _groups(plan_input: PlanInput) -> frozenset[str]:
    return frozenset(str(g.segment) for g in plan_input.segment_groups)


@check_of("segments", "potential_cents", "products")
def check_potential_of_groups(subject: Subject) -> Iterator[Finding]:
    """Potential at an inner node must be the sum of the potential of its leaves, else it would be lost."""
    plan_input = subject.plan_input
    groups = _groups(plan_input)
    parents = {str(s.segment): s.parent for s in plan_input.segments}
    parents |= {str(g.segment): g.parent for g in plan_input.segment_groups}
    leaves: dict[tuple[str, str], int] = {}
    for (segment, product), cents in plan_input.potential_cents.items():
        above, steps = (parents.get(segment), 0) if segment not in groups else (None, 0)
        while above is not None and steps < len(parents):
            leaves[above, product] = leaves.get((above, product), 0) + cents
            above, steps = parents.get(above), steps + 1
    for (segment, product), cents in plan_input.potential_cents.items():
        below = leaves.get((segment, product), 0)
        if segment in groups and abs(cents - below) > 1:
            found = Text(
                "'{s}' has segments below it: its potential {a} does not count, theirs is {b}",
                "“{s}”有下级细分：其潜力 {a} 不计入，下级合计为 {b}",
            ).format(s=segment, a=money_words(cents), b=money_words(below))
            remedy = Text("Give the potential of each segment below it.", "请填写各下级细分的潜力。")
            place = subject.place("potential_cents", f"{segment}|{product}", "potential_cents")
            yield error("potential_of_group", place, found, remedy=remedy)


@check
def check_fit_of_groups(subject: Subject) -> Iterator[Finding]:
    """Fit at an inner node does not count."""
    groups = _groups(subject.plan_input)
    for segment, product in subject.plan_input.fit:
        if segment in groups:
            found = Text("'{s}' has segments below it: this does not count", "“{s}”有下级细分：此格不计入").format(
                s=segment
            )
            place = subject.place("fit", f"{segment}|{product}", "fit")
            yield warning(
                "fit_of_group", place, found, remedy=Text("Fill the segments below it.", "请填写各下级细分。")
            )


@check
def check_rows_name_leaves(subject: Subject) -> Iterator[Finding]:
    """History and judgements belong to leaf segments."""
    groups = _groups(subject.plan_input)
    remedy = Text("Name the segments below it.", "请填写其下级细分。")
    for table in ("judgements", "history"):
        for i, row in enumerate(getattr(subject.plan_input, table)):
            if row.segment in groups:
                found = Text("'{s}' has segments below it", "“{s}”有下级细分").format(s=row.segment)
                expected = Text("a leaf segment is expected", "应为末级细分")
                yield error("leaf_expected", subject.place(table, str(i), "segment"), found, expected, remedy)


@check
def check_accounts_are_in_leaves(subject: Subject) -> Iterator[Finding]:
    """Accounts belong to leaf segments."""
    groups = _groups(subject.plan_input)
    book = subject.plan_input.accounts
    first: dict[str, str] = {}
    for account, segment in zip(book.account, book.segment, strict=True):
        if segment in groups:
            first.setdefault(str(segment), str(account))
    for name, number in sorted(first.items()):
        found = Text("'{s}' has segments below it; first account {a}", "“{s}”有下级细分；首个客户 {a}")
        yield error(
            "leaf_expected",
            subject.column("accounts", "segment"),
            found.format(s=name, a=number),
            Text("a leaf segment is expected", "应为末级细分"),
        )
