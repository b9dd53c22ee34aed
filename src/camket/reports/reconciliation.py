"""`camket reconcile`: everything that came in is somewhere, and is where its row says it is."""

from __future__ import annotations

from dataclasses import dataclass

from camket.arrivals.models import Arrival
from camket.arrivals.queries import equation
from camket.arrivals.rules import Equation, Outcome
from camket.cases.models import Message


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The equation of each mailbox and of all (`*`), and how many arrivals are in no case they name."""

    lines: list[Equation]
    astray: int

    @property
    def balances(self) -> bool:
        """Whether nothing is missing."""
        return self.astray == 0 and all(line.balances for line in self.lines)


def reconcile() -> Reconciliation:
    """Compare what the doors counted, what the rows say, and what the cases hold. Three queries."""
    return Reconciliation(equation(), _astray())


def _astray() -> int:
    """Arrivals that are said to have opened or joined a case in which no message is theirs."""
    kept = Message.objects.filter(arrival__isnull=False).values("arrival")
    said = Arrival.objects.filter(outcome__in=[Outcome.OPENED, Outcome.ADDED])
    return said.exclude(pk__in=kept).count()
