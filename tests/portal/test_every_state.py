"""The tracking page in every state that a case can be in, and every page that says what went wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.ui import pages
from tests.browser import DESKTOP, LOOKS, PHONE, TROUBLES, assert_quiet, assert_whole, open_all
from tests.portal.conftest import STORY

# A sweep of pages is a journey: it is made on one database, and takes minutes where the machine is busy.
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.timeout(900),
    pytest.mark.slow,
]
LONG_NAME = "Công Tằng Tôn Nữ Thị Huyền Trang Nguyễn Phúc Khánh Đoan " + "Đ" * 60
LONG_WORD = "Khôngcódấucáchnàocả" * 12


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_a_case_can_be_followed_in_every_state(
    open_page: Callable[..., Page], width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme)
    with translation.override(language):
        for case in Case.objects.all():
            page.goto(followed(case))
            open_all(page)
            assert_whole(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_a_wrong_form_says_so_in_every_step(
    open_page: Callable[..., Page], router: Case, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme)
    with translation.override(language):
        page.goto(reverse("portal:complain"))
        page.click("button[value=contact]")
        wrong(page)
        page.fill("[name=story]", STORY)
        page.click("button[value=contact]")
        page.click("button[value=send]")
        wrong(page)
        page.goto(reverse("portal:find"))
        page.click("main form button")
        wrong(page)
        page.goto(followed(router))
        page.click("#message button")
        wrong(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_what_is_not_there_is_told_in_words(
    open_page: Callable[..., Page], router: Case, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme)
    with translation.override(language):
        nowhere = [
            reverse("portal:start") + "khong-co-trang-nay/",
            reverse("portal:track", args=[router.number, "SAIMA"]),
            reverse("portal:track", args=["KN-26-AAAAA", "SAIMA"]),
        ]
    for address in nowhere:
        page.goto(address)
        getattr(page, TROUBLES).clear()
        assert_whole(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_what_went_wrong_is_told_on_a_page_like_any_other(
    open_page: Callable[..., Page], rf: RequestFactory, width: int, scheme: str, language: str
) -> None:
    page, request = open_page(width, scheme=scheme), rf.get("/")
    with translation.override(language):
        answers = [pages.trouble(request, status) for status in (400, 403, 404, 429)]
        answers.append(pages.server_error(request))
    for answer in answers:
        shown(page, answer.content.decode())
        assert_whole(page)


def followed(case: Case) -> str:
    """Where a case is followed, in the language that is active."""
    return reverse("portal:track", args=[case.number, tracking_code(case)])


def shown(page: Page, body: str) -> None:
    """A page as the live server would send it, beside its own style sheet."""
    page.unroute_all()
    page.route("**/broken/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/broken/")
    assert page.inner_text("h1")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_long_names_and_long_words_stay_inside(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(width)
    page.goto("/khieu-nai/")
    page.fill("[name=story]", f"{LONG_WORD} {STORY}\n\n{LONG_WORD}")
    page.fill("[name=product]", LONG_WORD[:100])
    page.click("button[value=contact]")
    page.fill("[name=name]", LONG_NAME)
    page.fill("[name=phone]", "0901 000 217")
    page.click("button[value=send]")
    assert_whole(page)
    page.click("button[value=sent]")
    assert_whole(page)
    page.click("main a[role=button]")
    assert_whole(page)


def test_a_customer_asked_for_something_answers_with_the_keyboard_alone(
    page: Page, demonstration: str
) -> None:
    case = Case.objects.get(complaint__status="waiting")
    page.goto(followed(case))
    page.focus(".turn a[role=button]")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Mã giao dịch là FT26330118.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Chúng tôi đã nhận lời nhắn của Quý khách.")
    assert "FT26330118" in page.inner_text(".timeline")
    assert_quiet(page)


def wrong(page: Page) -> None:
    """The form is shown again with its errors, and the summary has the reader's eye."""
    assert page.inner_text(".errors li")
    assert page.evaluate("document.activeElement.closest('.errors') != null")
    assert_whole(page)
