"""Telling by text: short words, told only when the receipt has come, and a call where it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings

from camket.arrivals.actions import receive
from camket.arrivals.channels.call import Call, to_bytes
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel, Sender
from camket.complaints.models import Complaint
from camket.intake.actions.taking import take
from camket.notices.actions.answering import call_where_no_receipt_came, received
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier
from camket.notices.models import CallTask, Delivery, Notice
from camket.notices.texting.sms import SmsGateway
from tests.complaints.conftest import MONDAY, SUNDAY, take_in
from tests.twins.carriers import GatewayTwin, serving

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

HUONG = Sender(name="Hương", phone="0909 156 178")
A_DAY = timedelta(days=1)


@pytest.fixture
def gateway(settings: LazySettings) -> Iterator[GatewayTwin]:
    """A gateway that is configured, and its address."""
    twin = GatewayTwin("chung-mot-bi-mat")
    with serving(twin.answer) as url:
        settings.CAMKET_SMS_URL, settings.CAMKET_MESSAGE_SECRET = url, twin.secret
        yield twin


def deliver(settings: LazySettings) -> int:
    texters = {"sms": SmsGateway(settings.CAMKET_SMS_URL, settings.CAMKET_MESSAGE_SECRET)}
    return deliver_due(DeskCarrier(), texters=texters, at=MONDAY)


def receipt(reference: str, status: str) -> None:
    """The gateway tells by the door what became of a text."""
    body = json.dumps({"event": "receipt", "reference": reference, "status": status}).encode()
    raw = Raw(to_bytes(Call("", "", body)), Form.CALL, Channel.SMS, "sms", MONDAY)
    take(receive([raw], at=MONDAY), at=MONDAY)


def test_who_has_a_phone_only_is_told_in_few_words(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    case = take_in(HUONG).case
    deliver(settings)
    (text,) = gateway.texts.values()
    assert text["to"] == "+84909156178"
    assert case.number in text["text"]
    assert "mở lúc 08:00" in text["text"]
    assert f"/t/{case.number}/" in text["text"]
    assert not CallTask.objects.exists()


def test_a_text_counts_as_told_only_when_its_receipt_has_come(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    take_in(HUONG)
    deliver(settings)
    assert (Delivery.objects.get().state, Notice.objects.get().state) == ("sent", "waiting")
    receipt(next(iter(gateway.texts)), "delivered")
    assert (Delivery.objects.get().state, Notice.objects.get().state) == ("accepted", "told")
    assert Complaint.objects.get().status == "acknowledged"


def test_a_text_that_did_not_arrive_becomes_a_call(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    take_in(HUONG)
    deliver(settings)
    receipt(next(iter(gateway.texts)), "failed")
    assert (Notice.objects.get().state, CallTask.objects.get().state) == ("returned", "open")


def test_without_a_receipt_somebody_calls_after_a_day_and_a_late_one_ends_the_call(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    take_in(HUONG)
    deliver(settings)
    assert call_where_no_receipt_came(at=MONDAY + A_DAY - timedelta(seconds=1)) == 0
    assert call_where_no_receipt_came(at=MONDAY + A_DAY) == 1
    assert CallTask.objects.get().state == "open"
    received(next(iter(gateway.texts)), at=MONDAY + 2 * A_DAY)
    assert (CallTask.objects.get().state, Notice.objects.get().state) == ("done", "told")


def test_a_receipt_of_nothing_of_ours_changes_nothing(gateway: GatewayTwin) -> None:
    take_in(HUONG)
    receipt("<ck.khong@x>", "delivered")
    assert Notice.objects.get().state == "waiting"


def test_a_gateway_that_is_busy_is_tried_again_with_the_same_reference(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    take_in(HUONG)
    gateway.status = 503
    deliver(settings)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error) == ("queued", "sms 503")
    assert delivery.tries == 0, (
        "it was the gateway that was away, and not the text that was refused"
    )
    gateway.status = 200
    Delivery.objects.update(next_try=MONDAY)
    deliver(settings)
    assert list(gateway.texts) == [delivery.message_id]


def test_a_gateway_that_refuses_for_good_becomes_a_call(
    gateway: GatewayTwin, settings: LazySettings
) -> None:
    take_in(HUONG)
    gateway.status = 422
    deliver(settings)
    assert (Delivery.objects.get().state, CallTask.objects.count()) == ("refused", 1)


def test_a_landline_is_rung_and_not_texted(gateway: GatewayTwin, settings: LazySettings) -> None:
    take_in(Sender(phone="028 3822 1234"))
    deliver(settings)
    assert (gateway.texts, CallTask.objects.count()) == ({}, 1)


def test_without_a_gateway_somebody_calls(settings: LazySettings) -> None:
    settings.CAMKET_SMS_URL = ""
    take_in(HUONG)
    assert (Delivery.objects.count(), CallTask.objects.count()) == (0, 1)


def test_what_is_told_on_sunday_says_when_the_desk_opens_once(gateway: GatewayTwin) -> None:
    for number in range(3):
        said = {
            "event": "message",
            "id": f"{number}",
            "from": "0909156178",
            "text": f"{number}?",
        }
        raw = to_bytes(Call("", "", json.dumps(said).encode()))
        at = SUNDAY - A_DAY * 3 + A_DAY * number
        take(receive([Raw(raw, Form.CALL, Channel.SMS, "sms", at)], at=at), at=at)
    letters = list(Notice.objects.order_by("queued_at").values_list("letter", flat=True))
    assert letters == ["acknowledged", "after_hours"]
