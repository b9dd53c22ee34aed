"""Queue and case in a real browser: every page fits, is accessible and quiet, and works without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page

from camket.cases.models import Message
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Status
from camket.people.models import Staff
from tests.browser import DESKTOP, PHONE, assert_accessible, assert_fits, assert_whole
from tests.desk.browsing import come_in, sign_in_here

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_what_was_typed_survives_the_end_of_the_sitting(
    open_page: Callable[..., Page], router: Complaint, linh: Staff
) -> None:
    page = come_in(open_page(PHONE, scheme="dark"), linh)
    page.goto(f"/desk/case/{router.case.number}/")
    page.fill("[name=text]", "Kho đang đối chiếu.")
    Session.objects.all().delete()
    page.click(".composer button")
    assert "chưa được gửi" in page.inner_text("main")
    sign_in_here(page, linh)
    assert "Kho đang đối chiếu." in page.inner_text("main")
    assert_fits(page)
    assert_accessible(page)
    page.click("main form.sheet button")
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_sign_in_page_is_accessible(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(width, scheme="dark" if width == PHONE else "light")
    page.goto("/desk/sign-in/")
    assert_whole(page)


def test_a_complaint_is_worked_without_scripts(
    open_page: Callable[..., Page], router: Complaint, linh: Staff
) -> None:
    page = come_in(open_page(DESKTOP, scripts=False), linh)
    page.click("a:has-text('Nguyễn Thị Thanh Hương')")
    page.click("button:has-text('Bắt đầu kiểm tra')")
    page.click("summary:has-text('Ghi kết quả kiểm tra')")
    page.fill("[name=finding]", "Đối chiếu sê-ri với phiếu xuất.")
    page.click("button:has-text('Ghi lại')")
    page.click("a:has-text('Quyết định và báo kết quả')")
    _refuse(page)
    assert "hai câu" in page.inner_text(".errors")
    assert page.input_value("[name=reasons_1]") == "Máy đúng bản đã đặt."
    page.check("[name=our_error_1][value=no]")
    page.check("[name=as_agreed_1][value=yes]")
    page.click("main form button")
    assert Complaint.objects.get().status == Status.DECIDED


def _refuse(page: Page) -> None:
    """Refuse the point, and forget what the law asks then."""
    page.check("[name=outcome_1][value=rejected]")
    page.fill("[name=reasons_1]", "Máy đúng bản đã đặt.")
    page.click("main form button")
