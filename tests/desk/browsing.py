"""Signing in at the desk with a real browser."""

from __future__ import annotations

from playwright.sync_api import Page

from camket.people.models import Staff
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of


def come_in(page: Page, staff: Staff, password: str = PASSWORD) -> Page:
    """Sign in as somebody."""
    page.goto("/desk/sign-in/")
    sign_in_here(page, staff, password)
    page.wait_for_url("**/desk/")
    return page


def sign_in_here(page: Page, staff: Staff, password: str = PASSWORD) -> None:
    """Fill in the sign-in form that is shown, and then the code of the person's app."""
    code = code_of(staff)
    page.fill("[name=username]", staff.username)
    page.fill("[name=password]", password)
    page.click("main button")
    page.fill("[name=code]", code)
    page.click("form:has([name=code]) button")
