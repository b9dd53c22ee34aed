"""One folder on an IMAP server: what is in it, its bytes, and what is done with mails that are ours now."""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import MailboxLoginError
from imap_tools.utils import encode_folder

from camket.ops.doors.faults import SignInRefused
from camket.ops.doors.mailboxes import DELETE, SEEN, Mailbox
from camket.ops.doors.tokens import access_token, forget_token

TIMEOUT_SECONDS = 60
_SIZE = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as the server gave it, and for how many seconds it had lain there."""

    uid: int
    content: bytes
    age: float


class Inbox:
    """A folder that is open. Nothing here changes a mail but `done`."""

    def __init__(self, box: BaseMailBox, mailbox: Mailbox) -> None:
        self._box = box
        self._mailbox = mailbox
        # The server says what it can only once somebody has signed in.
        self._abilities = _words(box.client.capability())
        status = box.folder.status(mailbox.folder, ["UIDVALIDITY", "UIDNEXT"])
        self.validity, self.next_uid = status["UIDVALIDITY"], status["UIDNEXT"]
        box.folder.set(mailbox.folder)

    def uids(self, criterion: str) -> set[int]:
        """The UIDs that a SEARCH finds."""
        return {int(uid) for uid in self._box.uids(criterion, charset=None)}

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The bytes of each mail."""
        found: dict[int, int] = {}
        for line in self._command("FETCH", _set(uids), "(UID RFC822.SIZE)"):
            match = _SIZE.search(line) if isinstance(line, bytes) else None
            if match:
                uid, size = match.group(1) or match.group(4), match.group(2) or match.group(3)
                found[int(uid)] = int(size)
        return found

    def fetch(self, uid: int) -> Fetched | None:
        """The bytes of one mail, read so that nothing changes. None where the server cannot give it."""
        status, parts = self._box.client.uid("FETCH", str(uid), "(INTERNALDATE BODY.PEEK[])")
        given = next((part for part in parts if isinstance(part, tuple)), None)
        if status != "OK" or given is None:
            return None
        return Fetched(uid, bytes(given[1]), _age(given[0]))

    def done(self, uids: Sequence[int]) -> None:
        """What the mailbox wants done with mails that are ours now: seen, deleted or moved away."""
        if self._mailbox.done == SEEN:
            self._command("STORE", _set(uids), "+FLAGS.SILENT", r"(\Seen)")
        elif self._mailbox.done == DELETE:
            self._delete(uids)
        else:
            self._move(uids, self._mailbox.done)

    def _delete(self, uids: Sequence[int]) -> None:
        self._command("STORE", _set(uids), "+FLAGS.SILENT", r"(\Deleted)")
        if b"UIDPLUS" in self._abilities:
            self._command("EXPUNGE", _set(uids))
        else:
            self._box.expunge()

    def _move(self, uids: Sequence[int], folder: str) -> None:
        if not self._box.folder.exists(folder):
            self._box.folder.create(folder)
        named = encode_folder(folder).decode("ascii")
        if b"MOVE" in self._abilities:
            self._command("MOVE", _set(uids), named)
        else:
            self._command("COPY", _set(uids), named)
            self._delete(uids)

    def _command(self, name: str, *words: str) -> list[object]:
        status, said = self._box.client.uid(name, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(name)
        return list(said)


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Inbox]:
    """Sign in and open the folder. Raises SignInRefused, NoToken, or an error of the line or the server."""
    box = _connected(mailbox)
    try:
        _sign_in(box, mailbox)
        yield Inbox(box, mailbox)
    finally:
        # Whatever a farewell may fail of, everything is done by then, or failed of something worse.
        for farewell in (box.client.logout, box.client.shutdown):
            with suppress(Exception):
                farewell()


def _connected(mailbox: Mailbox) -> BaseMailBox:
    if not mailbox.tls:
        return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS)
    # The library believes any certificate unless it is handed a context that does not.
    trust = ssl.create_default_context()
    return MailBox(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS, ssl_context=trust)


def _sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    try:
        if mailbox.password_variable:
            plain = mailbox.user.isascii() and mailbox.password.isascii()
            sign_in = box.login if plain else box.login_utf8
            sign_in(mailbox.user, mailbox.password, initial_folder=None)
        else:
            box.xoauth2(mailbox.user, access_token(mailbox), initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        forget_token(mailbox)
        raise SignInRefused from error


def _set(uids: Sequence[int]) -> str:
    return ",".join(str(uid) for uid in uids)


def _words(answer: tuple[str, list[bytes]]) -> set[bytes]:
    return {word.upper() for line in answer[1] for word in line.split()}


def _age(said: bytes) -> float:
    """Seconds since the server received the mail; none where it does not say."""
    moment = imaplib.Internaldate2tuple(said)
    return max(0.0, time.time() - time.mktime(moment)) if moment else 0.0
