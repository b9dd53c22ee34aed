"""A full disk: who hands in is asked to come back, the server's copy stays, and later all of it is taken."""

from __future__ import annotations

import os
import smtplib
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.kills.conftest import Nursery
from tests.kills.test_killed import MAILBOX
from tests.kills.test_together import at_work, balance, hand_in
from tests.running import free_port
from tests.servers.dovecot import Account

pytestmark = [pytest.mark.journey, pytest.mark.database]

POLL = (
    "from django.conf import settings; from camket.ops.doors.imap import poll_all; "
    "from camket.ops.doors.mailboxes import load_mailboxes; "
    "poll_all(load_mailboxes(settings.CAMKET_MAILBOXES))"
)


def mail(number: int, size: int) -> bytes:
    """A complaint with so many bytes of something."""
    head = f"From: khach{number}@example.vn\r\nMessage-ID: <{number}.{size}@example.vn>\r\n"
    text = f"Subject: Khieu nai {number}\r\n\r\nMay hong, lan thu {number}.\r\n"
    return f"{head}{text}".encode() + b"0123456789\r\n" * (size // 12)


LARGE = mail(1, 1_500_000)


class Disk:
    """A disk so small that a test can fill it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Write until nothing more goes in."""
        with self._filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def empty(self) -> None:
        """There is room again."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A real small file system, where we may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only; a limit on files stands in for it")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def handed_in(port: int, content: bytes) -> int:
    """Hand a mail in once; returns the answer's code."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as door:
        try:
            door.sendmail("khach@example.vn", ["info@mitgroup.vn"], content)
        except smtplib.SMTPDataError as refusal:
            return refusal.smtp_code
    return 250


def stored_files(folder: Path) -> list[Path]:
    """What lies in the storage."""
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_on_a_full_disk_a_mail_is_put_off_and_taken_when_there_is_room(
    nursery: Callable[..., Nursery], disk: Disk
) -> None:
    port = free_port()
    desk = nursery(CAMKET_HOME=str(disk.folder / "var"))
    assert desk.camket("setup").returncode == 0
    with at_work(desk, ("maildoor", port)):
        hand_in(port, mail(0, 100))
        disk.fill()
        assert handed_in(port, LARGE) == 451
        assert stored_files(disk.folder / "var") == []
        disk.empty()
        assert handed_in(port, LARGE) == 250
    assert desk.camket("worker", "--once").returncode == 0
    assert balance(desk)["opened"] == 2
    assert desk.is_sound()


@pytest.mark.only_on("sqlite")
def test_what_the_door_said_250_to_is_there_even_if_the_disk_filled_up_in_between(
    nursery: Callable[..., Nursery], disk: Disk
) -> None:
    port = free_port()
    desk = nursery(CAMKET_HOME=str(disk.folder / "var"))
    assert desk.camket("setup").returncode == 0
    with at_work(desk, ("maildoor", port)):
        hand_in(port, mail(0, 100))
        disk.fill()
        answers = [handed_in(port, mail(number, 60_000)) for number in range(1, 100)]
        disk.empty()
        assert handed_in(port, mail(100, 60_000)) == 250
    assert set(answers) <= {250, 451}
    assert 451 in answers
    assert balance(desk)["received"] == 2 + answers.count(250)
    assert desk.camket("worker", "--once").returncode == 0
    assert desk.is_sound()


def test_on_a_full_disk_the_servers_copy_stays_where_it_was(
    nursery: Callable[..., Nursery], disk: Disk, account: Account, tmp_path: Path
) -> None:
    boxes = MAILBOX.format(port=account.server.port, user=account.user, done="delete")
    (tmp_path / "mailboxes.toml").write_text(boxes, "utf-8")
    home = {"CAMKET_HOME": str(disk.folder / "var")}
    desk = nursery(CAMKET_MAILBOXES=str(tmp_path / "mailboxes.toml"), **home)
    assert desk.camket("setup").returncode == 0
    account.put(LARGE)
    disk.fill()
    told = desk.camket("django", "shell", "--no-imports", "-c", POLL).stderr
    assert "could not be stored on our side" in told
    assert account.uids("UNSEEN") == [1]
    disk.empty()
    assert desk.camket("django", "shell", "--no-imports", "-c", POLL).returncode == 0
    assert account.uids("ALL") == []
    assert desk.camket("worker", "--once").returncode == 0
    assert balance(desk)["opened"] == 1


def test_where_files_may_not_grow_a_mail_is_put_off_as_well(
    nursery: Callable[..., Nursery],
) -> None:
    port = free_port()
    desk = nursery()
    assert desk.camket("setup").returncode == 0
    with at_work(desk, ("maildoor", port), most_bytes=1_000_000):
        hand_in(port, mail(0, 100))
        assert handed_in(port, LARGE) == 451
        assert stored_files(Path(desk.variables["CAMKET_HOME"])) == []
    with at_work(desk, ("maildoor", port)):
        hand_in(port, LARGE)
    assert desk.camket("worker", "--once").returncode == 0
    assert balance(desk)["opened"] == 2
    assert desk.is_sound()
