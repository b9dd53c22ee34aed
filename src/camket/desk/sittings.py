"""How long a sign-in lasts: it ends when nobody was there for an hour, and after half a day in any case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
BEGAN, SEEN = "sitting_began", "sitting_seen"


def begin(session: SessionBase, at: datetime) -> None:
    """Start to count. Django has already given the session a new key."""
    session[BEGAN] = session[SEEN] = at.isoformat()


def goes_on(session: SessionBase, at: datetime) -> bool:
    """Whether the sitting has not ended; being seen is written down once a minute at most."""
    if BEGAN not in session or SEEN not in session:
        return False
    began = datetime.fromisoformat(session[BEGAN])
    seen = datetime.fromisoformat(session[SEEN])
    if at - seen > IDLE or at - began > LONGEST:
        return False
    if at - seen >= SEEN_EVERY:
        session[SEEN] = at.isoformat()
    return True
