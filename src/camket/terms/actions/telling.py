"""What follows when a breach notice reaches the customer, or comes back (config/reactions.py)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.clock import civil_date
from camket.evidence.actions import RecordedFact, hold, record
from camket.people.rules import SYSTEM
from camket.rulebook.company import current_calendar
from camket.terms.actions.asserting import time_body, time_to_contest
from camket.terms.models import Breach
from camket.terms.rules.breaches import ASSERTED_LETTER


def after_told(fact: RecordedFact) -> None:
    """The customer knows: the time to contest runs from that day, and never ends before the day they were told."""
    breach = _breach(fact)
    if breach is not None:
        told(breach, at=fact.at)


@transaction.atomic
def told(breach: Breach, *, at: datetime) -> None:
    """Count from the day on which the customer was told, where that is later. Records `breach.told`."""
    changes: dict[str, object] = {"told_at": at}
    if civil_date(at) > civil_date(breach.asserted_at):
        due = time_to_contest(at)
        changes |= {
            "calendar_version": current_calendar().version,
            "contest_until": due.due,
            "ends_at": due.ends_at,
            "arithmetic": due.to_json(),
        }
    hold(breach.subject)
    rows = Breach.objects.undecided().filter(pk=breach.pk, told_at__isnull=True)
    if rows.update(**changes):
        breach.refresh_from_db()
        record(breach.subject, "breach.told", at=at, by=SYSTEM, body=time_body(breach))


@transaction.atomic
def after_bounced(fact: RecordedFact) -> None:
    """The letter came back: nobody knows that the customer knows. Records `breach.untold`.

    Whoever has contested it knows of it, whatever became of the letter.
    """
    breach = _breach(fact)
    if breach is None or breach.contests.exists():
        return
    hold(breach.subject)
    rows = Breach.objects.undecided().filter(pk=breach.pk, told_at__isnull=False)
    if rows.update(told_at=None, ended_at=None):
        record(breach.subject, "breach.untold", at=fact.at, by=SYSTEM)


def _breach(fact: RecordedFact) -> Breach | None:
    if fact.body.get("letter") != ASSERTED_LETTER:
        return None
    ref = fact.subject.removeprefix("breach:")
    return Breach.objects.filter(ref=ref).first()
