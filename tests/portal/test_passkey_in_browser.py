"""A passkey, made and used in a real browser whose device is a virtual one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from camket.cases.models import Case
from camket.people.models import Staff
from tests.browser import DESKTOP, PHONE, assert_quiet
from tests.desk.browsing import come_in as come_to_the_desk
from tests.desk.conftest import PASSWORD
from tests.portal.test_account_in_browser import come_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_device(page: Page) -> Page:
    """Give the browser a device that confirms by itself. Passkeys want a name for their site, not a number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def test_a_customer_adds_a_passkey_and_comes_in_with_it_alone(
    open_page: Callable[..., Page], router: Case
) -> None:
    page = with_a_device(open_page(PHONE))
    come_in(page)
    page.click("a:has-text('thêm khóa truy cập')")
    page.click("form[data-passkey=create] button")
    page.wait_for_selector(".recovery li")
    assert page.locator(".recovery li").count() == 10
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.goto("/tai-khoan/")
    page.click("button:has-text('Đăng xuất')")
    page.goto("/tai-khoan/dang-nhap/")
    first = page.locator("main form").first
    assert first.get_attribute("data-passkey") == "get"
    page.click("form[data-passkey=get] button")
    page.wait_for_url("**/tai-khoan/")
    assert router.number in page.inner_text("main")
    assert_quiet(page)


def test_a_member_of_staff_uses_a_passkey_as_the_second_step(
    open_page: Callable[..., Page], linh: Staff
) -> None:
    page = with_a_device(open_page(DESKTOP))
    come_to_the_desk(page, linh)
    page.goto("/desk/factors/")
    page.click("form[data-passkey=create] button")
    page.wait_for_selector("text=Khóa truy cập (")
    page.click(".foot form button")
    page.wait_for_url("**/desk/sign-in/")
    page.fill("[name=username]", "linh")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.click("form[data-passkey=get] button")
    page.wait_for_url("**/desk/")
