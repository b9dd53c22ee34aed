"""A customer on a phone accepts new terms after a substantive change, and sees first what is different."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from camket.cases.models import Case
from camket.people.models import Account
from camket.reports.verification import verify
from camket.terms.models import Acceptance
from tests.browser import PHONE, assert_whole
from tests.people.signing import last_code
from tests.portal.conftest import MONDAY, _monday_morning, router
from tests.terms.changing import change_policy

__all__ = ["_monday_morning", "router"]
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
]


def test_new_terms_are_accepted_after_the_difference_was_seen(
    open_page: Callable[..., Page], published: None, router: Case, settings: Any, tmp_path: Path
) -> None:
    page = open_page(PHONE, scripts=False)
    come_in(page)
    page.wait_for_url("**/tai-khoan/dieu-khoan/")
    page.click("text=Tôi đồng ý với bản")
    page.wait_for_url("**/tai-khoan/")
    page.click("text=Đăng xuất")
    newest = change_policy(
        settings, tmp_path, day=date(2027, 1, 1), change="substantive", days=7, at=MONDAY
    )[-1]
    page = open_page(PHONE)
    come_in(page)
    page.wait_for_url("**/tai-khoan/dieu-khoan/")
    assert page.inner_text("main table del") == "5"
    assert page.inner_text("main table tr:has(del) ins") == "7"
    seen, asked = page.locator("main del").first, page.locator("text=Tôi đồng ý với bản")
    assert seen.bounding_box()["y"] < asked.bounding_box()["y"]  # type: ignore[index]
    assert_whole(page)
    asked.click()
    page.wait_for_url("**/tai-khoan/")
    account = Account.objects.get(staff=None)
    accepted = Acceptance.objects.filter(account=account).order_by("at", "id").last()
    assert accepted is not None
    assert (accepted.edition_id, accepted.digest) == (newest.version, newest.digest)
    assert verify().fault is None


def come_in(page: Page) -> None:
    """Sign in with the code that comes by mail."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("[name=point]", "huong@example.vn")
    page.click("main form.panel button")
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", last_code(at=MONDAY))
    page.click("main form.panel button")
