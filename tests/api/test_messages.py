"""Text messages by signed webhook: stored once, whatever the service does, and read by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django.fixtures import Settings

from camket.api import actions
from camket.arrivals.actions import claim
from camket.arrivals.channels.call import from_bytes
from camket.arrivals.models import Arrival
from camket.arrivals.submission import Channel
from camket.cases.models import Case, Message, RemoteFile
from camket.intake.actions.taking import Taken, take
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.api.conftest import SUNDAY
from tests.twins.posting import through
from tests.twins.sms import Gateway
from tests.twins.zalo import Zalo

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

HUONG = "0909156178"
ACCOUNT = "2512523625412515"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def gateway(client: Client, settings: Settings) -> Gateway:
    settings.CAMKET_MESSAGE_SECRET = "chung-mot-bi-mat"
    return Gateway(through(client), "chung-mot-bi-mat")


@pytest.fixture
def zalo(client: Client, settings: Settings) -> Zalo:
    settings.CAMKET_ZALO_APP, settings.CAMKET_ZALO_SECRET = "431234", "oa-bi-mat"
    return Zalo(through(client), "431234", "oa-bi-mat")


def worked(at: datetime = SUNDAY) -> list[Taken]:
    """What the worker makes of what waits."""
    return take(claim(at=at, limit=50), at=at)


def test_a_text_is_committed_as_it_came_before_anyone_reads_it(gateway: Gateway) -> None:
    body = gateway.texted(HUONG, "Máy giao sai bản", at=SUNDAY)
    assert gateway.deliver(at=SUNDAY) == [200]
    arrival = Arrival.objects.get()
    with purpose(Purpose.INTAKE, by="camket", at=SUNDAY) as opener:
        assert from_bytes(opener.blob(arrival.raw)).body == body
    assert (arrival.place, arrival.channel, Case.objects.count()) == ("waiting", "sms", 0)


def test_a_text_opens_a_case_of_its_phone_after_hours(gateway: Gateway) -> None:
    gateway.texted(HUONG, "Máy giao sai bản", at=SUNDAY)
    gateway.deliver(at=SUNDAY)
    (taken,) = worked()
    assert taken.case is not None
    assert (taken.case.channel, taken.case.after_hours) == ("sms", True)
    assert taken.case.phone is not None


def test_a_text_that_is_posted_again_is_one_message(gateway: Gateway) -> None:
    body = gateway.texted(HUONG, "Alo?", at=SUNDAY)
    for minutes in range(3):
        assert gateway.send(body, at=SUNDAY + minutes * MINUTE) == 200
    worked()
    assert (Arrival.objects.count(), Message.objects.count()) == (1, 1)


def test_the_same_words_texted_twice_are_two_messages(gateway: Gateway) -> None:
    for minutes in (2, 1):
        gateway.texted(HUONG, "Alo?", at=SUNDAY - minutes * MINUTE)
    gateway.deliver(at=SUNDAY)
    assert [one.destination for one in worked()] == ["opened", "opened"]
    gateway.texted(HUONG, "Alo?", at=SUNDAY)
    gateway.deliver(at=SUNDAY)
    assert [one.destination for one in worked()] == ["added"]


def test_texts_out_of_order_stand_in_the_order_of_their_writing(gateway: Gateway) -> None:
    gateway.texted(HUONG, "Máy giao sai bản", at=SUNDAY - 30 * MINUTE)
    gateway.deliver(at=SUNDAY)
    worked()
    gateway.texted(HUONG, "Gửi ngày 20/11", at=SUNDAY - 2 * MINUTE)
    gateway.texted(HUONG, "Hộp màu xanh", at=SUNDAY - MINUTE)
    assert gateway.deliver(at=SUNDAY, newest_first=True) == [200, 200]
    assert {one.destination for one in worked()} == {"added"}
    times = Message.objects.order_by("at").values_list("at", flat=True)
    assert list(times) == [SUNDAY - 30 * MINUTE, SUNDAY - 2 * MINUTE, SUNDAY - MINUTE]


def test_a_text_that_the_service_had_yesterday_counts_from_yesterday(gateway: Gateway) -> None:
    gateway.texted(HUONG, "Máy hỏng", at=SUNDAY - timedelta(days=1))
    gateway.texted("0909156179", "Máy hỏng nữa", at=SUNDAY - timedelta(days=300))
    gateway.deliver(at=SUNDAY)
    worked()
    assert set(Case.objects.values_list("received_at", flat=True)) == {
        SUNDAY,
        SUNDAY - timedelta(days=1),
    }


def test_a_stranger_who_texts_a_number_is_held_and_the_owner_is_not(gateway: Gateway) -> None:
    gateway.texted(HUONG, "Máy hỏng", at=SUNDAY)
    gateway.deliver(at=SUNDAY)
    (opened,) = worked()
    assert opened.case is not None
    gateway.texted("0909156179", f"Xem hồ sơ {opened.case.number}", at=SUNDAY)
    gateway.texted(HUONG, f"Về {opened.case.number}: đã nhận", at=SUNDAY)
    gateway.deliver(at=SUNDAY)
    assert sorted(one.destination for one in worked()) == ["added", "held"]


def test_after_a_fortnight_of_silence_a_text_is_a_new_matter(gateway: Gateway) -> None:
    later = SUNDAY + timedelta(days=15)
    for at in (SUNDAY, later):
        body = gateway.texted(HUONG, f"Máy hỏng {at:%d}", at=at)
        actions.keep_call(Channel.SMS, body, at=at)
        worked(at)
    assert Case.objects.count() == 2


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_signature_opens_nothing(gateway: Gateway, minutes: int) -> None:
    body = gateway.texted(HUONG, "Máy hỏng", at=SUNDAY)
    assert gateway.send(body, at=SUNDAY + minutes * MINUTE) == 401
    assert not Arrival.objects.exists()


def test_a_wrong_secret_opens_nothing_and_a_door_without_one_is_closed(
    gateway: Gateway, settings: Settings
) -> None:
    body = gateway.texted(HUONG, "Máy hỏng", at=SUNDAY)
    gateway.secret = "doan-mo"
    assert gateway.send(body, at=SUNDAY) == 401
    gateway.secret = settings.CAMKET_MESSAGE_SECRET = ""
    assert gateway.send(body, at=SUNDAY) == 404
    assert not Arrival.objects.exists()


def test_when_nothing_can_be_stored_the_gateway_posts_again(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise DatabaseError("disk full")

    gateway.texted(HUONG, "Máy hỏng", at=SUNDAY)
    with monkeypatch.context() as broken:
        broken.setattr(actions, "receive", full)
        assert gateway.deliver(at=SUNDAY) == [503]
    assert gateway.deliver(at=SUNDAY) == [200]


@pytest.mark.parametrize("body", [b"khong", b"[1]", b'{"event":"message","text":"x"}', b"\xff\xfe"])
def test_a_signed_body_that_cannot_be_read_is_held(gateway: Gateway, body: bytes) -> None:
    assert gateway.send(body, at=SUNDAY) == 200
    (taken,) = worked()
    assert (taken.destination, taken.arrival.pk) == ("held", Arrival.objects.get().pk)


def test_a_person_writes_from_zalo_and_goes_on_in_the_same_case(zalo: Zalo) -> None:
    assert zalo.send(zalo.text(ACCOUNT, "Máy giao sai bản", at=SUNDAY)) == 200
    worked()
    zalo.send(zalo.text(ACCOUNT, "Hộp màu xanh", at=SUNDAY + MINUTE))
    assert [one.destination for one in worked()] == ["added"]
    case = Case.objects.get()
    assert case.answer_at is not None
    assert (case.channel, case.answer_at.kind, case.after_hours) == ("zalo", "zalo", True)


def test_a_picture_without_words_opens_a_case_and_is_to_be_fetched(zalo: Zalo) -> None:
    zalo.send(zalo.image(ACCOUNT, "https://f1.zdn.vn/a.jpg", at=SUNDAY))
    (taken,) = worked()
    assert taken.destination == "opened"
    assert RemoteFile.objects.get().message.case == taken.case


def test_zalo_may_post_again_for_days_and_nothing_is_taken_twice(zalo: Zalo) -> None:
    body = zalo.text(ACCOUNT, "Máy hỏng", at=SUNDAY - timedelta(days=3))
    assert [zalo.send(body), zalo.send(body)] == [200, 200]
    worked()
    assert Case.objects.get().received_at == SUNDAY - timedelta(days=3)


@pytest.mark.parametrize("mac", ["mac=0", "", "mac=" + "0" * 64])
def test_what_zalo_did_not_sign_opens_nothing(zalo: Zalo, mac: str) -> None:
    body = zalo.text(ACCOUNT, "Máy hỏng", at=SUNDAY)
    assert zalo.send(body, mac=mac or "mac=") == 401
    assert zalo.send(zalo.text(ACCOUNT, "Máy", at=SUNDAY - timedelta(days=8))) == 401
    assert not Arrival.objects.exists()


def test_what_zalo_tells_beside_messages_opens_nothing(zalo: Zalo) -> None:
    for name in (
        "follow",
        "unfollow",
        "user_seen_message",
        "oa_send_text",
        "user_received_message",
    ):
        zalo.send(zalo.event(name, ACCOUNT, at=SUNDAY, message={"msg_id": "m1"}))
    assert {one.destination for one in worked()} == {"automatic"}
    assert not Case.objects.exists()


def test_a_number_typed_into_zalos_form_opens_nobodys_file(zalo: Zalo, gateway: Gateway) -> None:
    gateway.texted(HUONG, "Máy hỏng", at=SUNDAY)
    gateway.deliver(at=SUNDAY)
    worked()
    info = {"name": "Kẻ lạ", "phone": HUONG, "address": ""}
    zalo.send(zalo.event("user_submit_info", ACCOUNT, at=SUNDAY, info=info))
    (taken,) = worked()
    assert taken.case is not None
    assert taken.case.customer != Case.objects.get(channel="sms").customer
