"""The pages of an account in a real browser, in both schemes and languages: whole, quiet, and read out right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from camket.cases.models import Case
from camket.people.models import Staff
from camket.services.actions.outages import declare
from camket.services.models import Holding
from tests.browser import (
    LOOKS,
    OTHER_LOOKS,
    PHONE,
    assert_accessible,
    assert_fits,
    assert_quiet,
    assert_whole,
    open_all,
)
from tests.people.signing import last_code
from tests.portal.conftest import MONDAY
from tests.services.conftest import DOWN

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.slow,
]

MAIL = "huong@example.vn"
ACCOUNT_PAGES = {"account", "security", "sessions", "history", "again", "by_password", "points"}
ACCOUNT_PAGES |= {"my_services", "my_promises", "my_notices", "terms", "leaving", "breaches"}
ACCOUNT_PAGES |= {"delegates"}
OF_A_SERVICE = {"report_outage", "my_outage"}
NO_ACCOUNT_PAGES = {
    "code",
    "point_added",
    "point_proved",
    "point_removed",
    "point_chosen",
    "point_confirmed",
    "second_step",
    "by_passkey",
    "factor_app",
    "factor_passkey",
    "recovery_codes",
    "factor_removed",
    "password",
    "password_forgotten",
    "others_ended",
    "session_ended",
    "session_disowned",
    "sign_out",
    "terms_accepted",
    "terms_later",
    "leaving_asked",
    "stayed",
    "left",
    "question_mine",
    "question_not_mine",
    "delegate_invited",
    "delegate_revoked",
    "delegate_accepted",
    "delegate_declined",
    "delegate_returned",
    "acting",
}


def come_in(page: Page, point: str = MAIL) -> None:
    """Sign up or in with the code that comes."""
    page.goto(reverse("portal:sign_in"))
    page.fill("[name=point]", point)
    page.click("main form.panel button")
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", last_code(at=MONDAY))
    page.click("main form.panel button")
    page.wait_for_url(f"**{reverse('portal:account')}")


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS + OTHER_LOOKS)
def test_every_page_of_an_account_is_whole_and_accessible(
    open_page: Callable[..., Page],
    router: Case,
    hosting: Holding,
    linh: Staff,
    width: int,
    scheme: str,
    language: str,
) -> None:
    page = open_page(width, scheme=scheme, language=language)
    outage = declare(hosting.service, DOWN, by=linh, at=MONDAY)
    with translation.override(language):
        come_in(page)
        addresses = [reverse(f"portal:{name}") for name in sorted(ACCOUNT_PAGES)]
        addresses.append(reverse("portal:track", args=[router.number, "-"]))
        addresses.append(reverse("portal:report_outage", args=[hosting.pk]))
        addresses.append(reverse("portal:my_outage", args=[outage.case.number]))
        for address in addresses:
            page.goto(address)
            open_all(page)
            assert page.get_attribute("html", "lang") == language
            assert_fits(page)
            assert_quiet(page)
            if (width, scheme, language) in LOOKS:
                assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_who_has_a_password_changes_it_on_a_form_that_is_whole_and_says_what_is_missing(
    open_page: Callable[..., Page], router: Case, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme, language=language)
    form = "form:has([name=password])"
    with translation.override(language):
        come_in(page)
        page.goto(reverse("portal:security"))
        page.click(f"details:has({form}) summary")
        page.fill(f"{form} [name=password]", "mưa rơi trên mái tôn")
        page.click(f"{form} button")
        page.wait_for_selector("[name=present_password]", state="attached")
        page.click(f"details:has({form}) summary")
        page.click(f"{form} button")
        page.wait_for_selector(".errors li")
        assert_whole(page)


def test_a_case_sent_as_a_guest_is_followed_from_the_account_without_scripts(
    open_page: Callable[..., Page], router: Case
) -> None:
    page = open_page(PHONE, scripts=False)
    come_in(page)
    page.click(f"a:has-text('{router.number}')")
    assert router.number in page.inner_text("main")
    assert page.url.endswith(f"/t/{router.number}/-/")
