"""Fetching from IMAP mailboxes. The server's copy is touched only after ours is committed.

A mail is named by host, user, folder, UIDVALIDITY and UID: however often it is fetched, it arrives once. A
bookmark says how far a mailbox was read, so that a mail which somebody has opened on a telephone before we
came is fetched as well. Where the numbers are new, all that is unseen and all that came since the last
reading is fetched again, and what we have already ends as a duplicate.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections

from camket.arrivals.actions import receive
from camket.arrivals.bookmarks import bookmark_of, note_fault, read_to
from camket.arrivals.models import Bookmark
from camket.arrivals.queries import known_sources
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.ops.doors.faults import WORDS, Fault, Ungiven, fault_of
from camket.ops.doors.inbox import Fetched, Inbox, opened
from camket.ops.doors.mailboxes import SEEN, Mailbox

AT_ONCE = 50
TOGETHER_BYTES = 32 * 1024 * 1024
# What is older had waited for years when the mailbox was connected; its clock starts with us.
OLDEST = timedelta(days=365)
log = logging.getLogger(__name__)


def poll(mailbox: Mailbox) -> int:
    """Fetch everything that was not fetched before. Returns how many mails arrived.

    Raises Ungiven where the server keeps a mail to itself; the others are fetched all the same.
    """
    with opened(mailbox) as inbox:
        place = _digest(mailbox, inbox.validity)
        wanted = sorted(_wanted(inbox, mailbox, bookmark_of(mailbox.name), place))
        known = known_sources(_source(place, uid) for uid in wanted)
        ours = {uid for uid in wanted if _source(place, uid) in known}
        fresh = [uid for uid in wanted if uid not in ours]
        batches = [_take(inbox, mailbox, place, batch) for batch in _batches(inbox, fresh)]
        if ours:
            # We were stopped between our commit and the server's copy.
            inbox.done(sorted(ours))
        left = set(fresh) - {uid for batch in batches for uid in batch}
        reached = min(left, default=inbox.next_uid)
        read_to(mailbox.name, place=place, next_uid=reached, at=now())
    if left:
        raise Ungiven
    return len(fresh)


def _wanted(inbox: Inbox, mailbox: Mailbox, bookmark: Bookmark | None, place: str) -> set[int]:
    """Everything where taken mails leave the folder; else what is unseen, or came since the bookmark."""
    if mailbox.done != SEEN:
        return inbox.uids("ALL")
    unseen = inbox.uids("UNSEEN")
    if bookmark is None or bookmark.read_at is None:
        return unseen
    if bookmark.place != place:
        since = bookmark.read_at - timedelta(days=1)
        return unseen | inbox.uids(f"SINCE {since:%d}-{_MONTHS[since.month - 1]}-{since:%Y}")
    # The last mail answers to any range that is open at its end.
    later = inbox.uids(f"UID {bookmark.next_uid}:*")
    return unseen | {uid for uid in later if uid >= bookmark.next_uid}


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _batches(inbox: Inbox, uids: list[int]) -> Iterator[list[int]]:
    """Few enough mails at a time that their bytes fit into the memory of a small machine."""
    for start in range(0, len(uids), AT_ONCE):
        some = uids[start : start + AT_ONCE]
        sizes = inbox.sizes(some)
        batch: list[int] = []
        weight = 0
        for uid in some:
            size = sizes.get(uid, 0)
            if batch and weight + size > TOGETHER_BYTES:
                yield batch
                batch, weight = [], 0
            batch.append(uid)
            weight += size
        yield batch


def _take(inbox: Inbox, mailbox: Mailbox, place: str, uids: list[int]) -> list[int]:
    """Fetch, commit, and only then touch the server's copies. Returns the UIDs that are ours now."""
    fetched = [mail for mail in map(inbox.fetch, uids) if mail is not None]
    if not fetched:
        return []
    at = now()
    receive([_raw(mailbox, place, mail, at) for mail in fetched], at=at)
    ours = [mail.uid for mail in fetched]
    inbox.done(ours)
    return ours


def _digest(mailbox: Mailbox, validity: int) -> str:
    name = "\n".join([mailbox.host, mailbox.user, mailbox.folder, str(validity)])
    return hashlib.sha256(name.encode()).hexdigest()


def _source(place: str, uid: int) -> str:
    return hashlib.sha256(f"{place}\n{uid}".encode()).hexdigest()


def _raw(mailbox: Mailbox, place: str, mail: Fetched, at: datetime) -> Raw:
    """The mail, received when it came into the company's mailbox and not when we came to fetch it."""
    waited = timedelta(seconds=mail.age)
    received = at - waited if waited < OLDEST else at
    source = _source(place, mail.uid)
    channel = Channel.VOICE if mailbox.voice else Channel.MAIL
    return Raw(mail.content, Form.MAIL, channel, mailbox.name, received, source)


def poll_all(mailboxes: Iterable[Mailbox]) -> None:
    """Poll each mailbox; one that cannot be read does not keep the others from their turn."""
    for mailbox in mailboxes:
        try:
            poll(mailbox)
            _tell(mailbox, None)
        except Exception as error:
            # Whatever it is, the next mailbox has its turn, and this one another turn later.
            _tell(mailbox, fault_of(error), type(error).__name__)


def _tell(mailbox: Mailbox, fault: Fault | None, kind: str = "") -> None:
    """Say in words what is in the way, once for as long as it stays the same, and when it is over."""
    try:
        news = note_fault(mailbox.name, fault or "")
    except (DatabaseError, OSError):
        close_old_connections()
        news = fault is not None
    if news and fault is None:
        log.warning("mailbox %s: đọc được trở lại / can be read again", mailbox.name)
    elif news and fault is not None:
        vi, en = WORDS[fault]
        log.warning("mailbox %s: %s / %s (%s)", mailbox.name, vi, en, kind)
