"""That the owner of an account came and went, on the account's own chain."""

from __future__ import annotations

from datetime import datetime

from camket.evidence.actions import record
from camket.people.models import Account


def begin_visit(account: Account, *, how: str, at: datetime) -> None:
    """The owner signed in. Records `account.signed_in` with how."""
    record(account.subject, "account.signed_in", at=at, by=account.ref, body={"how": how})


def end_visit(account: Account, *, at: datetime) -> None:
    """The owner signed out. A visit that merely runs out leaves no fact."""
    record(account.subject, "account.signed_out", at=at, by=account.ref)
