"""Signing in with a real browser, and looking at a page from every side."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import Page

from camket.people.models import Staff
from tests.browser import DESKTOP, PHONE, assert_accessible, assert_fits, assert_quiet
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of

SIDES = [(PHONE, "dark", ""), (DESKTOP, "light", "/en")]
"""Width, scheme and the beginning of the address: between them each width, scheme and language."""


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


def look_everywhere(open_page: Callable[..., Page], staff: Staff, addresses: Iterable[str]) -> None:
    """Each page fits its window, axe finds nothing, and nothing breaks, on a phone and on a desktop."""
    places = list(addresses)
    for width, scheme, prefix in SIDES:
        page = come_in(open_page(width, scheme=scheme), staff)
        for address in places:
            page.goto(prefix + address)
            assert_fits(page)
            assert_quiet(page)
            assert_accessible(page)
