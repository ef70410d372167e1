"""Solved cases kept on disk: one file a case, written whole or not at all, believed only when its checksum holds."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import tempfile
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import planner
from planner.domain.choices import SolveStatus
from planner.domain.scenario import CaseOutcome
from planner.results.comparison import ComparedCase
from planner.scenarios.case_json import case_from_json, case_to_json
from planner.scenarios.solve import ScenarioTask, SolveLimits

_FORM = 1
_MOST_FILES = 20_000
_PACKAGES = ("highspy", "numpy", "ortools", "pulp", "scipy")


@dataclass(frozen=True, slots=True)
class ResultCache:
    """A folder of solved cases. Runs may share it: a file appears by one rename, and whoever comes second writes the same.

    A file that cannot be read, or does not say what it should, counts as absent; a folder that cannot be written costs nothing but time.
    """

    folder: Path

    def find(self, task: ScenarioTask, limits: SolveLimits) -> ComparedCase | None:
        """Return the kept case of `task` under the task's own name, or ``None``."""
        if task.plan_input is None:
            return None
        try:
            raw = self._path(task, limits).read_bytes()
            checksum, _, body = raw.partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != checksum:
                return None
            blank = ComparedCase(task.name, task.title, task.description, CaseOutcome.NOT_RUN, cells=task.cells)
            found = case_from_json(json.loads(body), blank)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        # A case that was found to have no plan, but not why, does not answer a run that wants to know.
        return None if limits.is_explained and found.figures is None and not found.conflicts else found

    def keep(self, task: ScenarioTask, limits: SolveLimits, case: ComparedCase) -> None:
        """Keep `case` when the same would come out again: a proven plan, or a proof that there is none."""
        if task.plan_input is None or case.is_cached or not _comes_out_again(case):
            return
        body = json.dumps(case_to_json(case), ensure_ascii=False).encode()
        with contextlib.suppress(OSError):
            self._write(self._path(task, limits), hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def prune(self, most: int = _MOST_FILES) -> None:
        """Remove the oldest files beyond `most`."""
        with contextlib.suppress(OSError):
            files = [f for f in self.folder.iterdir() if f.suffix == ".json"]
            if len(files) > most:
                by_age = sorted(files, key=lambda f: f.stat().st_mtime)
                for file in by_age[: len(files) - most]:
                    file.unlink(missing_ok=True)

    def _path(self, task: ScenarioTask, limits: SolveLimits) -> Path:
        return self.folder / f"{case_key(task, limits)}.json"

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def case_key(task: ScenarioTask, limits: SolveLimits) -> str:
    """Return the name under which a case is kept: input, what the scenario makes of it, limits, versions."""
    limits = replace(limits, is_explained=True)
    words = [_FORM, task.base, task.changes, str(task.cost_price), str(limits), *_versions()]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def _comes_out_again(case: ComparedCase) -> bool:
    if case.outcome is CaseOutcome.INFEASIBLE:
        return True
    proven = (SolveStatus.OPTIMAL.value, SolveStatus.WITHIN_GAP.value)
    return case.figures is not None and case.figures.status in proven


@functools.cache
def _versions() -> tuple[str, ...]:
    """Return the versions of this program, to the letter of its code, of Python and of what computes."""
    found = [planner.__version__, _hash_code(Path(planner.__file__).parent), platform.python_version()]
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} -")
    return tuple(found)


def _hash_code(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
