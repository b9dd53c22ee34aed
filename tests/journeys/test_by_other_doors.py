"""A complaint by each other door, from its arrival to a closed case."""

from __future__ import annotations

import json
import urllib.request
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.journeys.house import MESSAGE_SECRET, House
from tests.journeys.people import Agent, Customer, numbered
from tests.twins.posting import over_the_wire
from tests.twins.sms import Gateway
from tests.twins.voice import AnsweringMachine, beep

# The main ones are lived on both databases: tests/journeys/test_by_mail.py.
pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.only_on("sqlite")]


def settled(linh: Agent, number: str) -> None:
    """Check, decide for the customer, and ring to tell the result."""
    linh.checks(number, "Đã xem lại phiếu bảo hành.")
    linh.accepts(number, "Lỗi của chúng tôi.")
    linh.rings(number)
    linh.sees(number, "Đã báo kết quả tới khách")


def closed_by_word_of_mouth(linh: Agent, number: str) -> None:
    """The customer said on the phone that it is good so."""
    linh.opens(number)
    linh.does("Khách đồng ý với kết quả")
    linh.finishes_the_remedy(number)
    linh.sees(number, "Đã đóng")


def test_a_form_with_a_photo_on_a_phone(customer: Customer, linh: Agent) -> None:
    page = customer.page
    page.goto("/")
    page.click(".door[data-main]")
    page.fill("[name=story]", "Máy in không nhận giấy sau hai tuần.")
    page.set_input_files("[type=file]", {"name": "may.png", "mimeType": "image/png", "buffer": PNG})
    page.click("button[value=contact]")
    page.fill("[name=name]", "Hồ Trọng Đức")
    page.fill("[name=mail]", "duc@example.vn")
    page.click("button[value=send]")
    page.click("button[value=sent]")
    number = numbered(page.inner_text("main"))
    customer.follows(customer.house.letter("duc@example.vn", number))
    linh.checks(number, "Bánh kéo giấy mòn.")
    linh.accepts(number, "Máy lỗi, chúng tôi đổi máy mới.")
    customer.accepts()
    linh.finishes_the_remedy(number)
    customer.sees("Hồ sơ đã đóng")


def test_a_call_of_somebody_without_mail(linh: Agent) -> None:
    linh.goes_to("/desk/phone/")
    number = linh.takes_in("Modem mất tín hiệu mỗi tối.", phone="0903 000 586")
    linh.page.click("button:has-text('Khách đã nghe')")
    settled(linh, number)
    closed_by_word_of_mouth(linh, number)


def test_a_walk_in_who_takes_a_slip_home(linh: Agent) -> None:
    linh.goes_to("/desk/counter/")
    number = linh.takes_in("Bộ nguồn cháy sau hai tuần dùng.", phone="0903 000 587")
    slip = linh.page.request.get(f"/desk/taken/{number}/slip.pdf")
    assert number in PdfReader(BytesIO(slip.body())).pages[0].extract_text()
    linh.page.click("button:has-text('Khách đã nghe')")
    settled(linh, number)
    closed_by_word_of_mouth(linh, number)


def test_a_voice_message_at_night_stands_first_in_the_morning(monday: House, linh: Agent) -> None:
    evening = monday.now + timedelta(hours=12)
    monday.set_clock(evening)
    machine = AnsweringMachine(over_the_wire(monday.desk.url), MESSAGE_SECRET)
    left = machine.left("0903000588", beep(), left_at=evening)
    assert machine.send(left, at=evening) == 200
    monday.set_clock(evening + timedelta(hours=11, minutes=30))
    linh.goes_to("/desk/")
    number = numbered(linh.page.inner_text("table.queue tbody >> nth=0"))
    linh.opens(number)
    assert linh.page.locator("audio").count() == 1
    linh.rings(number)
    settled(linh, number)
    closed_by_word_of_mouth(linh, number)


def test_a_text_message_is_answered_by_phone(monday: House, linh: Agent) -> None:
    gateway = Gateway(over_the_wire(monday.desk.url), MESSAGE_SECRET)
    gateway.texted("+84903000589", "Kỹ thuật viên không đến theo hẹn.", at=monday.now)
    gateway.deliver(at=monday.now)
    number = linh.finds("0903 000 589")
    linh.rings(number)
    settled(linh, number)
    closed_by_word_of_mouth(linh, number)


def test_a_program_hands_a_complaint_in_and_its_customer_follows_by_mail(
    customer: Customer, linh: Agent
) -> None:
    house = customer.house
    number = _handed_in(house, "loc@example.vn")
    customer.follows(house.letter("loc@example.vn", number))
    linh.checks(number, "Đối soát: trừ tiền hai lần.")
    linh.accepts(number, "Cổng thanh toán trừ hai lần.")
    customer.accepts()
    linh.finishes_the_remedy(number)
    customer.sees("Hồ sơ đã đóng")


def _handed_in(house: House, mail: str) -> str:
    """Post as the company's own website does, twice under one name: one case."""
    token = house.desk.printed("apikey", "add", "website").split()[-1]
    body = json.dumps({"text": "Bị trừ tiền hai lần.", "name": "Phan Tấn Lộc", "mail": mail})
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "don-03604"}
    headers["Content-Type"] = "application/json"
    numbers = set()
    for _ in range(2):
        request = urllib.request.Request(  # noqa: S310
            f"{house.desk.url}/api/v1/complaints", body.encode(), headers
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            numbers.add(json.load(answer)["number"])
    return str(numbers.pop()) if len(numbers) == 1 else ""


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cfc0f0"
    "1f0005050102b3a1e5a40000000049454e44ae426082"
)
