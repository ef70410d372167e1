"""Is the penetration what this program calls so: how easily customers are reached, not our present share?"""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Finding
from planner.language import Text
from planner.validation.registry import Subject, check_of, warning

_FEWEST_SEGMENTS = 4
_MOST_APART = 0.0101
"""Shares are mostly rounded to whole percent."""
_SHARE_ALIKE = 0.8
_HIGHEST_SCORE, _EXACT = 0.1, 1e-9


@check_of("segments", "potential_cents")
def check_penetration_is_no_share(subject: Subject) -> Iterator[Finding]:
    """Penetration that is last year's revenue ÷ potential nearly everywhere is our present share: in many companies the word means that."""
    plan_input = subject.plan_input
    potential: dict[str, int] = {}
    for (segment, _), cents in plan_input.potential_cents.items():
        potential[segment] = potential.get(segment, 0) + cents
    sold = [s for s in plan_input.segments if s.existing_revenue_cents and potential.get(s.segment)]
    shares = [s.existing_revenue_cents / potential[s.segment] for s in sold]
    alike = sum(abs(s.penetration - share) <= _MOST_APART for s, share in zip(sold, shares, strict=True))
    differ = len({round(share, 2) for share in shares}) > 1  # one figure for all may be an estimate of anything
    if len(sold) >= _FEWEST_SEGMENTS and differ and alike >= _SHARE_ALIKE * len(sold):
        yield warning(
            "penetration_is_share",
            subject.column("segments", "penetration"),
            Text(
                "the penetration is last year's revenue ÷ potential in {n} of {m} segments",
                "{m} 个细分中有 {n} 个的渗透率等于上年收入 ÷ 潜力",
            ).format(n=alike, m=len(sold)),
            remedy=Text(
                "It is read as how easily we get through to customers (0–1), which chooses the channel; our present share is computed.",
                "本列应为触达客户的难易程度（0–1），用于选择通路；现有份额由程序计算。",
            ),
        )


@check_of("segments")
def check_penetration_is_no_score(subject: Subject) -> Iterator[Finding]:
    """Penetrations of 2, 5, 7 … and none above 10 are scores of 1 to 10 far more often than percents: read as such, hardly anybody can be won."""
    found = [s.penetration for s in subject.plan_input.segments if s.penetration]
    whole = all(abs(p * 100 - round(p * 100)) < _EXACT for p in found)
    if len(found) >= _FEWEST_SEGMENTS and len(set(found)) > 1 and whole and max(found) <= _HIGHEST_SCORE:
        yield warning(
            "penetration_is_score",
            subject.column("segments", "penetration"),
            Text(
                "every penetration is a whole percent, and none is above {m:.0%}",
                "所有渗透率均为整数百分比，且不超过 {m:.0%}",
            ).format(m=max(found)),
            remedy=Text(
                "If they are scores of 1 to 10, divide them: 7 of 10 is 0.7.",
                "如为 1–10 的评分，请换算：7 分（满分 10）为 0.7。",
            ),
        )
