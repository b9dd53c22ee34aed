"""Operators sign one person out everywhere, without writing down who it is."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from camket.cases.models import Case
from camket.clock import now
from camket.config.cli import main
from camket.evidence.queries import facts_of
from camket.ops.actions import OPERATOR
from camket.people.models import Account, Staff
from tests.desk.conftest import signed_in
from tests.people.signing import letters, words_of
from tests.portal.conftest import _monday_morning, linh, router
from tests.portal.test_account import MAIL, sign_in

__all__ = ["_monday_morning", "linh", "router", "signed_in"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
OTHER = "khac@example.vn"


@pytest.fixture
def huong(router: Case) -> list[Client]:
    """Hương, who has signed in on two devices."""
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client)
    return clients


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_an_operator_ends_every_session_of_one_customer_and_of_nobody_else(
    huong: list[Client], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = Account.objects.get()
    khanh = Client()
    sign_in(khanh, OTHER)
    type_in(monkeypatch, MAIL.upper())
    assert main(["sessions", "end", "--point-stdin"]) == 0
    said = capsys.readouterr().out
    assert "2 phiên / 2 sessions ended" in said
    assert MAIL not in said.casefold()
    assert [client.get("/tai-khoan/").status_code for client in huong] == [302, 302]
    assert khanh.get("/tai-khoan/").status_code == 200
    (fact,) = (fact for fact in facts_of(account.subject) if fact.kind == "account.visits_ended")
    assert (fact.by, fact.body) == (OPERATOR, {"visits": 2})
    (letter,) = letters("account_changed")[-1:]
    assert letter.notice.about == account.subject
    assert "kết thúc mọi phiên" in words_of(letter, at=now())


def test_who_ends_their_own_sessions_gets_no_letter_about_it(huong: list[Client]) -> None:
    before = len(letters("account_changed"))
    huong[0].post(reverse("portal:others_ended"))
    assert huong[1].get("/tai-khoan/").status_code == 302
    assert len(letters("account_changed")) == before


def test_the_reference_of_an_account_does_as_well_and_its_owner_reads_who_did_it(
    huong: list[Client],
) -> None:
    assert main(["sessions", "end", Account.objects.get().ref]) == 0
    assert huong[0].get("/tai-khoan/").status_code == 302
    sign_in(huong[0])
    page = huong[0].get("/tai-khoan/lich-su/").content.decode()
    assert "không do tài khoản này làm" in page


def test_an_operator_signs_a_member_of_staff_out_everywhere(
    signed_in: Callable[[Staff], Client], linh: Staff
) -> None:
    desks = [signed_in(linh), signed_in(linh)]
    assert main(["sessions", "end", "--staff", linh.username]) == 0
    assert [desk.get("/desk/").status_code for desk in desks] == [302, 302]
    fact = facts_of(linh.subject)[-1]
    assert (fact.kind, fact.by, fact.body) == ("staff.sessions_ended", OPERATOR, {"visits": 2})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["TK-KHONGCO"], "no account with this reference"),
        (["--staff", "hoa"], "Nobody signs in as hoa"),
        (["--point-stdin"], "No account has confirmed this contact point"),
    ],
)
def test_who_is_not_there_is_told_in_words_and_not_repeated(
    huong: list[Client],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    sentence: str,
) -> None:
    type_in(monkeypatch, "khong.ai@example.vn")
    assert main(["sessions", "end", *words]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "khong.ai" not in said
    assert huong[0].get("/tai-khoan/").status_code == 200


def test_nobody_is_signed_out_by_a_command_that_does_not_say_whom() -> None:
    with pytest.raises(SystemExit):
        main(["sessions", "end"])
