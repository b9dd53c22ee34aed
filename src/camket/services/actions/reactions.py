"""What an outage does because of something that happened to its case (config/reactions.py)."""

from __future__ import annotations

from camket.evidence.actions import RecordedFact
from camket.people.rules import SYSTEM
from camket.services.actions.outages import LATE, finish
from camket.services.actions.telling import tell_everybody
from camket.services.models import Outage
from camket.services.queries import restore_promises


def after_case_closed(fact: RecordedFact) -> None:
    """Somebody closed the case of an outage on the case's own page: the outage ends with it."""
    outage = _open_outage(fact)
    if outage is not None:
        finish(outage, by=fact.by, at=fact.at)


def after_broken_promise(fact: RecordedFact) -> None:
    """The service was not repaired in time: everybody concerned is told so, with an apology."""
    outage = _open_outage(fact)
    if outage is not None:
        promise = restore_promises([outage])[fact.subject]
        tell_everybody(outage, LATE, promise, by=SYSTEM, at=fact.at)


def _open_outage(fact: RecordedFact) -> Outage | None:
    rows = Outage.objects.filter(
        case__number=fact.subject.removeprefix("case:"), ended_at__isnull=True
    )
    return rows.select_related("case").first()
