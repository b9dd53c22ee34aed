"""Who works at the desk changes their own password, and nobody does who does not know it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from camket.clock import now
from camket.evidence.queries import facts_of
from camket.people.models import Staff
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE, AGAIN = "/desk/password/", "/desk/sign-in/again/?next=%2Fdesk%2Fpassword%2F"
NEW = "sông Hương núi Ngự"


def change(client: Client, present: str = PASSWORD, new: str = NEW, again: str = NEW) -> Any:
    words = {"present_password": present, "password": new, "password_again": again}
    return client.post(PAGE, words)


def said(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")  # type: ignore[no-any-return]


def test_linh_changes_her_password_and_her_other_sittings_end(
    signed_in: Callable[[Staff], Client], linh: Staff
) -> None:
    desk, elsewhere = signed_in(linh), signed_in(linh)
    assert PAGE in said(desk.get("/desk/factors/"))
    answer = change(desk)
    assert answer["Location"] == "/desk/factors/"
    assert "Các phiên khác đã kết thúc" in said(desk.get("/desk/factors/"))
    assert elsewhere.get("/desk/").status_code == 302
    linh.account.refresh_from_db()
    assert linh.account.check_password(NEW)
    assert facts_of(linh.subject)[-1].kind == "staff.password_chosen"
    kinds = [fact.kind for fact in facts_of(linh.account.subject)]
    assert kinds[-2:] == ["account.password_set", "account.visits_ended"]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ({"present": "sai-mat-roi-sai"}, 403, "Mật khẩu hiện tại không đúng"),
        ({"present": ""}, 422, "Xin nhập mật khẩu hiện tại"),
        ({"again": "sông Hương núi ngự"}, 422, "không giống nhau"),
        ({"new": "ngan", "again": "ngan"}, 422, "ít nhất 15 ký tự"),
        ({"new": "linh linh linh linh", "again": "linh linh linh linh"}, 422, "dễ đoán"),
        ({"new": PASSWORD, "again": PASSWORD}, 422, "giống mật khẩu hiện tại"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    desk: Client, linh: Staff, words: dict[str, str], status: int, sentence: str
) -> None:
    answer = change(desk, **words)
    assert (answer.status_code, sentence in said(answer)) == (status, True)
    linh.account.refresh_from_db()
    assert linh.account.check_password(PASSWORD)


def test_a_wrong_present_password_is_a_try_at_signing_in(desk: Client) -> None:
    for _ in range(10):
        assert change(desk, "sai-mat-roi-sai").status_code == 403
    assert change(desk).status_code == 429
    who = {"username": "linh", "password": PASSWORD}
    assert Client().post("/desk/sign-in/", who).status_code == 429


def test_the_factor_is_asked_for_again_and_then_the_page_is_there(
    desk: Client, linh: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    code_of(linh)
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr("camket.desk.http.now", lambda: later)
    assert desk.get(PAGE)["Location"] == AGAIN
    assert change(desk)["Location"] == "/desk/sign-in/again/"
    desk.get(AGAIN)
    words = {"code": code_of(linh), "next": PAGE}
    assert desk.post("/desk/sign-in/second-step/", words)["Location"] == PAGE


def test_a_password_that_was_sent_too_late_stands_in_no_page(linh: Staff) -> None:
    answer = change(Client())
    assert answer.status_code == 403
    assert PASSWORD not in said(answer)
    assert NEW not in said(answer)
