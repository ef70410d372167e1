"""Territories on generated books: bound and plan against the LP, HiGHS and CBC on the same arrays, and a largest-first greedy; all re-certified.

sN: N accounts with regions, segments and certificates; oN: everybody may own everything, the nearest 24 seats and the owner. CPU-seconds, one thread.
"""

from __future__ import annotations

import os
import resource
import time
from dataclasses import replace

import numpy as np
import pulp

from planner.optimization.solvers.engines.cbc import solve_with_cbc
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.territory.model import build_territory_model
from planner.optimization.territory.neighbourhoods import polish
from planner.optimization.territory.prices import Prices, find_prices
from planner.optimization.territory.problem import TerritoryProblem
from planner.optimization.territory.search import QUICK_EFFORT, Effort, search
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from tests.bench.generated_territories import join_books, make_strict, make_territories, make_wide, plant_hours
from tests.bench.measuring import judge, show_table
from tests.bench.other_package import PACKAGE, place_by_package
from tests.bench.territory_checker import check_bound, check_cost, place_largest_first

SEEDS = (101, 102, 103)
_LARGE = 20_000
"""Accounts from which on the bound's time is a goal: smaller linear programs take a second."""


def run(full: bool) -> None:
    """Print the tables; `full` adds 20,000 accounts × 200 seats and minutes of HiGHS and CBC."""
    _warm_up()
    sizes = [("s", 1_000, 20), ("s", 5_000, 50), *([("s", 20_000, 200), ("o", 20_000, 200)] if full else [])]
    head = ("case", "seed", "LP cpu", "bound cpu ÷ LP", "≤ 0.3", "bound off LP", "≤ 0.05 %", "re-certified")
    gaps: list[tuple[object, ...]] = []
    bounds: list[tuple[object, ...]] = []
    for kind, accounts, seats in sizes:
        for seed in SEEDS:
            one, two = _measure(kind, accounts, seats, seed, full)
            bounds.append(one)
            gaps.append(two)
    show_table(head, bounds)
    print()
    show_table(
        (
            "case",
            "seed",
            "quick cpu ÷ LP",
            "gap",
            "merged once cpu ÷ LP",
            "gap",
            "greedy gap",
            "re-certified",
            "same again",
            "MB",
        ),
        gaps,
    )
    if full:
        print()
        columns = ("case", "seed", "quick plan cpu ÷ LP of s20000", "≤ 2", "gap", "≤ 1 %")
        show_table(columns, [_open_to_all(seed, nearest) for seed in SEEDS for nearest in (24, None)])
    print()
    show_table(
        (
            "case",
            "solver",
            "its cpu",
            "its gap",
            "ours ÷ its cpu",
            "our gap",
            "we cost less by",
            "by default ÷ its cpu",
            "we cost less by",
        ),
        _against_solvers(full),
    )
    print()
    show_table(
        ("case", "seed", "hours beyond, free", "strict", "gap, free", "strict", "none, ≤ 0.4 points more"),
        _strict(full),
    )
    print()
    _show_other_package()
    if full:
        print()
        large = [_very_large("s"), _very_large("o"), _very_large("one part")]
        show_table(("case", "cpu, min", "gap", "≤ 1.25 %", "≤ 10 min", "MB"), large)
    print()
    show_table(("case", "moves, cold", "moves, warm", "≤ 60 %", "gap, cold", "gap, warm", "≤ cold + 0.1"), [_replan()])


def _cpu() -> float:
    return time.process_time()


def _cpu_with_children() -> float:
    """CBC runs in a process of its own."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _warm_up() -> None:
    """Compile the inner loops, so that no figure holds it."""
    problem = make_territories("s", 60, 6, 1)
    prices = find_prices(problem)
    polish(problem, search(problem, prices, Effort(10, 1_000)), prices, 1)
    solve_territories(make_territories("o", 310, 60, 1), TerritoryOptions(Effort(10, 1_000, rounds=0, generations=0)))


def _gap(cost: float, bound: float) -> str:
    return f"{(cost - bound) / cost:.3%}"


def _measure(
    kind: str, accounts: int, seats: int, seed: int, full: bool
) -> tuple[tuple[object, ...], tuple[object, ...]]:
    problem = make_territories(kind, accounts, seats, seed, nearest=None if kind == "s" else 24)
    program, unit = build_territory_model(problem)
    began = _cpu()
    relaxed = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=600))
    lp_cpu, lp = _cpu() - began, -relaxed.objective * unit
    began = _cpu()
    prices = find_prices(problem)
    bound_cpu = _cpu() - began
    again = check_bound(problem, prices.load)
    agrees = abs(again - prices.bound) <= 1e-9 * abs(again)
    off = (lp - prices.bound) / lp
    name = f"{kind}{accounts} × {seats}"
    one = (
        name, seed, f"{lp_cpu:.2f}", f"{bound_cpu / lp_cpu:.2f}", judge(bound_cpu <= 0.3 * lp_cpu) if accounts >= _LARGE else "–", f"{off:.4%}",
        judge(off <= 5e-4), judge(agrees),
    )  # fmt: skip
    return one, (name, seed, *_plans(problem, prices, lp_cpu, bound_cpu))


def _open_to_all(seed: int, nearest: int | None) -> tuple[object, ...]:
    """20,000 accounts that every one of 200 seats (or of the nearest) may own, as `planner territory --quick` solves them."""
    program, _ = build_territory_model(make_territories("s", 20_000, 200, seed))
    began = _cpu()
    solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=600))
    lp_cpu = _cpu() - began
    problem = make_territories("o", 20_000, 200, seed, nearest)
    began = _cpu()
    solved = solve_territories(problem, TerritoryOptions(QUICK_EFFORT))
    ratio, cost = (_cpu() - began) / lp_cpu, check_cost(problem, solved.choice)
    gap = (cost - solved.bound) / cost
    name = f"o20000 × 200, {'all seats' if nearest is None else f'nearest {nearest}'}"
    return name, seed, f"{ratio:.2f}", judge(ratio <= 2), f"{gap:.3%}", judge(gap <= 0.01)


def _plans(problem: TerritoryProblem, prices: Prices, lp_cpu: float, bound_cpu: float) -> tuple[object, ...]:
    began = _cpu()
    quick = search(problem, prices, Effort(400, 100_000))
    quick_cpu = bound_cpu + _cpu() - began
    began = _cpu()
    best = solve_territories(problem, TerritoryOptions(Effort(generations=1, rounds=0))).choice
    best_cpu = _cpu() - began
    greedy = place_largest_first(problem)
    costs = [problem.objective(c) for c in (quick, best, greedy)]
    checked = all(
        abs(check_cost(problem, c) - z) <= 1e-9 * z for c, z in zip((quick, best, greedy), costs, strict=True)
    )
    same = (search(problem, prices, Effort(400, 100_000)) == quick).all()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{quick_cpu / lp_cpu:.2f}", _gap(costs[0], prices.bound), f"{best_cpu / lp_cpu:.2f}", _gap(costs[1], prices.bound),
        _gap(costs[2], prices.bound), judge(checked and prices.bound <= min(costs)), judge(bool(same)), memory,
    )  # fmt: skip


def _against_solvers(full: bool) -> list[tuple[object, ...]]:
    """The same model handed whole to HiGHS and CBC, limited by the clock; ours by counted work; CPU-seconds."""
    rows: list[tuple[object, ...]] = []
    cases = [("s", 1_000, 20, 120.0 if full else 20.0), *([("s", 5_000, 50, 200.0)] if full else [])]
    for kind, accounts, seats, seconds in cases:
        problem = make_territories(kind, accounts, seats, SEEDS[0])
        began = _cpu()
        prices = find_prices(problem)
        ours = solve_territories(problem, TerritoryOptions(QUICK_EFFORT)).choice
        own_cpu, cost = _cpu() - began, check_cost(problem, ours)
        began = _cpu()
        long = solve_territories(problem, TerritoryOptions()).choice
        long_cpu, long_cost = _cpu() - began, check_cost(problem, long)
        program, _ = build_territory_model(problem)
        options = SolveOptions(gap_limit=0.0, time_limit_seconds=seconds)
        for name in ("HiGHS", "CBC through PuLP"):
            began = _cpu_with_children()
            outcome = (
                solve_with_highs(program, options)
                if name == "HiGHS"
                else solve_with_cbc(*_to_pulp(program), program, options)
            )
            spent = _cpu_with_children() - began
            theirs = None
            if outcome.values is not None:
                taken = np.flatnonzero(outcome.values[: problem.pairs] > 0.5)
                theirs = check_cost(problem, taken) if taken.size == problem.nodes else None
            rows.append(
                (
                    f"{kind}{accounts} × {seats}", name, f"{spent:.0f}",
                    "no plan" if theirs is None else _gap(theirs, prices.bound), f"{own_cpu / spent:.3f}",
                    _gap(cost, prices.bound), "–" if theirs is None else f"{(theirs - cost) / theirs:.2%}",
                    f"{long_cpu / spent:.3f}", "–" if theirs is None else f"{(theirs - long_cost) / theirs:.2%}",
                )
            )  # fmt: skip
    return rows


def _to_pulp(program: Program) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """Return the same program in PuLP, as a modeller would hand it over."""
    problem = pulp.LpProblem("territories", pulp.LpMaximize)
    upper = [None if np.isinf(u) else float(u) for u in program.upper]
    kinds = [pulp.LpInteger if i else pulp.LpContinuous for i in program.is_integer]
    variables = [pulp.LpVariable(f"x{j}", 0, u, k) for j, (u, k) in enumerate(zip(upper, kinds, strict=True))]
    problem += pulp.LpAffineExpression(zip(variables, program.cost.tolist(), strict=True))
    for k in range(program.row_lower.size):
        span = slice(program.starts[k], program.starts[k + 1])
        terms = [(variables[j], v) for j, v in zip(program.indices[span], program.values[span].tolist(), strict=True)]
        row, low, high = pulp.LpAffineExpression(terms), program.row_lower[k], program.row_upper[k]
        if np.isfinite(low) and low == high:
            problem += row == low
        else:
            if np.isfinite(low):
                problem += row >= low
            if np.isfinite(high):
                problem += row <= high
    return problem, variables


def _strict(full: bool) -> list[tuple[object, ...]]:
    """Books with hours that a planted plan just keeps, half a percent to spare: quick plans, gaps to the bound of the free problem."""
    rows: list[tuple[object, ...]] = []
    for accounts, seats in ((1_000, 20), *([(5_000, 50)] if full else [])):
        for seed in SEEDS:
            book = make_territories("s", accounts, seats, seed)
            problem = plant_hours(book, search(book, find_prices(book), Effort()), 0.005, seed)
            options = TerritoryOptions(QUICK_EFFORT)
            free, strict = (solve_territories(p, options) for p in (problem, make_strict(problem)))
            beyond, gaps = [], []
            for solved in (free, strict):
                use = problem.loads.use(problem.seat[solved.choice])[0]
                beyond.append(float((np.maximum(0, use - 1 - 1e-6) * problem.loads.scale[0]).sum()))
                cost = check_cost(problem, solved.choice)
                gaps.append((cost - free.bound) / cost)
            rows.append(
                (
                    f"s{accounts} × {seats}", seed, f"{beyond[0]:.2f}", f"{beyond[1]:.2f}", f"{gaps[0]:.3%}",
                    f"{gaps[1]:.3%}", judge(beyond[1] == 0 and gaps[1] <= gaps[0] + 0.004),
                )
            )  # fmt: skip
    return rows


def _show_other_package() -> None:
    problem = make_territories("s", 1_000, 20, SEEDS[0])
    prices = find_prices(problem)
    ours = search(problem, prices, Effort())
    theirs = place_by_package(problem)
    if isinstance(theirs, str):
        print(f"  {theirs}: not compared")
        return
    rows = []
    for name, choice in ((PACKAGE, theirs), ("ours", ours)):
        use = problem.loads.use(problem.seat[choice])[0]
        cost = check_cost(problem, choice)
        rows.append(
            (name, f"{cost / prices.bound:.2f}", f"{(use > 1 + 1e-6).mean():.0%}", int(problem.moves[choice].sum()))
        )
    show_table(("s1000 × 20", "cost ÷ bound", "seats above their hours", "moves"), rows)


def _very_large(kind: str) -> tuple[object, ...]:
    """200,000 accounts and 2,000 seats: ten books that share no seat, or ``one part`` in which neighbours share all."""
    if kind == "one part":
        problem = make_wide(200_000, 2_000, 201, 24)
    else:
        nearest = None if kind == "s" else 24
        problem = join_books([make_territories(kind, 20_000, 200, seed, nearest) for seed in range(201, 211)])
    began = _cpu()
    solved = solve_territories(problem, TerritoryOptions(Effort(400, rounds=0, generations=0)))
    minutes = (_cpu() - began) / 60
    gap = (check_cost(problem, solved.choice) - solved.bound) / solved.objective
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{kind} 200000 × 2000", f"{minutes:.1f}", f"{gap:.3%}", judge(gap <= 0.0125), judge(minutes <= 10), memory,
    )  # fmt: skip


def _replan() -> tuple[object, ...]:
    """1 % of the accounts change their potential; yesterday's plan is what everybody owns. Cold: as if it were not; warm: moves cost."""
    problem = make_territories("s", 5_000, 50, SEEDS[0])
    prices = find_prices(problem)
    first = search(problem, prices, Effort())
    rng = np.random.Generator(np.random.PCG64(SEEDS[0]))
    weight = problem.loads.weight.copy()
    changed = rng.choice(problem.nodes, problem.nodes // 100, replace=False)
    weight[:, changed] *= rng.uniform(0.5, 2.0, changed.size)
    fresh = replace(problem, loads=replace(problem.loads, weight=weight))
    again = find_prices(fresh, prices)
    cold = search(fresh, again, Effort(seed=1))
    moved = (problem.seat != problem.seat[first][problem.node_of]).astype(float)
    nudged = replace(fresh, cost=fresh.cost + moved * 1e-6 * problem.objective(first))
    nudged_prices = find_prices(nudged, prices)
    warm = polish(nudged, search(nudged, nudged_prices, Effort(), start=first), nudged_prices, 30)
    before = problem.seat[first]
    moves = [int((problem.seat[c] != before).sum()) for c in (cold, warm)]
    costs = [check_cost(fresh, c) for c in (cold, warm)]
    gaps = [(z - again.bound) / z for z in costs]
    return (
        "s5000 × 50", moves[0], moves[1], judge(moves[1] <= 0.6 * moves[0]), f"{gaps[0]:.3%}", f"{gaps[1]:.3%}",
        judge(gaps[1] <= gaps[0] + 1e-3),
    )  # fmt: skip
