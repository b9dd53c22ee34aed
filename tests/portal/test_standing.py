"""The start page and its neighbours."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("address", ["/", "/lien-he/"])
def test_after_hours_it_says_when_a_message_is_read_and_answered(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("CAMKET_NOW", "2026-11-22T21:14+07:00")
    html = page(client, address)
    assert "Chúng tôi đọc khi mở cửa, từ 08:00 thứ Hai 23/11." in html
    assert "xác nhận đã nhận chậm nhất hết ngày thứ Năm, 26/11/2026" in html
    assert "khiếu nại được trả lời kết quả chậm nhất hết ngày thứ Tư, 02/12/2026" in html


def test_who_has_a_question_comes_from_the_contact_page_to_a_form_that_asks_one(
    client: Client,
) -> None:
    assert 'href="/khieu-nai/?matter=enquiry"' in page(client, "/lien-he/")
    form = page(client, "/khieu-nai/?matter=enquiry")
    chosen = re.findall(r"<input[^>]* checked[^>]*>", form)
    assert len(chosen) == 1
    assert 'value="enquiry"' in chosen[0]


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
