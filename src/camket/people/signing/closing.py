"""Closing an account because its owner wants it: nobody signs in to it any more, and its cases go on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import Account
from camket.people.signing.visits import end_other_visits
from camket.refusals import ChangedMeanwhile


@transaction.atomic
def close_account(account: Account, *, by: str, at: datetime) -> None:
    """End every visit and let nobody in again. Records `account.closed`; raises ChangedMeanwhile if it is closed."""
    if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
        raise ChangedMeanwhile
    end_other_visits(account, None, by=by, at=at)
    record(account.subject, "account.closed", at=at, by=by)
