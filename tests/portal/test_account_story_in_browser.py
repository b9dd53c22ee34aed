"""The life of an account on a phone of 360×740: signed up by a text, kept safe, lent to a son, and taken back.

One server and one browser for all of it. Passkeys have a story of their own (test_passkey_in_browser.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from camket.cases.models import Case
from camket.portal.sending import send
from tests.browser import PHONE, assert_quiet, assert_whole
from tests.people.apps import shown_by
from tests.people.signing import last_code
from tests.portal.conftest import MONDAY, SUNDAY, answers

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.only_on("sqlite"),
    pytest.mark.timeout(300),
]
NUMBER, SON = "0901 000 217", "minh@example.vn"
Opens = Callable[[], Page]


@pytest.fixture
def opens(open_page: Callable[..., Page], settings: Any) -> Opens:
    """Another phone; somebody carries our text messages."""
    settings.CAMKET_SMS_URL = "https://tin-nhan.invalid/"

    def opened() -> Page:
        page = open_page(PHONE)
        page.set_default_timeout(30_000)
        return page

    return opened


@pytest.fixture
def case(db: None) -> Case:
    """What Hương sent as a guest who gave nothing but her number."""
    case = send(answers(mail=""), language="vi", at=SUNDAY)
    assert case is not None
    return case


def asks(page: Page, point: str) -> None:
    """Ask for a code and bring it back."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("[name=point]", point)
    page.click("main form.panel button")
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", last_code(at=MONDAY))
    page.click("main form.panel button")


def comes_in(page: Page, point: str) -> None:
    asks(page, point)
    page.wait_for_url("**/tai-khoan/")


def adds_an_app(page: Page) -> tuple[str, str]:
    """Add an app that makes codes; its secret, and the first recovery code."""
    page.goto("/tai-khoan/bao-mat/")
    page.click("summary:has-text('Thêm ứng dụng tạo mã')")
    secret = re.sub(r"\s", "", page.inner_text(".secret"))
    page.fill("form:has([name=sealed]) [name=code]", shown_by(secret, MONDAY))
    page.click("form:has([name=sealed]) button")
    return secret, page.inner_text(".recovery li >> nth=0")


def shows_second(page: Page, code: str) -> None:
    page.wait_for_selector("h1:has-text('Bước xác nhận thứ hai')")
    page.fill("[name=code]", code)
    page.click("main form.panel button")
    page.wait_for_url("**/tai-khoan/")


def test_signing_up_by_a_text_brings_the_guest_s_case(opens: Opens, case: Case) -> None:
    phone = opens()
    comes_in(phone, NUMBER)
    phone.click(f"a:has-text('{case.number}')")
    assert phone.url.endswith(f"/t/{case.number}/-/")
    assert_quiet(phone)


def test_an_app_then_a_recovery_code_and_another_session_is_ended(
    opens: Opens, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, laptop = opens(), opens()
    comes_in(phone, NUMBER)
    secret, recovery = adds_an_app(phone)
    asks(laptop, NUMBER)
    shows_second(laptop, recovery)
    later = MONDAY + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", later.isoformat())
    phone.goto("/tai-khoan/")
    phone.click("button:has-text('Đăng xuất')")
    asks(phone, NUMBER)
    shows_second(phone, shown_by(secret, later))
    phone.goto("/tai-khoan/phien/")
    phone.click("button:has-text('Kết thúc') >> nth=0")
    phone.wait_for_selector("text=Phiên ấy đã kết thúc")
    laptop.goto("/tai-khoan/")
    assert "/dang-nhap/" in laptop.url
    assert_quiet(phone)


def test_a_son_acts_for_her_until_she_takes_it_back(opens: Opens, case: Case) -> None:
    hers, his = opens(), opens()
    comes_in(hers, NUMBER)
    hers.click("aside a:has-text('Ủy quyền')")
    hers.fill("[name=point]", SON)
    hers.check("[name=may][value=answer]")
    hers.click("button:has-text('Gửi lời mời')")
    hers.wait_for_selector("text=Đã gửi lời mời")
    comes_in(his, SON)
    his.click("a:has-text('Xem lời mời')")
    assert_whole(his)
    his.click("button:has-text('Nhận lời')")
    his.wait_for_selector("#on-behalf")
    assert_whole(his)
    his.click(f"a:has-text('{case.number}')")
    his.wait_for_selector("#on-behalf:has-text('Nguyễn Thị Thanh Hương')")
    assert_whole(his)
    his.fill("[name=text]", "Mẹ tôi còn giữ hóa đơn.")
    his.click("button:has-text('Gửi lời nhắn')")
    his.wait_for_selector("text=Người được ủy quyền đã nhắn thêm")
    assert_quiet(his)
    hers.goto("/tai-khoan/lich-su/")
    hers.wait_for_selector(f"text=người nhà, {case.number}")
    hers.goto("/tai-khoan/uy-quyen/")
    hers.click("button:has-text('Thu hồi ngay')")
    hers.wait_for_selector("text=Đã thu hồi")
    answer = his.goto(f"/t/{case.number}/-/")
    assert answer is not None
    assert answer.status == 404
    assert_quiet(hers)
