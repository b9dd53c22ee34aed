"""The policy in a real browser: on a phone, with axe, without scripts, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from camket.rulebook.company import current_policy
from tests.browser import DESKTOP, PHONE, assert_quiet, assert_whole, open_all
from tests.portal.test_policy import squeezed

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

CLAUSE = "thoi-gian.thuong/?sent=22/11/2026"
WHOLE, ENGLISH = "/chinh-sach/", f"/en/policy/{CLAUSE}"
LOOKS = [
    (WHOLE, PHONE, "dark"),
    ("/en/policy/", DESKTOP, "light"),
    (f"/chinh-sach/{CLAUSE}", PHONE, "light"),
    (ENGLISH, DESKTOP, "dark"),
]
TWELVE_POINTS = 16.0
A4 = (595, 842)
# Sizes in CSS pixels, of every element inside the main part that shows a text of its own.
SMALL_TEXTS = """least => [...document.querySelectorAll("main *")]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < least)
  .map(e => `${e.outerHTML.slice(0, 80)}: ${getComputedStyle(e).fontSize}`)"""
COLOURS = """() => [...document.querySelectorAll("main p, main li, main h1, main h3, main small, main td")]
  .filter(e => e.checkVisibility()).map(e => getComputedStyle(e).color)"""


@pytest.mark.parametrize(("address", "width", "scheme"), LOOKS)
def test_the_policy_is_accessible(
    open_page: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(address)
    open_all(page)
    assert_whole(page)


@pytest.mark.parametrize(
    ("address", "scheme"), [(WHOLE, "dark"), (WHOLE, "light"), (ENGLISH, "dark")]
)
def test_on_paper_nothing_is_smaller_than_twelve_points_and_all_is_dark(
    open_page: Callable[..., Page], address: str, scheme: str
) -> None:
    page = open_page(scheme=scheme)
    page.goto(address)
    open_all(page)
    assert page.evaluate(SMALL_TEXTS, TWELVE_POINTS) != []
    page.emulate_media(media="print")
    assert page.evaluate(SMALL_TEXTS, TWELVE_POINTS) == []
    assert darkness(page) <= 100


def darkness(page: Page) -> int:
    """The lightest colour of a text, as the sum of its red, green and blue parts."""
    colours = page.evaluate(COLOURS)
    assert colours
    return max(
        sum(int(part) for part in colour[4:-1].split(",")[:3])
        for colour in colours
        if colour.startswith("rgb(")
    )


def test_it_prints_as_pages_of_a4_with_every_clause(page: Page) -> None:
    page.goto("/chinh-sach/")
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    printed = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    assert {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in paper.pages} == {A4}
    for clause in current_policy().clauses:
        assert squeezed(clause.versions[-1].title("vi")) in printed


def test_it_reads_and_answers_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, scripts=False)
    page.goto("/chinh-sach/#thoi-gian.thuong")
    page.click("#thoi-gian\\.thuong h3 a")
    page.fill("[name=sent]", "22/11/2026")
    page.click(".own-day button")
    assert "02/12/2026" in page.inner_text("#own-answer")
    assert_quiet(page)
