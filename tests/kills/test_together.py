"""Two of each at once: workers, mail doors and pollers of one mailbox, as processes on one database."""

from __future__ import annotations

import os
import resource
import signal
import smtplib
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.kills.conftest import Nursery
from tests.kills.test_killed import MAILBOX
from tests.running import free_port, until
from tests.servers.dovecot import Account
from tests.servers.post import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.database]

BY_SMTP, BY_IMAP = 20, 20


def mail(sender: str, number: int) -> bytes:
    """One complaint."""
    head = f"From: {sender}\r\nTo: info@mitgroup.vn\r\nMessage-ID: <{number}.{sender}>\r\n"
    return f"{head}Subject: Khieu nai {number}\r\n\r\nMay hong, lan thu {number}.\r\n".encode()


@contextmanager
def at_work(
    desk: Nursery, *crew: tuple[str, int], most_bytes: int = resource.RLIM_INFINITY
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Commands of the product that run beside each other until the end; no file may get larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    running = []
    for command, port in crew:
        variables = {**desk.variables, "MAIL_PORT": str(port)}
        words = [sys.executable, "-m", "camket", command]
        running.append(subprocess.Popen(words, env=variables, stderr=subprocess.DEVNULL))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    try:
        yield running
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(30)


def hand_in(port: int, content: bytes) -> None:
    """Hand a mail in at a door, and come back as long as it is not there yet."""

    def answered() -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as door:
                door.sendmail("khach@example.vn", ["info@mitgroup.vn"], content)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    until(answered)


def balance(desk: Nursery) -> dict[str, int]:
    """The last line of the equation, as numbers."""
    words = desk.camket("reconcile").stdout.splitlines()[-1].replace("=", " ").split()
    names = [word for word in words if word.isalpha() and word not in {"all", "all:"}]
    return dict(zip(names, (int(word) for word in words if word.isdigit()), strict=True))


def test_two_of_each_take_every_mail_once_and_send_every_letter_once(
    nursery: Callable[..., Nursery], account: Account, post_office: PostOffice, tmp_path: Path
) -> None:
    boxes = MAILBOX.format(port=account.server.port, user=account.user, done="seen")
    (tmp_path / "mailboxes.toml").write_text(boxes, "utf-8")
    desk = nursery(CAMKET_MAILBOXES=str(tmp_path / "mailboxes.toml"))
    account.put(*[mail(f"imap{n}@example.vn", n) for n in range(BY_IMAP)])
    doors = free_port(), free_port()
    sent = [mail(f"smtp{n}@example.vn", n) for n in range(BY_SMTP)]
    assert desk.camket("setup").returncode == 0
    crew = [("maildoor", doors[0]), ("maildoor", doors[1]), ("worker", 1), ("worker", 2)]
    with at_work(desk, *crew), ThreadPoolExecutor(8) as people:
        # Everybody hands in at both doors at once: one is a case, the other a duplicate.
        list(people.map(hand_in, doors * BY_SMTP, [one for one in sent for _ in doors]))
        until(lambda: len(post_office.letters) >= BY_SMTP + BY_IMAP)
        until(lambda: balance(desk)["waiting"] == 0)
    stood = balance(desk)
    assert (stood["opened"], stood["duplicate"]) == (BY_SMTP + BY_IMAP, BY_SMTP)
    assert stood["received"] == 2 * BY_SMTP + BY_IMAP
    assert set(Counter(str(letter["To"]) for letter in post_office.letters).values()) == {1}
    assert account.uids("UNSEEN") == []
    assert desk.is_sound()


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_dies_or_sleeps_with_a_letter_in_hand_is_replaced(
    fate: signal.Signals, nursery: Callable[..., Nursery], post_office: PostOffice
) -> None:
    desk = nursery()
    assert desk.camket("setup").returncode == 0
    port = free_port()
    with at_work(desk, ("maildoor", port), ("worker", 1)) as (_, first):
        hand_in(port, mail("slow-khach@example.vn", 1))
        until(lambda: post_office.kept_waiting)
        os.kill(first.pid, fate)
        with at_work(desk, ("worker", 2)):
            pass_time(desk, timedelta(minutes=6))
            until(lambda: post_office.kept_waiting > 1 and post_office.letters)
        os.kill(first.pid, signal.SIGCONT)
    assert len(post_office.names()) == 1
    assert delivered(desk) == "accepted"
    assert desk.is_sound()


def pass_time(desk: Nursery, passed: timedelta) -> None:
    """Move the clock of all processes on."""
    clock = Path(desk.variables["CAMKET_NOW"])
    moment = datetime.fromisoformat(clock.read_text("utf-8"))
    clock.write_text((moment + passed).isoformat(), "utf-8")


def delivered(desk: Nursery) -> str:
    """Where the deliveries stand."""
    ask = "from camket.notices.models import Delivery as D; print(*D.objects.values_list('state', flat=True))"
    return desk.camket("django", "shell", "--no-imports", "-c", ask).stdout.strip()
