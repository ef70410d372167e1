"""Runs many cases on any executor: what is finished is kept, what died is run again, what fails stands beside the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

from planner.domain.choices import SolveStatus
from planner.domain.scenario import CaseOutcome
from planner.errors import ExitCode, is_lack_of_memory
from planner.language import Text
from planner.results.comparison import ComparedCase
from planner.scenarios.parcel import Packer, solve_parcel
from planner.scenarios.solve import ScenarioTask, SolveLimits, solve_task

Solve = Callable[[ScenarioTask, SolveLimits], ComparedCase]
Listener = Callable[[ComparedCase], None]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run gave: one case per task, in the order of the tasks. `is_interrupted` when the user stopped it."""

    cases: tuple[ComparedCase, ...]
    is_interrupted: bool


def run_tasks(
    tasks: Sequence[ScenarioTask],
    limits: SolveLimits,
    make_executor: Callable[[], Executor] | None = None,
    on_done: Listener | None = None,
    solve: Solve = solve_task,
) -> RunReport:
    """Solve all `tasks`.

    Parameters
    ----------
    make_executor
        Gives the executor; it is asked again when a worker's death broke the one before. ``None`` solves in this process.
    on_done
        Told every case as it is finished.
    solve
        What a worker does with a task; it must be importable by name where workers are processes.
    """
    run = _Run(tasks, limits, on_done, solve)
    try:
        if make_executor is None:
            for number in range(len(tasks)):
                run.keep(number, solve(tasks[number], limits))
        else:
            run.on_executors(make_executor)
    except KeyboardInterrupt:
        run.is_interrupted = True
    return run.report()


class _Run:
    def __init__(
        self, tasks: Sequence[ScenarioTask], limits: SolveLimits, on_done: Listener | None, solve: Solve
    ) -> None:
        self._tasks, self._limits, self._on_done, self._solve = tasks, limits, on_done, solve
        self._done: dict[int, ComparedCase] = {}
        self._breaks = 0
        self._packer = Packer()
        self.is_interrupted = False

    def keep(self, number: int, case: ComparedCase) -> None:
        """Keep a finished case."""
        cut_off = case.figures is not None and case.figures.status == SolveStatus.INTERRUPTED.value
        if case.outcome is CaseOutcome.NOT_RUN or cut_off:
            raise KeyboardInterrupt  # the solver took the interrupt
        self._done[number] = case
        if self._on_done is not None:
            self._on_done(case)

    def on_executors(self, make_executor: Callable[[], Executor]) -> None:
        """Work through all tasks, with a new executor whenever one broke."""
        while len(self._done) < len(self._tasks):
            executor = make_executor()
            try:
                is_whole = self._on_executor(executor)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
            executor.shutdown(wait=is_whole, cancel_futures=True)
            if not is_whole:
                self._breaks += 1

    def _on_executor(self, executor: Executor) -> bool:
        """Work until all is done (true) or the executor broke (false).

        A broken pool fails every task that it held, so none can be blamed; after the second break tasks go in one at a time, and the
        one that is in when the pool breaks is the one that breaks it.
        """
        waiting = deque(n for n in range(len(self._tasks)) if n not in self._done)
        room = 1 if self._breaks > 1 else len(waiting)
        running: dict[Future[ComparedCase], int] = {}
        while waiting or running:
            while waiting and len(running) < room:
                number = waiting.popleft()
                try:
                    running[self._send(executor, number)] = number
                except RuntimeError:  # the pool broke before this one went in
                    return False
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = False
            for future in finished:
                number = running.pop(future)
                error = future.exception()
                if error is None:
                    self.keep(number, future.result())
                else:
                    broken = True
                    if room == 1 and self._breaks > 1:
                        self._give_up(number, error)
            if broken:
                return False
        return True

    def _send(self, executor: Executor, number: int) -> Future[ComparedCase]:
        return executor.submit(solve_parcel, self._solve, self._packer.pack(self._tasks[number]), self._limits)

    def _give_up(self, number: int, error: BaseException) -> None:
        """Keep a task as failed that was alone with a worker when it died."""
        task = self._tasks[number]
        words = Text(
            "The worker process died on it ({e}), most often for want of memory; try fewer --jobs.",
            "工作进程在此情景上异常终止（{e}），多因内存不足；请减少 --jobs。",
        ).format(e=type(error).__name__)
        failed = ComparedCase(
            task.name,
            task.title,
            task.description,
            CaseOutcome.FAILED,
            message=words,
            cells=task.cells,
            fault=ExitCode.CANNOT_READ_OR_WRITE if is_lack_of_memory(error) else ExitCode.PROGRAM_FAULT,
        )
        self.keep(number, failed)
        self._breaks = 0

    def report(self) -> RunReport:
        """Return all cases; those that were not reached say so."""
        words = Text("Stopped before this one was solved.", "在求解此情景之前已停止。")
        cases: list[ComparedCase] = []
        for number, task in enumerate(self._tasks):
            missing = ComparedCase(
                task.name, task.title, task.description, CaseOutcome.NOT_RUN, message=words, cells=task.cells
            )
            cases.append(self._done.get(number, missing))
        return RunReport(tuple(cases), self.is_interrupted)
