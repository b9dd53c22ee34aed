"""What the clock says about breach notices: the time to contest has ended."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import hold, record
from camket.people.rules import SYSTEM
from camket.rows import in_turn
from camket.terms.models import Breach

log = logging.getLogger(__name__)


def end_times_to_contest(at: datetime) -> None:
    """Say of each notice whose time has ended that it waits for a second person. It costs what is due.

    One that fails is left for the next time and holds up no other.
    """
    due = Breach.objects.waiting(at=at).filter(ended_at__isnull=True)
    for breach in in_turn(due.order_by("ends_at", "pk")):
        try:
            _ended(breach, at=at)
        except Exception as error:
            log.warning("by the clock: one notice failed: %s", type(error).__name__)


@transaction.atomic
def _ended(breach: Breach, *, at: datetime) -> None:
    """Records `breach.time_ended`, once. What was decided or came back meanwhile is left alone."""
    hold(breach.subject)
    rows = Breach.objects.waiting(at=at).filter(pk=breach.pk, ended_at__isnull=True)
    if rows.update(ended_at=at):
        record(breach.subject, "breach.time_ended", at=at, by=SYSTEM)
