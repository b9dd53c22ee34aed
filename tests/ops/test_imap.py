"""Fetching from a real IMAP server: nothing is lost, nothing is touched before it is ours."""

from __future__ import annotations

import imaplib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from camket.arrivals.models import Arrival, Bookmark
from camket.ops.doors import imap, inbox
from camket.ops.doors.imap import poll, poll_all
from tests.servers.dovecot import Account

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def mail(number: int = 1) -> bytes:
    """A mail that differs from the others."""
    head = f"From: Lan <lan@example.vn>\r\nMessage-ID: <{number}@example.vn>\r\n"
    return f"{head}Subject: Thu {number}\r\n\r\nMay hong {number}.\r\n".encode()


def test_a_mail_arrives_once_and_is_seen_afterwards(account: Account) -> None:
    account.put(mail(1), mail(2))
    assert poll(account.mailbox()) == 2
    assert account.uids("SEEN") == [1, 2]
    assert poll(account.mailbox()) == 0
    assert Arrival.objects.filter(mailbox=account.user).count() == 2


def test_the_servers_copy_is_untouched_while_ours_is_not_committed(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*raw: object, at: datetime) -> None:
        raise DatabaseError("database or disk is full")

    account.put(mail())
    with monkeypatch.context() as patched:
        patched.setattr(imap, "receive", full_disk)
        poll_all([account.mailbox()])
    assert account.uids("UNSEEN") == [1]
    assert Bookmark.objects.get().fault == "ours"
    assert poll(account.mailbox()) == 1


def test_taken_mails_go_to_a_folder_that_is_made_for_them(account: Account) -> None:
    account.put(mail(1), mail(2))
    poll(account.mailbox(done="Đã lấy"))
    assert account.uids() == []
    assert account.uids(folder="Đã lấy") == [1, 2]


def test_taken_mails_are_deleted(account: Account) -> None:
    account.put(mail(1), mail(2))
    assert poll(account.mailbox(done="delete")) == 2
    assert account.uids() == []


def test_reading_a_mailbox_empties_nobodys_bin(account: Account) -> None:
    account.put(mail(1), flags=r"(\Deleted)")
    poll(account.mailbox())
    assert account.uids() == [1]


def test_a_mail_that_a_person_opened_before_us_is_fetched_as_well(account: Account) -> None:
    account.put(mail(1))
    poll(account.mailbox())
    account.put(mail(2), flags=r"(\Seen)")
    assert poll(account.mailbox()) == 1


def test_what_was_read_years_before_the_mailbox_was_connected_stays_there(account: Account) -> None:
    account.put(mail(1), flags=r"(\Seen)")
    account.put(mail(2))
    assert poll(account.mailbox()) == 1


def test_a_server_that_numbers_anew_loses_nothing_and_opens_nothing_twice(account: Account) -> None:
    account.put(mail(1))
    poll(account.mailbox())
    account.renumber()
    account.put(mail(2), flags=r"(\Seen)")
    assert poll(account.mailbox()) == 2
    prints = Arrival.objects.values_list("fingerprint", flat=True)
    assert (len(prints), len(set(prints))) == (3, 2)


def test_each_of_several_mailboxes_has_its_turn(account: Account) -> None:
    other = account.server.account()
    account.put(mail(1))
    other.put(mail(2), folder="Archive")
    poll_all([account.mailbox(), other.mailbox(folder="Archive")])
    assert set(Arrival.objects.values_list("mailbox", flat=True)) == {account.user, other.user}


def test_a_wrong_password_is_told_in_words_once_and_stops_nobody(
    account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    account.put(mail())
    closed = account.server.account().mailbox(password_variable="CAMKET_TEST_NOTHING")
    for _ in range(2):
        poll_all([closed, account.mailbox()])
    assert caplog.text.count("does not accept the name or the password") == 1
    assert Arrival.objects.get().mailbox == account.user


def test_it_is_told_when_a_mailbox_can_be_read_again(
    account: Account, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("CAMKET_TEST_MAILBOX", "sai")
        poll_all([account.mailbox()])
    poll_all([account.mailbox()])
    assert "can be read again" in caplog.text
    assert Bookmark.objects.get().fault == ""


def test_a_folder_that_is_not_there_is_named_as_that(account: Account) -> None:
    poll_all([account.mailbox(folder="Khong co")])
    assert Bookmark.objects.get().fault == "folder"


def test_a_server_that_nobody_vouches_for_is_not_told_the_password(account: Account) -> None:
    poll_all([account.mailbox(tls=True, port=account.server.tls_port)])
    assert Bookmark.objects.get().fault == "certificate"


def test_a_server_with_a_trusted_certificate_is_read_over_tls(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.put(mail())
    monkeypatch.setenv("SSL_CERT_FILE", str(account.server.certificate))
    assert poll(account.mailbox(tls=True, port=account.server.tls_port)) == 1


def test_a_mail_is_received_when_it_came_into_the_mailbox(account: Account) -> None:
    lay = timedelta(days=2)
    with account.signed_in() as box:
        came = datetime.now(UTC) - lay
        box.append("INBOX", "", came, mail())  # type: ignore[arg-type]
    poll(account.mailbox())
    received = Arrival.objects.get().received_at
    assert abs(datetime.now(UTC) - lay - received) < timedelta(minutes=1)


def test_many_mails_are_taken_in_batches_that_fit_into_memory(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.put(*[mail(number) for number in range(7)])
    monkeypatch.setattr(imap, "AT_ONCE", 3)
    monkeypatch.setattr(imap, "TOGETHER_BYTES", 200)
    assert poll(account.mailbox()) == 7
    assert len(account.uids("SEEN")) == 7


def test_a_mail_that_the_server_cannot_give_is_left_and_asked_for_again(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.put(mail(1), mail(2), mail(3))
    fetch = inbox.Inbox.fetch
    with monkeypatch.context() as patched:
        patched.setattr(
            inbox.Inbox, "fetch", lambda self, uid: None if uid == 2 else fetch(self, uid)
        )
        poll_all([account.mailbox()])
    assert Bookmark.objects.get().fault == "ungiven"
    account.do(("STORE", "2", "+FLAGS", r"(\Seen)"))
    assert poll(account.mailbox()) == 1


class Cutter:
    """A line to the server that is cut after so many bytes from it."""

    def __init__(self, port: int, after: int) -> None:
        self._to, self._left = port, after
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        client, _ = self._door.accept()
        with client, socket.create_connection(("127.0.0.1", self._to)) as server:
            back = threading.Thread(target=self._forward, args=(client, server), daemon=True)
            back.start()
            while self._left > 0 and (said := server.recv(min(1000, self._left))):
                self._left -= len(said)
                client.sendall(said)
            for end in (client, server):
                end.shutdown(socket.SHUT_RDWR)
            back.join(10)

    @staticmethod
    def _forward(client: socket.socket, server: socket.socket) -> None:
        try:
            while said := client.recv(1000):
                server.sendall(said)
        except OSError:
            return

    def close(self) -> None:
        self._thread.join(10)
        self._door.close()


@pytest.fixture
def cut(account: Account) -> Iterator[Cutter]:
    """A line that breaks in the middle of a large mail, after small ones."""
    line = Cutter(account.server.port, 20_000)
    yield line
    line.close()


def test_a_line_that_breaks_in_the_middle_of_a_mail_costs_nothing(
    account: Account, cut: Cutter
) -> None:
    large = mail(2) + b"dong\r\n" * 20_000
    account.put(mail(1), large, mail(3))
    with pytest.raises((OSError, imaplib.IMAP4.error)):
        poll(account.mailbox(port=cut.port))
    assert account.uids("UNSEEN") == [1, 2, 3]
    poll(account.mailbox())
    assert account.uids("SEEN") == [1, 2, 3]
    assert Arrival.objects.count() == 3
