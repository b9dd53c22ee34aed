"""At the desk: who has a service, what they bought, and an outage from its declaration to its end."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from camket.people.models import Staff
from camket.services.actions.outages import Trouble, report
from camket.services.models import Holding, Outage
from tests.services.conftest import HOSTING, MONDAY, Buys, buys

__all__ = ["buys"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = reverse("desk:service", args=[HOSTING])


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


def read(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_what_a_customer_bought_is_entered_and_shown(desk: Client) -> None:
    said = {"mail": "huong@example.vn", "name": "Nguyễn Thanh Hương", "reference": "HĐ 0417"}
    answer = desk.post(PAGE, {**said, "since": "2026-03-01", "runs_until": "2027-02-28"})
    assert answer["Location"] == PAGE
    page = read(desk, PAGE)
    assert "Nguyễn Thanh Hương" in page
    assert "HĐ 0417" in page
    assert "28/02/2027" in page


def test_a_form_that_is_wrong_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(PAGE, {"reference": "HĐ 0417", "since": "2026-03-01"})
    assert answer.status_code == 400
    assert "HĐ 0417" in answer.content.decode()
    assert desk.post(PAGE, {"mail": "a@example.vn"}).status_code == 422
    assert not Holding.objects.exists()


def test_its_last_day_is_said_on_the_same_page(desk: Client, buys: Buys) -> None:
    holding = buys("huong@example.vn")
    address = reverse("desk:holding_ended", args=[holding.pk])
    desk.post(address, {"last": ""})
    holding.refresh_from_db()
    assert holding.ended_on is None
    desk.post(address, {"last": "2026-11-30"})
    assert "30/11/2026" in read(desk, PAGE)


def test_an_outage_is_declared_told_of_and_ended(desk: Client, buys: Buys) -> None:
    buys("huong@example.vn")
    declared = reverse("desk:outage_declared", args=[HOSTING])
    assert desk.post(declared, {"what": "unreachable"}).status_code == 422
    said = {"what": "unreachable", "words": "Máy chủ hỏng.", "began": "2026-11-23T03:30"}
    place = desk.post(declared, said)["Location"]
    page = read(desk, place)
    assert "Máy chủ hỏng." in page
    assert "09:00 ngày 24/11/2026" in page
    assert desk.post(declared, said).status_code == 422
    number = Outage.objects.get().case.number
    desk.post(reverse("desk:outage_progress", args=[number]), {"words": "Đã thay nguồn."})
    assert desk.post(reverse("desk:outage_progress", args=[number]), {}).status_code == 400
    assert desk.post(reverse("desk:outage_ended", args=[number]), {})["Location"] == place
    assert "đã kết thúc" in read(desk, place)
    assert Holding.objects.with_credit().get().credited == 1
    assert place in read(desk, reverse("desk:case", args=[number]))


def test_what_customers_reported_is_read_with_their_words(desk: Client, buys: Buys) -> None:
    outage = report(buys("huong@example.vn"), Trouble("slow", "Mười giây mới mở."), at=MONDAY)
    page = read(desk, reverse("desk:outage", args=[outage.case.number]))
    assert "Mười giây mới mở." in page
    assert "khách báo, chưa xác nhận" in read(desk, reverse("desk:services"))


def test_what_is_not_there_is_told(desk: Client, linh: Staff) -> None:
    assert desk.get(reverse("desk:service", args=["khong-co"])).status_code == 404
    assert desk.get(reverse("desk:outage", args=["KN-26-AAAAA"])).status_code == 404
