"""What may stand in the file of mailboxes, and signing in with OAuth2 as the large providers ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from camket.arrivals.models import Bookmark
from camket.ops.doors import tokens
from camket.ops.doors.imap import poll, poll_all
from camket.ops.doors.mailboxes import Mailbox, load_mailboxes
from camket.refusals import NotUnderstood
from tests.ops.test_imap import mail
from tests.servers.dovecot import Account

TWO = """
[[mailbox]]
name = "info"
host = "imap.example.vn"
user = "info@example.vn"
password_variable = "INFO_PASSWORD"

[[mailbox]]
name = "care"
host = "imap.example.vn"
user = "care@example.vn"
token_url = "https://login.example.vn/token"
done = "Đã lấy"
"""


def test_a_file_names_several_mailboxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mailboxes.toml"
    file.write_text(TWO, "utf-8")
    monkeypatch.setenv("INFO_PASSWORD", "bí mật")
    info, care = load_mailboxes(file)
    assert (info.password, info.port, info.tls, info.done) == ("bí mật", 993, True, "seen")
    assert (care.folder, care.done) == ("INBOX", "Đã lấy")


@pytest.mark.parametrize(
    ("found", "put", "told"),
    [
        ('"care"\nhost', '"info"\nhost', "two mailboxes"),
        ('password_variable = "INFO_PASSWORD"', "", "exactly one way"),
        ('"Đã lấy"', '"INBOX"', "its own folder"),
        ("host =", "hots =", "hots"),
        ('user = "info@example.vn"', "", "unknown, missing or of the wrong kind: user"),
        ('user = "info@example.vn"', 'user = "i"\nport = "993"', "wrong kind: port"),
        ("[[mailbox]]", "[[mailbox", "mailboxes"),
        (TWO, "# nothing yet", "no ..mailbox"),
    ],
)
def test_what_cannot_work_is_refused_with_the_files_name(
    tmp_path: Path, found: str, put: str, told: str
) -> None:
    file = tmp_path / "mailboxes.toml"
    file.write_text(TWO.replace(found, put), "utf-8")
    with pytest.raises(NotUnderstood, match=told) as refusal:
        load_mailboxes(file)
    assert str(file) in refusal.value.vi


@pytest.fixture
def office(account: Account, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """A mailbox at a provider that knows no passwords, whose books hold a refresh token for it."""
    account.server.tokens.refresh["lam-moi"] = account.user
    monkeypatch.setenv("CAMKET_TEST_REFRESH", "lam-moi")
    account.put(mail())
    return account.mailbox(
        password_variable="",
        token_url=account.server.tokens.tokens,
        refresh_variable="CAMKET_TEST_REFRESH",
        client_id="camket",
    )


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_refresh_token_opens_the_mailbox_and_its_access_token_is_used_again(
    account: Account, office: Mailbox
) -> None:
    asked = account.server.tokens.asked
    assert poll(office) == 1
    assert poll(office) == 0
    assert account.server.tokens.asked == asked + 1


@pytest.mark.django_db(databases=["default", "keys"])
def test_an_access_token_that_ran_out_is_replaced(account: Account, office: Mailbox) -> None:
    poll_all([office])
    account.server.tokens.access.clear()
    account.put(mail(2))
    poll_all([office])
    assert Bookmark.objects.get().fault == "sign_in"
    assert poll(office) == 1


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_provider_that_gives_no_token_is_told_in_words(
    account: Account, office: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    account.server.tokens.refresh.clear()
    tokens.forget_token(office)
    poll_all([office])
    assert "a new refresh token is needed" in caplog.text
    assert account.uids("UNSEEN") == [1]


@pytest.mark.django_db(databases=["default", "keys"])
def test_an_access_token_from_outside_opens_the_mailbox(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.put(mail())
    account.server.tokens.access["tu-ngoai"] = account.user
    monkeypatch.setenv("CAMKET_TEST_TOKEN", "tu-ngoai")
    assert poll(account.mailbox(password_variable="", token_variable="CAMKET_TEST_TOKEN")) == 1
