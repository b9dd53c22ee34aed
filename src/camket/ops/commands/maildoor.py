"""The mail door: an SMTP (or LMTP) server, and the poller of the IMAP mailboxes."""

from __future__ import annotations

import argparse
import asyncio
import logging
import threading

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from camket.ops import ending, pulse
from camket.ops.doors.imap import poll_all
from camket.ops.doors.mailboxes import Mailbox, load_mailboxes
from camket.ops.doors.smtp import Door, protocol
from camket.ops.preparing.policy import check_is_published

POLL_SECONDS = 10.0
log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and in which protocol."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--lmtp", action="store_true", help="speak LMTP instead of SMTP")


def run(args: argparse.Namespace) -> int:
    """Listen and poll until SIGTERM or SIGINT."""
    check_is_published()
    mailboxes = load_mailboxes(settings.CAMKET_MAILBOXES)
    asked_to_end = ending.when_asked()
    pulse.keep_beating("maildoor")
    if mailboxes:
        poller = threading.Thread(target=_poll, args=(mailboxes, asked_to_end), daemon=True)
        poller.start()
    asyncio.run(_listen(args.host, lmtp=args.lmtp, asked_to_end=asked_to_end))
    return 0


async def _listen(host: str, *, lmtp: bool, asked_to_end: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    door = protocol(Door("lmtp" if lmtp else "smtp"), lmtp=lmtp)
    server = await loop.create_server(door, host, settings.CAMKET_MAIL_PORT)
    async with server:
        await loop.run_in_executor(None, asked_to_end.wait)


def _poll(mailboxes: list[Mailbox], asked_to_end: threading.Event) -> None:
    while not asked_to_end.is_set():
        try:
            poll_all(mailboxes)
        except DatabaseError as error:
            log.warning("poller: %s", type(error).__name__)
            close_old_connections()
        asked_to_end.wait(POLL_SECONDS)
