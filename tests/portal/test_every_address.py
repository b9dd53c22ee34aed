"""Every page a customer can reach, in both schemes and languages: it fits, nothing breaks, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.portal.urls import urlpatterns
from camket.terms.models import Breach
from camket.terms.queries.breaches import breach_code
from tests.browser import LOOKS, OTHER_LOOKS, TROUBLES, assert_accessible, assert_fits, open_all
from tests.portal.test_account_in_browser import ACCOUNT_PAGES, NO_ACCOUNT_PAGES, OF_A_SERVICE
from tests.portal.test_answering import told
from tests.terms.alleging import alleged

__all__ = ["told"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.slow,
]

STANDING = ("start", "contact", "accessibility", "policy", "complain", "kept", "find", "calculate")
STANDING += ("sign_in",)
OF_A_CASE = ("track", "received")
NO_PAGES = {"policy_json", "file", "receipt", "message", "acceptance", "contest", "told_at"}
NO_PAGES |= {f"begun_{name}" for name in ("keep", "forget", "mean", "drop", "piece", "show")}
NO_PAGES |= {"breach_contest", "breach_file"}
NO_PAGES |= set(NO_ACCOUNT_PAGES)
CLAUSE = "thoi-gian.thuong"


def addresses(case: Case) -> Iterator[str]:
    """Each page once, in the language that is active."""
    yield from (reverse(f"portal:{name}") for name in STANDING)
    yield from (
        reverse(f"portal:{name}", args=[case.number, tracking_code(case)]) for name in OF_A_CASE
    )
    yield reverse("portal:clause", args=[CLAUSE])
    yield reverse("portal:clause_version", args=[CLAUSE, "2024-07-01"])
    differences = reverse("portal:clause_differences", args=[CLAUSE])
    yield f"{differences}?from=2024-07-01&to=2024-07-01"
    yield reverse("portal:policy") + "?q=le"
    yield reverse("portal:calculate") + "?delivered=20/11/2026&state=as_sold"
    yield reverse("portal:calculate") + "?sent=22/11/2026"
    yield from (
        reverse("portal:breach", args=[b.ref, breach_code(b)]) for b in Breach.objects.all()
    )
    yield reverse("portal:start") + "khong-co-trang-nay/"


def test_no_address_is_forgotten_here() -> None:
    looked_at = {*STANDING, *OF_A_CASE, "breach", "clause", "clause_version", "clause_differences"}
    looked_at |= ACCOUNT_PAGES | OF_A_SERVICE
    assert {pattern.name for pattern in urlpatterns} == looked_at | NO_PAGES


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_every_page_is_accessible(
    open_page: Callable[..., Page], told: Case, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme, language=language)
    for _ in every_page_is_whole(page, told, language):
        open_all(page)
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme", "language"), OTHER_LOOKS)
def test_every_page_is_whole_in_the_other_language_too(
    open_page: Callable[..., Page], told: Case, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme, language=language)
    assert sum(1 for _ in every_page_is_whole(page, told, language)) > len(STANDING)


def every_page_is_whole(page: Page, case: Case, language: str) -> Iterator[None]:
    """Go to each page: it speaks the language, fits, and nothing breaks but the page that is not there."""
    alleged(case)
    with translation.override(language):
        for address in addresses(case):
            page.goto(address)
            assert page.get_attribute("html", "lang") == language
            assert_fits(page)
            assert [one for one in getattr(page, TROUBLES) if "404" not in one] == []
            yield
