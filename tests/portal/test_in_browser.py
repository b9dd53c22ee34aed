"""The customer's way in a real browser: a complaint without scripts, and axe on every step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from camket.cases.models import Case
from tests.browser import DESKTOP, PHONE, assert_quiet, assert_whole
from tests.portal.conftest import STORY

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def complain(page: Page) -> None:
    """Fill in the three steps, with one mistake on the way."""
    page.goto("/")
    page.click(".door[data-main]")
    page.fill("[name=story]", STORY)
    page.click("button[value=contact]")
    page.fill("[name=name]", "Nguyễn Thị Thanh Hương")
    page.fill("[name=phone]", "0901 000 21")
    page.click("button[value=send]")
    assert "còn thiếu 1 chữ số" in page.inner_text(".errors")
    page.fill("[name=phone]", "0901 000 217")
    page.click("button[value=send]")


def test_a_complaint_on_a_phone_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, scripts=False)
    complain(page)
    page.click("dd button[value=what] >> nth=0")
    assert page.input_value("[name=story]") == STORY
    page.click("button[value=contact]")
    page.click("button[value=send]")
    page.click("button[value=sent]")
    assert Case.objects.get().number in page.inner_text("main")
    page.click("main a[role=button]")
    assert "Đến lượt MiT" in page.inner_text("h2 >> nth=0")
    assert_quiet(page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_page_of_the_way_is_accessible(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(width, scheme="dark" if width == PHONE else "light")
    complain(page)
    assert_whole(page)
    page.click("button[value=sent]")
    assert_whole(page)
    page.click("main a[role=button]")
    assert_whole(page)
