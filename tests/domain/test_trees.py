"""Trees of nodes and their parents, as workbooks give them: deep, in circles, without their tops."""

from __future__ import annotations

import time

from planner.domain.plan_input import nodes_above, nodes_in_circles


def test_nodes_above_are_nearest_first_and_a_circle_ends():
    parents = {"leaf": "team", "team": "area", "area": None, "a": "b", "b": "c", "c": "b"}
    assert nodes_above(parents, "leaf") == ("team", "area")
    assert nodes_above(parents, "a") == ("b", "c")


def test_the_nodes_of_circles_and_no_other():
    parents = {"a": "b", "b": "c", "c": "b", "own": "own", "leaf": "team", "team": "nobody", "late": "leaf", "low": "a"}
    assert nodes_in_circles(parents) == ["b", "c", "own"]


def test_a_chain_of_a_hundred_thousand_nodes_takes_no_time():
    """A column filled downwards by mistake: each node was compared with all above it, for hours."""
    parents = {f"n{i}": f"n{i + 1}" for i in range(100_000)}
    began = time.process_time()
    assert nodes_in_circles(parents) == []
    assert len(nodes_above(parents, "n0")) == 100_000
    assert time.process_time() - began < 5
