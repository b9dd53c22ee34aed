"""A line of the log says when, how grave, who and what; it is one line, and repeats nothing that somebody wrote."""

from __future__ import annotations

import logging
import re
import sys

import pytest
from django.test import Client, RequestFactory

from camket.config.logs import Line, page_of
from camket.people.models import Staff
from camket.people.rules import Role
from tests.security.house import Owner, at_the_desk

AT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 [A-Z]+ [\w.]+\[\d+\]: ")
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def line(message: str, *args: object, **more: object) -> str:
    record = logging.LogRecord("camket.ops", logging.WARNING, "x", 1, message, args, None)
    for name, value in more.items():
        setattr(record, name, value)
    return Line().format(record)


def test_a_line_says_when_in_utc_and_who_speaks() -> None:
    assert AT.match(line("đầy đĩa"))
    assert line("đầy đĩa").endswith(": đầy đĩa")


def test_nobody_writes_a_second_line() -> None:
    said = line("no mailbox %s", "a\r\n2026-11-26T00:00:00.000+00:00 INFO forged\x1b[31m\u2028x")
    assert len(said.splitlines()) == 1
    assert "\\u000a" in said
    assert "\x1b" not in said


def test_a_page_is_named_and_its_address_is_not() -> None:
    request = RequestFactory().get("/t/KN-26-22222/ABCDEFGHJKMN/")
    said = line("Internal Server Error: %s", request.path, request=request, status_code=500)
    assert "500 at portal:track" in said
    assert "ABCDEFGHJKMN" not in said
    assert page_of("/khong-co-trang-nay/") == "no page"


def test_an_error_is_told_by_its_type_and_place_and_not_by_its_words() -> None:
    try:
        int("Nguyễn Thị Thanh Hương")
    except ValueError:
        said = line("broke", exc_info=sys.exc_info())
    assert "ValueError < " in said
    assert "test_logs.py" in said
    assert "Hương" not in said


def test_wrong_passwords_and_codes_are_said(linh: Staff, caplog: pytest.LogCaptureFixture) -> None:
    Client().post("/desk/sign-in/", {"username": "linh", "password": "sai-mat-khau"})
    Client().get("/t/KN-26-22222/SAIMASAIMASA/")
    said = [r.getMessage() for r in caplog.records if r.name == "camket.security"]
    assert any("sign-in-name" in one for one in said)
    assert any("guesses" in one for one in said)
    assert not any("sai-mat-khau" in one or "127.0.0.1" in one or "SAIMA" in one for one in said)


def test_who_is_not_let_do_something_is_said(caplog: pytest.LogCaptureFixture) -> None:
    cashier = Staff.objects.create_staff("ngan", "Lê Kim Ngân", "matkhau-dai-lam", Role.CASHIER)
    at_the_desk(cashier).get("/desk/search/")
    (said,) = [r.getMessage() for r in caplog.records if r.name == "camket.security"]
    assert said == f"refused: not_allowed at desk:search for {cashier.account.ref}"


def test_a_form_from_elsewhere_and_a_program_without_a_key_are_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    Client(enforce_csrf_checks=True).post("/ho-so/", {"number": "x", "code": "y"})
    Client().get("/api/v1/complaints/KN-26-22222")
    names = {record.name for record in caplog.records}
    assert {"django.security.csrf", "camket.security"} <= names


def test_a_fault_of_ours_is_said_and_told_in_general_words(
    huong: Owner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("SELECT bi-mat FROM people")

    monkeypatch.setattr("camket.portal.views.follow.followed_case", broken)
    client = Client(raise_request_exception=False)
    answer = client.get(f"/t/{huong.case.number}/{huong.code}/")
    assert answer.status_code == 500
    assert "bi-mat" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    (record,) = [r for r in caplog.records if r.name == "django.request" and r.levelname == "ERROR"]
    assert "bi-mat" not in Line().format(record)
    assert huong.code not in Line().format(record)
