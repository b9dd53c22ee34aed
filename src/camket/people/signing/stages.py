"""Between the first step of signing in and the last: whose second step is waited for, and what was proved when.

All of it lies in the session of the browser, which gets a new key when somebody is let in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from camket.people.models import Account

WAITING, SINCE, FIRST = "second_step_of", "second_step_since", "second_step_after"
PROVED, BY = "proved_at", "proved_by"
WAITS = timedelta(minutes=10)
RECENT = timedelta(minutes=5)
"""How long somebody who has shown who they are may do what is sensitive without being asked again (ASVS 7.5.1)."""


def wait_for_second(session: SessionBase, account: Account, *, after: str, at: datetime) -> None:
    """The first step is done; nothing is open yet."""
    session[WAITING], session[SINCE], session[FIRST] = account.pk.hex, at.isoformat(), after


def waiting(session: SessionBase, *, at: datetime) -> tuple[Account, str] | None:
    """Whose second step is waited for, and after which first one; nobody's after ten minutes."""
    if WAITING not in session or at - datetime.fromisoformat(session[SINCE]) > WAITS:
        return None
    found = Account.signing_in().filter(pk=UUID(session[WAITING]), is_active=True).first()
    return (found, session[FIRST]) if found else None


def wait_no_more(session: SessionBase) -> None:
    """The second step is done, or given up."""
    for name in (WAITING, SINCE, FIRST):
        session.pop(name, None)


def mark_proved(session: SessionBase, how: str, *, at: datetime) -> None:
    """Somebody has shown who they are."""
    session[PROVED], session[BY] = at.isoformat(), how


def was_proved_anew(session: SessionBase, *, at: datetime) -> bool:
    """Whether that was by more than the password, which somebody else may know."""
    return was_proved(session, at=at) and session[BY] != "password"


def was_proved(session: SessionBase, *, at: datetime) -> bool:
    """Whether that was within the last minutes."""
    return PROVED in session and at - datetime.fromisoformat(session[PROVED]) <= RECENT
