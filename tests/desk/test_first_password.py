"""A password that the operator's command made brings somebody in once: they choose one of their own, within a week."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from camket.clock import now
from camket.config.cli import main
from camket.people.models import Staff
from camket.people.rules import FIRST_PASSWORD_LASTS
from tests.desk.test_password import NEW, PAGE, change, said
from tests.people.apps import code_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FACTORS, STEP = "/desk/factors/", "/desk/sign-in/second-step/"


@pytest.fixture
def given(capsys: pytest.CaptureFixture[str]) -> str:
    """The password that was made for Minh, who begins today."""
    assert main(["staff", "add", "minh", "--name", "Trần Minh", "--role", "supervisor"]) == 0
    return capsys.readouterr().out.split("password: ")[1].split()[0]


def comes(password: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/desk/sign-in/", {"username": "minh", "password": password})


def comes_with_factor(password: str) -> Client:
    code = code_of(Staff.objects.get())
    client, _asked = comes(password)
    assert client.post(STEP, {"code": code})["Location"] == "/desk/"
    return client


def test_who_comes_the_first_time_adds_a_factor_and_then_chooses_a_password(given: str) -> None:
    client, _answer = comes(given)
    for page in ("/desk/", PAGE, "/desk/supervision/"):
        assert client.get(page)["Location"] == FACTORS
    client = comes_with_factor(given)
    for page in ("/desk/", "/desk/search/", "/desk/supervision/"):
        assert client.get(page)["Location"] == PAGE
    for page in ("recovery-codes/", "sittings/others/ended/", "1/removal/"):
        assert client.post(f"{FACTORS}{page}")["Location"] == PAGE
    assert "chỉ để vào lần đầu" in said(client.get(PAGE))
    assert change(client, given, given, given).status_code == 422
    assert client.get("/desk/")["Location"] == PAGE
    assert change(client, given)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert "chỉ để vào lần đầu" not in said(client.get(PAGE))
    assert comes(given)[1].status_code == 403
    assert comes_with_factor(NEW).get("/desk/").status_code == 200


def test_a_first_password_that_nobody_used_within_a_week_opens_nothing(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = now()
    soon, late = began + FIRST_PASSWORD_LASTS, began + FIRST_PASSWORD_LASTS + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", (soon - timedelta(minutes=1)).isoformat())
    assert comes(given)[1].status_code == 302
    monkeypatch.setenv("CAMKET_NOW", late.isoformat())
    client, answer = comes(given)
    assert answer.status_code == 403
    assert "quá 7 ngày" in said(answer)
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert "quá 7 ngày" not in said(comes("sai-mat-roi-sai")[1])


def test_who_forgot_the_password_gets_one_that_is_replaced_too(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert change(comes_with_factor(given), given)["Location"] == "/desk/"
    assert main(["staff", "password", "minh"]) == 0
    again = capsys.readouterr().out.split("password: ")[1].split()[0]
    assert comes_with_factor(again).get("/desk/")["Location"] == PAGE


def test_a_password_that_its_owner_typed_at_the_operators_stays(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NEW}\n"))
    assert main(["staff", "password", "minh", "--password-stdin"]) == 0
    monkeypatch.setenv("CAMKET_NOW", (now() + timedelta(days=20)).isoformat())
    assert comes_with_factor(NEW).get("/desk/").status_code == 200
