"""How far each mailbox was read, and what its last reading met."""

from __future__ import annotations

from datetime import datetime

from camket.arrivals.models import Bookmark


def bookmark_of(mailbox: str) -> Bookmark | None:
    """The bookmark of a mailbox that was read before."""
    return Bookmark.objects.filter(mailbox=mailbox).first()


def read_to(mailbox: str, *, place: str, next_uid: int, at: datetime) -> None:
    """Everything before `next_uid` is in our hands."""
    reached = {"place": place, "next_uid": next_uid, "read_at": at}
    Bookmark.objects.update_or_create(mailbox=mailbox, defaults=reached)


def note_fault(mailbox: str, fault: str) -> bool:
    """Keep why a mailbox cannot be read, or, with an empty fault, that it can. Returns whether that is news."""
    row = bookmark_of(mailbox) or Bookmark.objects.create(mailbox=mailbox)
    if row.fault == fault:
        return False
    Bookmark.objects.filter(pk=mailbox).update(fault=fault)
    return True
