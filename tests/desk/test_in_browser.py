"""What is told by phone and at the counter, taken in with a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.people.models import Staff
from tests.browser import PHONE, assert_whole
from tests.desk.browsing import come_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
STORY = "Đầu ghi camera hỏng sau 12 ngày."


def test_a_call_is_taken_in_with_the_keyboard(page: Page, linh: Staff, router: Complaint) -> None:
    come_in(page, linh)
    page.goto("/desk/phone/")
    page.fill("[name=text]", STORY)
    page.fill("[name=phone]", "0909 156 178")
    page.press("[name=phone]", "Tab")
    page.wait_for_selector(f"#known input[value={router.case.number}]")
    assert_whole(page)
    page.fill("[name=name]", "Dương Văn Lợi")
    page.press("[name=name]", "Enter")
    page.wait_for_url("**/desk/taken/**")
    assert Case.objects.exclude(pk=router.pk).get().number in page.inner_text(".aloud")
    assert_whole(page)


def test_a_walk_in_is_taken_in_without_scripts(open_page: Callable[..., Page], thao: Staff) -> None:
    page = come_in(open_page(PHONE, scripts=False), thao)
    page.goto("/desk/counter/")
    page.fill("[name=text]", STORY)
    page.fill("[name=phone]", "0903 000 586")
    page.click("button[value=look]")
    assert page.input_value("[name=text]") == STORY
    page.click("button[value=save]:not([aria-hidden])")
    assert Case.objects.get().number in page.inner_text("h1")
    page.click("main form button")
    assert "Khách đã được báo" in page.inner_text("main")
