"""The work that goes on all the time: arrivals are taken, letters are delivered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from camket.arrivals.actions import claim
from camket.intake.actions.taking import take
from camket.notices.carriers import Carrier, DeskCarrier, SmtpCarrier
from camket.rulebook.company import current_policy

BATCH = 50


def take_due(*, at: datetime) -> int:
    """Take a batch of arrivals that wait. Returns how many."""
    arrivals = claim(at=at, limit=BATCH)
    if arrivals:
        take(arrivals, at=at)
    return len(arrivals)


def carrier() -> Carrier:
    """Who takes letters out of the house, as the environment says."""
    if not settings.CAMKET_SMTP_URL:
        return DeskCarrier()
    company = current_policy().company
    return SmtpCarrier(settings.CAMKET_SMTP_URL, company.mail, company.name)
