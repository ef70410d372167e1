"""A run on a real Dask cluster of two workers on this machine, one of which is killed in the middle; prints what came out as JSON.

It is a program of its own: starting a cluster asks the system for this machine's address, which the tests' network guard forbids.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from dataclasses import replace

from planner.domain.scenario import Operation
from planner.results.comparison import ComparedCase
from planner.scenarios.cluster import connect_cluster
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import SolveLimits
from tests.plan_input_builder import make_plan_input
from tests.scenario_builder import make_change, make_scenario, make_tasks
from tests.scenario_faults import solve_slowly


def main() -> None:
    """Solve twelve cases on the cluster and here; kill one worker after the second case is back."""
    import dask
    from distributed import Client, LocalCluster

    scenarios = [
        make_scenario(f"presence {i}", make_change("Seats", "F1", "Presence", Operation.MULTIPLY, f"0.{90 - i}"))
        for i in range(12)
    ]
    tasks = make_tasks(make_plan_input(), *scenarios)
    here = run_tasks(tasks, SolveLimits()).cases
    with (
        tempfile.TemporaryDirectory() as folder,
        dask.config.set({"temporary-directory": folder}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        pids = sorted(client.run(os.getpid).values())
        done: list[str] = []

        def kill_one(case: ComparedCase) -> None:
            done.append(case.name)
            if len(done) == 2:
                os.kill(pids[0], signal.SIGKILL)

        report = run_tasks(
            tasks, SolveLimits(), connect_cluster(cluster.scheduler_address), on_done=kill_one, solve=solve_slowly
        )
        after = sorted(client.run(os.getpid).values())
    same = [replace(a, seconds=0.0) == replace(b, seconds=0.0) for a, b in zip(report.cases, here, strict=True)]
    outcomes = [c.outcome.value for c in report.cases]
    print(json.dumps({"workers": len(pids), "outcomes": outcomes, "same": same, "killed": pids[0] not in after}))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
