"""What a diagnosis says: the conflicts found, what cannot be met at all, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text
from planner.results.diagnosis.preflight import Impossible
from planner.results.risk.most_certain import MostCertain

CERTAINTY_RULE = "robust_target"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One minimal set of rows that cannot hold together: lift any one and the rest can. `rows` are names such as ``product_floor.2``.

    `words` has a text a row; `lines` are those to be listed, capacities of many teams in one. `is_minimal` is false where the time did not allow
    to show that each row is needed.
    """

    rows: tuple[str, ...]
    words: tuple[Text, ...]
    lines: tuple[Text, ...]
    is_minimal: bool = True

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of the rows, each once."""
        return tuple(dict.fromkeys(name.split(".", 1)[0] for name in self.rows))


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `is_feasible`: there is a plan, nothing to diagnose. `undecided`: the time ran out before everything was known.

    `impossible` are limits that no solver is needed to refuse. `split` says why the targets cannot be handed down although the channel plan
    is possible; `is_feasible` is then false and there are no conflicts. `is_complete`: there is no conflict beyond those listed. `certainty`
    is given where all rules hold together but the certainty that Settings ask for: how far the most certain plan found goes. `last_year` is what
    is said where the model expects less of last year's effort than it brought: then the conflicts may be the model's.
    """

    is_feasible: bool
    undecided: bool
    conflicts: tuple[Conflict, ...]
    seconds_limit: float
    impossible: tuple[Impossible, ...] = ()
    split: tuple[Text, ...] = ()
    is_complete: bool = True
    certainty: MostCertain | None = None
    last_year: Text | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of all conflicts, each once."""
        return tuple(dict.fromkeys(rule for conflict in self.conflicts for rule in conflict.rules))
