"""The form on the company's own site: a link, or the first question, and never a frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from camket.arrivals.models import Arrival
from camket.cases.models import Case
from tests.architecture.tree import document
from tests.browser import PHONE
from tests.portal.conftest import STORY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

THEIRS = {"HTTP_ORIGIN": "https://www.mitgroup.vn"}
FIRST_STEP = {"matter": "complaint", "story": STORY, "go": "contact"}
WHOLE = {**FIRST_STEP, "name": "Hương", "phone": "0901 000 217", "go": "sent"}


@pytest.fixture
def guarded() -> Client:
    """A browser that is asked for the token, as a real one."""
    return Client(enforce_csrf_checks=True)


def test_their_page_may_post_the_first_question(guarded: Client) -> None:
    answer = guarded.post("/khieu-nai/", FIRST_STEP, **THEIRS)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Chúng tôi trả lời Quý khách bằng cách nào?" in html.replace("\u00a0", " ")
    assert f'name="story" value="{STORY}"' in html
    assert re.search(r'name="key" value="[\w-]{20,}"', html), "pressed twice it is sent once"


def test_nothing_is_sent_from_their_page(guarded: Client) -> None:
    assert guarded.post("/khieu-nai/", WHOLE, **THEIRS).status_code == 403
    assert not Arrival.objects.exists()


def test_a_link_brings_the_matter_and_the_product(client: Client) -> None:
    html = client.get("/khieu-nai/?matter=return&product=Bộ+phát+Wi-Fi").content.decode()
    assert 'value="Bộ phát Wi-Fi"' in html
    assert re.search(r'value="return"[^>]*checked', html)


@pytest.mark.parametrize("product", ["x" * 5000, "<script>alert(1)</script>", "\x00"])
def test_a_strange_link_does_no_harm(client: Client, product: str) -> None:
    html = client.get("/khieu-nai/", {"product": product}).content.decode()
    assert "<script>alert" not in html
    assert f'value="{"x" * 201}' not in html


@pytest.mark.parametrize("address", ["/", "/khieu-nai/", "/chinh-sach/"])
def test_no_page_may_be_framed(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def documented_form(url: str) -> str:
    """The form of the runbook, as somebody copies it."""
    form = re.search(r"(?s)    <form action=.*?</form>", document("docs/runbook.md"))
    assert form is not None
    return form[0].replace("https://hoso.example.vn", url)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_documented_form_leads_from_their_page_to_a_case(
    open_page: Callable[..., Page], live_server: Any
) -> None:
    page = open_page(PHONE, scripts=False)
    page.set_content(f"<h1>mitgroup.vn</h1>{documented_form(live_server.url)}")
    page.fill("textarea", STORY)
    page.click("button")
    page.fill("[name=name]", "Nguyễn Thị Thanh Hương")
    page.fill("[name=phone]", "0901 000 217")
    page.click("button[value=send]")
    page.click("button[value=sent]")
    assert Case.objects.get().number in page.inner_text("main")
