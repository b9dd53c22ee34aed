"""Whether somebody has shown a second factor since they sat down. How long a sitting lasts says `people`."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

SECOND = "sitting_second_step"


def mark_second_step(session: SessionBase) -> None:
    """The person has shown a second factor in this sitting, or has just added the first one."""
    session[SECOND] = True


def has_second_step(session: SessionBase) -> bool:
    """Whether that is so."""
    return bool(session.get(SECOND))
