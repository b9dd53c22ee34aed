"""What the mail door says to mail servers: yes once it is stored, later for any failure of ours, never no."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from camket.ops.doors.smtp import TAKEN, Door, protocol
from tests.running import free_port


class NotedDoor(Door):
    """A door that notes what it would store."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: list[bytes] = []
        self.says = TAKEN

    def _store(self, content: bytes) -> str:
        self.stored.append(content)
        return self.says


class Listening(Controller):
    """A door that listens in a thread of its own."""

    def __init__(self, door: Door, *, lmtp: bool) -> None:
        super().__init__(door, hostname="127.0.0.1", port=free_port())
        self._make = protocol(door, lmtp=lmtp)

    def factory(self) -> SMTP:
        """The protocol of each connection."""
        return self._make()


@pytest.fixture
def door() -> NotedDoor:
    return NotedDoor()


@pytest.fixture
def open_door(door: NotedDoor) -> Iterator[Callable[..., int]]:
    """Open the door; returns its port."""
    listening: list[Listening] = []

    def opened(*, lmtp: bool = False) -> int:
        listening.append(Listening(door, lmtp=lmtp))
        listening[-1].start()
        return int(listening[-1].port)

    yield opened
    for one in listening:
        one.stop()


def hand_in(port: int, content: bytes, sender: str = "lan@example.vn") -> None:
    """Hand a mail in, as a mail server does."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.sendmail(sender, ["info@mitgroup.vn"], content, ["BODY=8BITMIME"])


MAILS = {
    "a line of a megabyte": b"Subject: a\r\n\r\n" + b"x" * 1_000_000 + b"\r\n",
    "lines that begin with dots": b"Subject: a\r\n\r\n.\r\n..\r\n.b\r\n",
    "bytes that are no text": b"Subject: a\r\n\r\n" + bytes(range(128, 256)) + b"\r\n",
    "nothing but a header": b"Subject: a\r\n\r\n",
}


@pytest.mark.parametrize("content", MAILS.values(), ids=MAILS)
def test_whatever_a_mail_holds_is_taken_byte_by_byte(
    content: bytes, door: NotedDoor, open_door: Callable[..., int]
) -> None:
    hand_in(open_door(), content)
    assert door.stored == [content]


def test_a_bounce_that_comes_from_nobody_is_taken(
    door: NotedDoor, open_door: Callable[..., int]
) -> None:
    hand_in(open_door(), b"Subject: Undelivered\r\n\r\n", sender="")
    assert len(door.stored) == 1


def test_a_failure_of_ours_asks_the_sender_to_come_back(
    door: NotedDoor, open_door: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(content: bytes) -> str:
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(door, "_store", broken)
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        hand_in(open_door(), b"Subject: a\r\n\r\n")
    assert refusal.value.smtp_code == 451


def test_over_lmtp_each_recipient_is_answered_and_one_copy_is_kept(
    door: NotedDoor, open_door: Callable[..., int]
) -> None:
    talk = [b"LHLO may\r\n", b"MAIL FROM:<lan@example.vn>\r\n"]
    talk += [b"RCPT TO:<%s@mitgroup.vn>\r\n" % name for name in (b"info", b"care")]
    with socket.create_connection(("127.0.0.1", open_door(lmtp=True)), timeout=20) as line:
        said = line.makefile("rb")
        assert said.readline().startswith(b"220")
        for words in talk:
            line.sendall(words)
            while (answer := said.readline())[3:4] == b"-":
                pass
            assert answer.startswith((b"2", b"3")), answer
        line.sendall(b"DATA\r\n")
        said.readline()
        line.sendall(b"Subject: a\r\n\r\n.\r\n")
        assert [said.readline()[:3] for _ in range(2)] == [b"250", b"250"]
        line.sendall(b"QUIT\r\n")
        assert said.readline().startswith(b"221")
        said.close()
    assert len(door.stored) == 1
