"""Signing up and in by code, my cases, and the tracking page of a case without its code."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.people.models import Staff
from camket.portal.sending import send
from tests.people.signing import last_code
from tests.portal.conftest import MONDAY, SUNDAY, answers

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MAIL = "huong@example.vn"


def sign_in(client: Client, point: str = MAIL, goal: str = "") -> Any:
    """Ask for a code and bring it back; the last answer."""
    asked = client.post("/tai-khoan/dang-nhap/", {"point": point, "next": goal})
    assert asked.status_code == 200
    return client.post("/tai-khoan/ma/", {"code": last_code(at=MONDAY), "point": point})


@pytest.fixture
def huong(router: Case) -> Client:
    """Hương, signed in; her complaint from Sunday is in her account."""
    client = Client()
    assert sign_in(client)["Location"] == "/tai-khoan/"
    return client


def test_a_case_that_was_sent_without_an_account_is_there(huong: Client, router: Case) -> None:
    page = huong.get("/tai-khoan/").content.decode()
    assert router.number in page
    assert f"/t/{router.number}/-/" in page
    assert "Khiếu nại" in page


def test_a_case_of_one_s_own_opens_without_its_code(huong: Client, router: Case) -> None:
    page = huong.get(f"/t/{router.number}/-/")
    assert page.status_code == 200
    assert tracking_code(router) not in page.content.decode()


def test_what_is_said_on_a_case_of_one_s_own_leads_back_to_it(huong: Client, router: Case) -> None:
    answer = huong.post(f"/t/{router.number}/-/message/", {"text": "Xin gọi sau 17 giờ."})
    assert answer["Location"] == f"/t/{router.number}/-/"
    assert "Xin gọi sau" in huong.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("tail", ["", "received/", "message/", "acceptance/", "contest/"])
def test_anothers_case_does_not_exist(router: Case, tail: str) -> None:
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    address = f"/t/{router.number}/-/{tail}"
    for client in (stranger, Client()):
        assert client.post(address).status_code in {404, 405}
        assert client.get(address, follow=True).status_code == 404
    assert router.number not in stranger.get("/tai-khoan/").content.decode()


def test_a_member_of_staff_is_no_customer(linh: Staff, router: Case) -> None:
    client = Client()
    client.force_login(linh.account)
    assert client.get("/tai-khoan/")["Location"].startswith("/tai-khoan/dang-nhap/")
    assert client.get(f"/t/{router.number}/-/").status_code == 404


def test_an_account_is_no_desk(huong: Client) -> None:
    assert huong.get("/desk/")["Location"].startswith("/desk/sign-in/")


def test_known_and_unknown_get_the_same_page(router: Case) -> None:
    pages = []
    for point in (MAIL, "ai-do@example.vn"):
        answer = Client().post("/tai-khoan/dang-nhap/", {"point": point})
        text = answer.content.decode().replace(point, "…")
        pages.append((answer.status_code, text.split("csrfmiddlewaretoken")[0]))
    assert pages[0] == pages[1]


def test_a_code_is_good_only_in_the_browser_that_asked_for_it() -> None:
    Client().post("/tai-khoan/dang-nhap/", {"point": MAIL})
    other = Client()
    answer = other.post("/tai-khoan/ma/", {"code": last_code(at=MONDAY)})
    assert answer["Location"] == "/tai-khoan/dang-nhap/"


def test_a_wrong_code_is_told_and_may_be_typed_again() -> None:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"point": MAIL})
    wrong = f"{(int(last_code(at=MONDAY)) + 1) % 10**6:06}"
    answer = client.post("/tai-khoan/ma/", {"code": wrong, "point": MAIL})
    assert answer.status_code == 422
    assert "còn 4 lần" in answer.content.decode().replace("\u00a0", " ")
    right = client.post("/tai-khoan/ma/", {"code": last_code(at=MONDAY), "point": MAIL})
    assert right["Location"] == "/tai-khoan/"


def test_the_page_lets_a_phone_fill_in_the_code() -> None:
    page = Client().post("/tai-khoan/dang-nhap/", {"point": MAIL}).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_what_no_code_can_reach_is_told_with_what_was_typed() -> None:
    answer = Client().post("/tai-khoan/dang-nhap/", {"point": "khong-phai-thu"})
    assert answer.status_code == 422
    assert 'value="khong-phai-thu"' in answer.content.decode()


def test_one_comes_back_to_the_page_that_was_asked_for_and_to_no_other_site() -> None:
    assert sign_in(Client(), goal="/tai-khoan/?after=")["Location"] == "/tai-khoan/?after="
    assert sign_in(Client(), goal="https://example.com/")["Location"] == "/tai-khoan/"


def test_the_session_gets_a_new_key_and_holds_no_address(huong: Client) -> None:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"point": MAIL})
    before = client.session.session_key
    client.post("/tai-khoan/ma/", {"code": last_code(at=MONDAY), "point": MAIL})
    assert client.session.session_key != before
    assert not any("huong" in str(row.get_decoded()) for row in Session.objects.all())


def test_signing_out_ends_it_and_clears_the_browser(huong: Client) -> None:
    answer = huong.post("/tai-khoan/dang-xuat/")
    assert '"storage"' in answer["Clear-Site-Data"]
    assert huong.get("/tai-khoan/").status_code == 302


def test_the_table_of_clear_addresses_stays_empty(huong: Client) -> None:
    assert not EmailAddress.objects.exists()


def test_the_list_is_paged_by_key(huong: Client) -> None:
    for number in range(20):
        send(answers(story=f"Việc {number}."), language="vi", at=SUNDAY)
    first = huong.get("/tai-khoan/")
    assert first.content.decode().count('class="number"') == 20
    following = first.context["following"]
    assert huong.get("/tai-khoan/", {"after": following}).content.decode().count("number") >= 1
    assert huong.get("/tai-khoan/", {"after": "x"}).status_code == 400
