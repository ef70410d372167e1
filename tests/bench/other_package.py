"""The published package b2b-territory-optimization, installed into a folder of its own for the bench alone."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

from planner.optimization.territory.problem import TerritoryProblem

PACKAGE = "b2b-territory-optimization==0.1.4"


def place_by_package(problem: TerritoryProblem) -> np.ndarray | str:
    """Return its assignment, or why there is none.

    It balances one measure greedily inside strict buckets: nodes with the same eligible seats are a bucket, carved into as many territories
    as there are seats, which get the territories in order. Capacity, owners, travel and unequal seats are beyond what it can be told.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, PACKAGE]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{PACKAGE} cannot be installed here"
        sys.path.insert(0, folder)
        try:
            allocator = importlib.import_module("b2b_territory_optimization.allocator").TerritoryAllocator("potential")
        finally:
            sys.path.remove(folder)
    buckets: dict[tuple[int, ...], list[int]] = {}
    for n in range(problem.nodes):
        seats = tuple(problem.seat[problem.start[n] : problem.start[n + 1]].tolist())
        buckets.setdefault(seats, []).append(n)
    choice = problem.start[:-1].copy()
    for seats, nodes in buckets.items():
        if len(seats) > 1:
            frame = pd.DataFrame({"Account_ID": nodes, "potential": problem.loads.weight[-1, nodes]})
            carved = allocator.allocate_bucket(frame, len(seats), "bucket")
            place = carved["Territory_ID"].str.rsplit("_", n=1).str[-1].astype(int).to_numpy() - 1
            choice[carved["Account_ID"].to_numpy()] += place
    return choice
