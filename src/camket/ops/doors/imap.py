"""Fetching from IMAP mailboxes. The server's copy is touched only after ours is committed.

A mail is named by host, user, folder, UIDVALIDITY and UID: however often it is fetched, it arrives once.
It is read with BODY.PEEK, so that looking changes nothing on the server.
"""

from __future__ import annotations

import hashlib
import imaplib
import logging
from collections.abc import Iterable
from datetime import datetime

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.ops.doors.mailboxes import Mailbox

AT_ONCE = 50
TIMEOUT_SECONDS = 60
log = logging.getLogger(__name__)


def poll(mailbox: Mailbox) -> int:
    """Fetch everything that was not fetched before. Returns how many mails arrived."""
    with _signed_in(mailbox) as box:
        validity = _validity(box, mailbox.folder)
        uids = sorted(box.uids("UNSEEN" if mailbox.done == "seen" else "ALL"), key=int)
        return sum(
            _take_batch(box, mailbox, validity, uids[start : start + AT_ONCE])
            for start in range(0, len(uids), AT_ONCE)
        )


def _take_batch(box: BaseMailBox, mailbox: Mailbox, validity: str, uids: list[str]) -> int:
    at = now()
    fetched = dict(_fetch(box, uids))
    raw = [_raw(mailbox, validity, uid, content, at) for uid, content in fetched.items()]
    arrived = len(receive(raw, at=at))
    if fetched:
        _mark_done(box, mailbox, list(fetched))
    return arrived


def _signed_in(mailbox: Mailbox) -> BaseMailBox:
    kind = MailBox if mailbox.tls else MailBoxUnencrypted
    box: BaseMailBox = kind(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS)
    if mailbox.token:
        return box.xoauth2(mailbox.user, mailbox.token, initial_folder=mailbox.folder)
    return box.login(mailbox.user, mailbox.password, initial_folder=mailbox.folder)


def _validity(box: BaseMailBox, folder: str) -> str:
    return str(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])


def _fetch(box: BaseMailBox, uids: list[str]) -> Iterable[tuple[str, bytes]]:
    """The bytes of each mail. One that the server cannot give is left for the next time."""
    for uid in uids:
        status, parts = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
        content = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if status == "OK" and content is not None:
            yield uid, bytes(content)


def _raw(mailbox: Mailbox, validity: str, uid: str, content: bytes, at: datetime) -> Raw:
    name = "\n".join([mailbox.host, mailbox.user, mailbox.folder, validity, uid])
    source = hashlib.sha256(name.encode()).hexdigest()
    return Raw(content, Form.MAIL, Channel.MAIL, mailbox.name, at, source)


def _mark_done(box: BaseMailBox, mailbox: Mailbox, uids: list[str]) -> None:
    if mailbox.done == "seen":
        box.flag(uids, [MailMessageFlags.SEEN], value=True)
    elif mailbox.done == "delete":
        box.delete(uids)
    else:
        box.move(uids, mailbox.done)


def poll_all(mailboxes: Iterable[Mailbox]) -> None:
    """Poll each mailbox; one that cannot be reached does not keep the others from their turn."""
    for mailbox in mailboxes:
        try:
            poll(mailbox)
        except (OSError, imaplib.IMAP4.error) as error:
            log.warning("mailbox %s: %s", mailbox.name, type(error).__name__)
