"""An app that makes codes, as it runs on somebody's phone."""

from __future__ import annotations

from datetime import datetime

from camket.clock import now
from camket.people.models import Account, Staff
from camket.people.signing.factors.checking import PERIOD, code_at
from camket.people.signing.factors.keeping import add_totp, code_now, new_secret


def shown_by(secret: str, at: datetime) -> str:
    """What an app with this secret shows."""
    return code_at(secret, int(at.timestamp()) // PERIOD)


def give_app(account: Account, *, at: datetime | None = None) -> str:
    """Add an app to an account; its secret. The code that was typed for that may be typed again."""
    at = at or now()
    secret = new_secret()
    add_totp(account, secret, shown_by(secret, at), by=account.ref, at=at)
    Account.objects.filter(pk=account.pk).update(totp_used=0)
    return secret


def code_of(staff: Staff) -> str:
    """What the person's app shows now; given one first where there is none.

    It counts again, although it may have been typed half a minute ago: tests do not wait.
    """
    account = Account.signing_in().get(pk=staff.account_id)
    if not account.authenticator_set.exists():
        give_app(account)
    Account.objects.filter(pk=account.pk).update(totp_used=0)
    return code_now(account, at=now())
