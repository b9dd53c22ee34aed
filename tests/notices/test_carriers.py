"""The carriers of texts, each against its twin over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from camket.notices.carriers import Letter, Undelivered, compose
from camket.notices.texting.sms import SmsGateway
from camket.notices.texting.texter import Text
from camket.notices.texting.tokens import Tokens
from camket.notices.texting.zalo import ZaloAccount
from camket.notices.web import TooLong, Unreachable, get, is_speakable, post
from tests.running import free_port
from tests.twins.carriers import Reply, ZaloTwin, serving

WORDS = Text("<ck.1@x>", "+84909156178", "ngắn", "dài")


@pytest.fixture
def zalo(tmp_path: Path) -> Iterator[tuple[ZaloTwin, ZaloAccount, Path]]:
    """The twin of Zalo, our account there, and the file of its tokens."""
    twin, file = ZaloTwin(), tmp_path / "zalo.json"
    file.write_text(json.dumps(twin.tokens()))
    with serving(twin.answer) as url:
        yield twin, ZaloAccount(Tokens(file, twin.app, twin.app_secret, url), url), file


def test_a_gateway_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(Undelivered) as failure:
        SmsGateway(f"http://127.0.0.1:{free_port()}", "x").send(WORDS)
    assert not failure.value.permanent


Account = tuple[ZaloTwin, ZaloAccount, Path]


def test_zalo_sends_the_whole_letter_and_names_it(zalo: Account) -> None:
    twin, account, _ = zalo
    assert account.send(WORDS) == "zalo:m1"
    assert twin.sent == [{"recipient": {"user_id": "+84909156178"}, "message": {"text": "dài"}}]


def test_a_letter_too_long_for_zalo_goes_in_few_words(zalo: Account) -> None:
    twin, account, _ = zalo
    account.send(Text("r", "1", "ngắn", "dài " * 600))
    assert twin.sent[0]["message"]["text"] == "ngắn"


def test_a_token_that_has_run_out_is_made_new_and_written_down(zalo: Account) -> None:
    twin, account, file = zalo
    twin.turn = 1
    stale = Tokens(file, twin.app, twin.app_secret)
    file.write_text(json.dumps({"access_token": "old", "refresh_token": "refresh-1"}))
    assert account.send(WORDS) == "zalo:m1"
    assert json.loads(file.read_text()) == twin.tokens()
    assert file.stat().st_mode & 0o777 == 0o600
    assert stale.renewed("old") == "access-2"


def test_who_did_not_write_for_a_week_is_rung(zalo: Account) -> None:
    twin, account, _ = zalo
    twin.fault = -230
    with pytest.raises(Undelivered) as failure:
        account.send(WORDS)
    assert failure.value.permanent


@pytest.mark.parametrize("kept", ["", "{}", '{"access_token": "old", "refresh_token": "used"}'])
def test_without_a_token_that_is_good_the_letter_waits(zalo: Account, kept: str) -> None:
    _, account, file = zalo
    file.write_text(kept)
    with pytest.raises(Undelivered) as failure:
        account.send(WORDS)
    assert not failure.value.permanent


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://sms.example.vn/send", True),
        ("http://127.0.0.1:8000/", True),
        ("http://sms.example.vn/send", False),
        ("file:///etc/passwd", False),
        ("ftp://127.0.0.1/", False),
        ("https:///", False),
    ],
)
def test_only_this_machine_is_spoken_to_without_tls(url: str, may: bool) -> None:
    assert is_speakable(url) == may
    if not may:
        with pytest.raises(Unreachable):
            get(url, limit=10)


def test_no_redirect_is_followed_and_no_endless_answer_read() -> None:
    asked: list[str] = []

    def answer(path: str, headers: dict[str, str], body: bytes) -> Reply:
        asked.append(path)
        return (302, b"") if path == "/away" else (200, b"x" * 100)

    with serving(answer) as url:
        assert post(f"{url}/away", b"", {}).status == 302
        with pytest.raises(TooLong):
            get(f"{url}/long", limit=99)
        assert get(f"{url}/long", limit=100).content == b"x" * 100
    assert asked == ["/away", "/long", "/long"]


def test_what_is_no_http_is_nobody() -> None:
    with pytest.raises(Unreachable):
        get(f"http://127.0.0.1:{free_port()}/", limit=10)


def test_a_letter_says_that_a_program_wrote_it_and_carries_its_name_twice() -> None:
    """The second survives services that give every letter a Message-ID of their own."""
    letter = Letter("<ck.1@x>", "huong@example.vn", "Hương", "Đã nhận", "chữ", "<p>chữ</p>")
    mail = compose(letter, "info@mitgroup.vn", "MiT")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == mail["X-Camket-Letter"] == "<ck.1@x>"
