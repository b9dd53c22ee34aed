"""Signing in says nothing about who exists, lasts as long as a sitting, and locks nobody out for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from camket.clock import now
from camket.evidence.queries import facts_of
from camket.people.models import Staff
from camket.reports.verification import verify
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


STEP = "/desk/sign-in/second-step/"


def sign_in(client: Client, username: str, password: str, goal: str = "", **more: str) -> Any:
    """Name and password, and the code of the app where that is asked for; the last answer."""
    words = {"username": username, "password": password, "next": goal}
    answer = client.post("/desk/sign-in/", words, **more)  # type: ignore[arg-type]
    if answer.status_code != 200:
        return answer
    code = code_of(Staff.objects.get(username=username))
    return client.post(STEP, {"code": code, "next": goal}, **more)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _apps(linh: Staff) -> None:
    """Linh has an app that makes codes."""
    code_of(linh)


def test_an_agent_signs_in_and_comes_to_the_page_that_was_asked_for(linh: Staff) -> None:
    client = Client()
    asked = client.get("/desk/queue/mine/")
    assert asked["Location"] == "/desk/sign-in/?next=%2Fdesk%2Fqueue%2Fmine%2F"
    assert sign_in(client, "linh", PASSWORD, "/desk/queue/mine/")["Location"] == "/desk/queue/mine/"
    assert client.get("/desk/queue/mine/").status_code == 200


def test_a_foreign_address_is_not_gone_to(linh: Staff) -> None:
    assert sign_in(Client(), "linh", PASSWORD, "https://example.com/")["Location"] == "/desk/"


@pytest.mark.parametrize("username", ["linh", "khong-co-ai"])
def test_wrong_and_unknown_get_the_same_answer(linh: Staff, username: str) -> None:
    answer = Client().post("/desk/sign-in/", {"username": username, "password": "sai"})
    assert answer.status_code == 403
    assert "không đúng" in answer.content.decode()
    assert f'value="{username}"' in answer.content.decode()


def test_a_person_who_left_cannot_sign_in(linh: Staff) -> None:
    Staff.objects.update(is_active=False)
    assert (
        Client().post("/desk/sign-in/", {"username": "linh", "password": PASSWORD}).status_code
        == 403
    )


def test_a_strangers_guesses_do_not_lock_the_owner_out(linh: Staff) -> None:
    for _ in range(11):
        answer = sign_in(Client(), "linh", "sai", REMOTE_ADDR="203.0.113.5")
    assert answer.status_code == 429
    own = sign_in(Client(), "linh", PASSWORD, REMOTE_ADDR="198.51.100.7")
    assert own.status_code == 302


@pytest.mark.parametrize(
    ("later", "status"), [(timedelta(minutes=59), 200), (timedelta(minutes=61), 302)]
)
def test_a_sitting_ends_when_nobody_was_there_for_an_hour(
    desk: Client, monkeypatch: pytest.MonkeyPatch, later: timedelta, status: int
) -> None:
    at = now() + later
    monkeypatch.setattr("camket.desk.http.now", lambda: at)
    assert desk.get("/desk/").status_code == status


def test_a_sitting_ends_after_half_a_day_however_busy(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = now()
    for half_hours in range(1, 26):
        at = began + timedelta(minutes=30 * half_hours)
        monkeypatch.setattr("camket.desk.http.now", lambda at=at: at)
        answer = desk.get("/desk/")
    assert answer.status_code == 302


def test_signing_out_ends_it(desk: Client) -> None:
    desk.post("/desk/sign-out/")
    assert desk.get("/desk/").status_code == 302


def test_the_chain_of_a_person_says_when_somebody_sat_down_and_left(linh: Staff) -> None:
    client = Client()
    sign_in(client, "linh", "sai")
    sign_in(client, "linh", PASSWORD)
    client.post("/desk/sign-out/")
    assert [fact.kind for fact in facts_of(linh.subject)] == [
        "staff.signed_in",
        "staff.signed_out",
    ]
    assert verify().fault is None


def test_a_session_from_elsewhere_is_no_sitting(
    signed_in: Callable[..., Client], linh: Staff
) -> None:
    client = Client()
    client.force_login(linh.account)
    assert client.get("/desk/").status_code == 302


def test_a_password_never_reaches_the_log(linh: Staff, capfd: pytest.CaptureFixture[str]) -> None:
    sign_in(Client(), "linh", "mat-khau-go-nham")
    assert "mat-khau-go-nham" not in "".join(capfd.readouterr())
