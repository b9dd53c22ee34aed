"""The start page and its neighbours."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_the_start_page_promises_a_date_and_says_that_somebody_is_there(client: Client) -> None:
    html = page(client, "/")
    assert "<b>Đang mở cửa</b> đến 17:00 hôm nay" in html
    assert "thứ Năm, 03/12/2026" in html
    assert "0909 156 177" in html


def test_on_sunday_it_says_when_the_desk_opens(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", "2026-11-22T21:14+07:00")
    html = page(client, "/")
    assert "mở lại lúc 08:00 thứ Hai 23/11" in html
    assert "ngày nhận được tính từ lúc này" in html


def test_where_no_calendar_reaches_no_date_is_guessed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", "2031-03-03T09:00+07:00")
    assert client.get("/khieu-nai/").status_code == 200


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [("/", "/en/"), ("/lien-he/", "/en/contact/"), ("/khieu-nai/", "/en/complaint/")],
)
def test_each_page_has_its_twin_in_english(client: Client, vietnamese: str, english: str) -> None:
    assert f'href="{english}"' in page(client, vietnamese)
    assert f'href="{vietnamese}"' in page(client, english)


def test_the_contact_page_holds_what_the_policy_publishes(client: Client) -> None:
    html = page(client, "/lien-he/")
    assert "info@mitgroup.vn" in html
    assert "Thứ Hai đến thứ Sáu, 08:00 – 17:00" in html
