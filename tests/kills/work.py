"""What the killed processes do, with the product's own functions."""

from __future__ import annotations

import base64
import imaplib
import os
import signal
import smtplib
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from camket.arrivals.actions import receive
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.cases.models import Case
from camket.clock import now
from camket.intake.actions.taking import take
from camket.notices.models import Delivery
from camket.ops.commands import maildoor, setup, worker
from camket.ops.doors.imap import poll
from camket.ops.doors.mailboxes import load_mailboxes
from camket.ops.taking import take_due
from camket.rulebook.company import current_policy
from tests.kills.nursery import start, wait
from tests.kills.steps import Steps

PICTURE = base64.encodebytes(
    b"\xff\xd8\xff\xe0" + bytes(70_000)
)  # more than what is kept inside a row
PATIENCE_SECONDS = 20


def mail(number: int) -> bytes:
    """The complaint of one person, with a photo, the same each time it is asked for."""
    head = (
        f"From: Khach {number} <khach{number}@example.vn>\r\nMessage-ID: <{number}@example.vn>\r\n"
    )
    subject = f"Subject: Khieu nai so {number}\r\nTo: info@mitgroup.vn\r\n"
    parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBo phat wifi khong len nguon.\r\n"
    photo = (
        "--b\r\nContent-Type: image/jpeg; name=anh.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return (
        f"{head}{subject}{parts}{photo}".encode() + PICTURE.replace(b"\n", b"\r\n") + b"--b--\r\n"
    )


def set_up() -> None:
    """Databases, keys, policy."""
    setup.prepare()


def load() -> None:
    """Read here, once, what each child would read for itself: the policy and the letters."""
    current_policy()
    get_template("letters/vi/acknowledged.txt")


def put_into_mailbox(number: int) -> None:
    """One mail more on the IMAP server."""
    (mailbox,) = load_mailboxes(settings.CAMKET_MAILBOXES)
    with imaplib.IMAP4(mailbox.host, mailbox.port) as box:
        box.login(mailbox.user, mailbox.password)
        box.append("INBOX", "", "", mail(number))  # type: ignore[arg-type]


def fetch() -> None:
    """What the poller does."""
    (mailbox,) = load_mailboxes(settings.CAMKET_MAILBOXES)
    poll(mailbox)


def put_before_worker(number: int) -> None:
    """One arrival that waits to be taken."""
    receive([Raw(mail(number), Form.MAIL, Channel.MAIL, "info", now())], at=now())


def put_on_the_way(number: int) -> None:
    """One letter that waits to be delivered."""
    take(receive([Raw(mail(number), Form.MAIL, Channel.MAIL, "info", now())], at=now()), at=now())


def work() -> None:
    """What the worker does: take what arrived, deliver what is due."""
    worker.run(Namespace(once=True))


def take_what_arrived() -> None:
    """The first half of what the worker does."""
    while take_due(at=now()):
        pass


def listen() -> None:
    """What the mail door does, until it is asked to end."""
    maildoor.run(Namespace(host="127.0.0.1", lmtp=False))


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something to do, and who does it."""

    prepare: Callable[[int], None]
    labour: Callable[[], None]

    def round(self, number: int) -> tuple[bool, str]:
        """Kill at the step of that number, or at none; returns whether it died, and of which step."""
        wait(start(lambda: self.prepare(number)))
        pid, told = _doomed(self.labour, number)
        killed = wait(pid)
        return killed, told()


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """A mail door that dies while somebody hands in a mail, who comes back as mail servers do."""

    labour: Callable[[], None]

    def round(self, number: int) -> tuple[bool, str]:
        """Hand in, and hand in again at a door that lives."""
        pid, told = _doomed(listen, number)
        answered = _hand_in(mail(number))
        if answered:
            os.kill(pid, signal.SIGTERM)
        killed = wait(pid)
        if not answered:
            pid = start(listen)
            assert _hand_in(mail(number)), "the second time it must be taken"
            os.kill(pid, signal.SIGTERM)
            wait(pid)
        return killed, told()


def _doomed(labour: Callable[[], None], number: int) -> tuple[int, Callable[[], str]]:
    """A child that dies at the step of that number, and a way to read what it told."""
    reading, writing = os.pipe()

    def run() -> None:
        Steps(number or None, lambda name: os.write(writing, name.encode())).watch()
        labour()

    pid = start(run)
    os.close(writing)

    def told() -> str:
        with os.fdopen(reading) as pipe:
            return pipe.read().strip()

    return pid, told


def _hand_in(content: bytes) -> bool:
    """Hand a mail in at the door; whether it answered 250."""
    with _at_the_door() as door:
        try:
            door.sendmail("khach@example.vn", ["info@mitgroup.vn"], content)
        except (smtplib.SMTPException, OSError):
            return False
    return True


def _at_the_door() -> smtplib.SMTP:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return smtplib.SMTP("127.0.0.1", settings.CAMKET_MAIL_PORT, timeout=PATIENCE_SECONDS)
        except ConnectionError:
            assert time.monotonic() < end, "the door does not open"
            time.sleep(0.02)


SCENARIOS: dict[str, Scenario | AtTheDoor] = {
    "fetch": Scenario(put_into_mailbox, fetch),
    "take": Scenario(put_before_worker, take_what_arrived),
    "deliver": Scenario(put_on_the_way, work),
    "door": AtTheDoor(work),
}


def standing() -> dict[str, Any]:
    """How everything stands at the end."""
    work()
    arrivals = Arrival.objects.values_list("place", "outcome")
    return {
        "arrivals": Counter(outcome or place for place, outcome in arrivals),
        "cases": Case.objects.count(),
        "deliveries": Counter(Delivery.objects.values_list("state", flat=True)),
        "message_ids": list(Delivery.objects.values_list("message_id", flat=True)),
        "files": sum(
            1 for path in Path(settings.CAMKET_HOME, "files").rglob("*") if path.is_file()
        ),
    }
