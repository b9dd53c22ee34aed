"""The mail door: SMTP and LMTP. It says 250 only after the commit, and 4xx for any failure of ours.

What a mail says is never a reason to refuse it here: the bytes are sealed and stored, and whoever sent
them may forget them. Only size has a limit.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now

LARGEST_BYTES = 35 * 1024 * 1024
TAKEN = "250 2.0.0 Da nhan, da luu / stored"
TRY_AGAIN = "451 4.3.0 Chua luu duoc, xin gui lai / could not be stored, please send again"
log = logging.getLogger(__name__)


class Door:
    """aiosmtpd's handler: stores what is sent, in a thread that owns a database connection."""

    def __init__(self, mailbox: str = "smtp") -> None:
        self.mailbox = mailbox
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="door")

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Answer one message, after it is on disk."""
        content = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        said = await loop.run_in_executor(self._threads, self._store, bytes(content))
        # LMTP wants one answer for each recipient (RFC 2033, 4.2); they share one copy here.
        answers = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join([said] * answers)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever else goes wrong is our failure: the sender keeps the mail and comes back."""
        log.warning("mail door: %s", type(error).__name__)
        return TRY_AGAIN

    def _store(self, content: bytes) -> str:
        try:
            close_old_connections()
            at = now()
            receive([Raw(content, Form.MAIL, Channel.MAIL, self.mailbox, at)], at=at)
        except Exception as error:
            log.warning("mail door: %s", type(error).__name__)
            return TRY_AGAIN
        return TAKEN


class AnyLine(SMTP):
    """Takes lines of any length: there are programs that write a whole letter on one."""

    line_length_limit = LARGEST_BYTES


class AnyLineLMTP(LMTP):
    """The same for LMTP."""

    line_length_limit = LARGEST_BYTES


def protocol(door: Door, *, lmtp: bool) -> Callable[[], SMTP]:
    """A factory of connections for asyncio. Any recipient is accepted: the server before us knows ours."""
    kind = AnyLineLMTP if lmtp else AnyLine
    return lambda: kind(door, data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True, ident="camket")
