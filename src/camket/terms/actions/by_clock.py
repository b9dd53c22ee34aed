"""What the clock says about breach notices: the time to contest has ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.evidence.actions import hold, record
from camket.people.rules import SYSTEM
from camket.terms.models import Breach

AT_ONCE = 200


def end_times_to_contest(at: datetime) -> None:
    """Say of each notice whose time has ended that it waits for a second person. It costs what is due."""
    due = Breach.objects.waiting(at=at).filter(ended_at__isnull=True).order_by("ends_at")
    while rows := list(due[:AT_ONCE]):
        for breach in rows:
            _ended(breach, at=at)


@transaction.atomic
def _ended(breach: Breach, *, at: datetime) -> None:
    """Records `breach.time_ended`, once. What was decided or came back meanwhile is left alone."""
    hold(breach.subject)
    rows = Breach.objects.waiting(at=at).filter(pk=breach.pk, ended_at__isnull=True)
    if rows.update(ended_at=at):
        record(breach.subject, "breach.time_ended", at=at, by=SYSTEM)
