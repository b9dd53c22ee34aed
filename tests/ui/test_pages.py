"""The kit and the pages for what went wrong, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import translation
from playwright.sync_api import Page

from camket.ui import pages
from tests.browser import DESKTOP, PHONE, assert_whole

KITS = ["/kit/", "/en/kit/", "/kit/desk/"]
LOOKED_AT = [("/kit/", PHONE, "dark"), ("/en/kit/", DESKTOP, "light")]
LOOKED_AT += [("/kit/desk/", PHONE, "dark"), ("/kit/desk/", DESKTOP, "light")]


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
@pytest.mark.parametrize(("address", "width", "scheme"), LOOKED_AT)
def test_every_part_is_accessible_and_quiet(
    open_page: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(address)
    assert_whole(page)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_house_faces_and_styles_arrive(page: Page) -> None:
    page.goto("/kit/")
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Be Vietnam camket\"'))"
    )
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Be Vietnam camket" in family


@pytest.mark.parametrize(
    ("address", "words"),
    [("/khong-co/", "Không có trang này"), ("/en/nothing/", "There is no such page")],
)
def test_a_missing_page_says_so_in_words(client: Client, address: str, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("view", "status"),
    [(pages.bad_request, 400), (pages.permission_denied, 403), (pages.page_not_found, 404)],
)
def test_each_trouble_has_its_page(rf: RequestFactory, view: Any, status: int) -> None:
    answer = view(rf.get("/"), PermissionDenied())
    assert answer.status_code == status
    assert b"<h1>" in answer.content


def test_our_own_mistake_is_told_without_the_context_of_the_request(rf: RequestFactory) -> None:
    with translation.override("vi"):
        answer = pages.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Lỗi này là của chúng tôi" in answer.content.decode()


def test_the_policy_of_content_lets_nothing_foreign_in(client: Client) -> None:
    policy = client.get("/kit/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_kit_is_not_shown_in_production(client: Client, settings: Any) -> None:
    settings.CAMKET_DEMO = False
    settings.DEBUG = False
    assert client.get("/kit/").status_code == 404


def test_no_template_holds_inline_script_or_style(client: Client) -> None:
    for address in KITS:
        html = client.get(address).content.decode()
        assert 'style="' not in html
        assert "<script>" not in html
        assert " onclick" not in html


def test_who_tried_too_often_is_told_how_long_to_wait(rf: RequestFactory) -> None:
    with translation.override("vi"):
        answer = pages.trouble(rf.get("/"), 429)
    assert answer.status_code == 429
    assert "sau một giờ" in answer.content.decode().replace("\u00a0", " ")
