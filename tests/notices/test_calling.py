"""Telling by phone or in person: one person rings at a time, and what came of it decides what is owed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.arrivals.submission import Sender
from camket.cases.actions.opening import Opened
from camket.evidence.queries import facts_of
from camket.notices.actions.answering import bounced
from camket.notices.actions.calling import (
    SomebodyElseCalls,
    claim_call,
    record_call,
    release_call,
    tell_in_person,
)
from camket.notices.models import CallTask, Delivery, Notice
from camket.notices.rules import CallOutcome, CallState, NoticeState
from camket.people.models import ContactPoint, Staff
from camket.people.rules import Role
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood
from tests.complaints.conftest import HUONG, MONDAY, deliver, take_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOUR = timedelta(hours=1)
TU = Sender(name="Bà Tư", phone="0909 156 179")


@pytest.fixture
def linh(db: None) -> Staff:
    return Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)


@pytest.fixture
def ngan(db: None) -> Staff:
    return Staff.objects.create_staff("ngan", "Vũ Thu Ngân", "matkhau-dai-lam", Role.RECEPTIONIST)


def call_of(opened: Opened) -> CallTask:
    """The call that is owed to the customer of a case."""
    rows = CallTask.objects.select_related("notice__customer", "contact_point")
    return rows.get(notice__about=opened.case.subject)


@pytest.fixture
def call(db: None) -> CallTask:
    """Bà Tư left only a phone number: somebody has to ring her."""
    take_in(TU)
    return CallTask.objects.select_related("notice__customer").get()


def test_two_who_want_the_same_call_do_not_both_ring(
    call: CallTask, linh: Staff, ngan: Staff
) -> None:
    stale = CallTask.objects.get()
    claim_call(call, by=linh, at=MONDAY)
    with pytest.raises(SomebodyElseCalls):
        claim_call(stale, by=ngan, at=MONDAY)
    with pytest.raises(SomebodyElseCalls):
        record_call(stale, CallOutcome.REACHED, by=ngan, at=MONDAY)
    assert CallTask.objects.get().claimed_by == linh.ref


def test_a_call_may_be_claimed_again_by_its_own_and_after_half_an_hour_by_others(
    call: CallTask, linh: Staff, ngan: Staff
) -> None:
    claim_call(call, by=linh, at=MONDAY)
    claim_call(call, by=linh, at=MONDAY + HOUR / 4)
    with pytest.raises(SomebodyElseCalls):
        claim_call(call, by=ngan, at=MONDAY + HOUR / 2)
    claim_call(call, by=ngan, at=MONDAY + HOUR)
    assert call.claimed_by == ngan.ref


def test_who_puts_a_call_back_frees_only_a_call_of_their_own(
    call: CallTask, linh: Staff, ngan: Staff
) -> None:
    claim_call(call, by=linh, at=MONDAY)
    release_call(call, by=ngan, at=MONDAY)
    assert CallTask.objects.get().claimed_by == linh.ref
    release_call(call, by=linh, at=MONDAY)
    assert CallTask.objects.get().claimed_by == ""


def test_who_is_reached_is_told_and_the_call_is_done_once(call: CallTask, linh: Staff) -> None:
    record_call(call, CallOutcome.REACHED, note="Bà Tư đồng ý chờ", by=linh, at=MONDAY)
    notice = Notice.objects.get()
    assert (notice.state, notice.told_by, notice.told_at) == (NoticeState.TOLD, "phone", MONDAY)
    with pytest.raises(ChangedMeanwhile):
        record_call(call, CallOutcome.REACHED, by=linh, at=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        claim_call(call, by=linh, at=MONDAY)


def test_nobody_answers_and_the_call_comes_back_later(call: CallTask, linh: Staff) -> None:
    record_call(call, CallOutcome.NO_ANSWER, by=linh, at=MONDAY)
    assert (call.state, call.call_at) == (CallState.OPEN, MONDAY + 2 * HOUR)
    record_call(call, CallOutcome.NO_ANSWER, call_again=MONDAY + 5 * HOUR, by=linh, at=MONDAY)
    assert (call.claimed_by, call.call_at) == ("", MONDAY + 5 * HOUR)
    assert call.attempts.count() == 2


@pytest.mark.parametrize("again", [None, MONDAY, MONDAY - HOUR])
def test_calling_back_needs_an_hour_to_come(call: CallTask, linh: Staff, again: object) -> None:
    with pytest.raises(NotUnderstood):
        record_call(call, CallOutcome.CALL_BACK, call_again=again, by=linh, at=MONDAY)  # type: ignore[arg-type]
    assert call.attempts.count() == 0


def test_a_wrong_number_is_not_rung_again(call: CallTask, linh: Staff) -> None:
    record_call(call, CallOutcome.WRONG_NUMBER, by=linh, at=MONDAY)
    assert (call.state, call.contact_point) == (CallState.OPEN, None)


def test_who_asks_for_a_letter_gets_the_same_words_by_mail(call: CallTask, linh: Staff) -> None:
    record_call(call, CallOutcome.OTHER_CHANNEL, mail="Tu@Example.vn", by=linh, at=MONDAY)
    assert Notice.objects.get().state == NoticeState.WAITING
    (letter,) = deliver(MONDAY + HOUR)
    assert letter.to == "tu@example.vn"
    assert Notice.objects.get().told_by == "mail"
    assert CallTask.objects.get().state == CallState.DONE


def test_the_letter_that_was_asked_for_comes_back_and_the_call_is_owed_again(
    call: CallTask, linh: Staff
) -> None:
    record_call(call, CallOutcome.OTHER_CHANNEL, mail="tu@example.vn", by=linh, at=MONDAY)
    deliver(MONDAY + HOUR)
    bounced(Delivery.objects.get().message_id, permanent=True, at=MONDAY + 2 * HOUR)
    again = CallTask.objects.get()
    assert (again.state, again.call_at) == (CallState.OPEN, MONDAY + 2 * HOUR)


@pytest.mark.parametrize("typed", ["", "bà tư", "tu example.vn", "t u@example.vn"])
def test_a_letter_needs_an_address_and_nothing_is_half_done(
    call: CallTask, linh: Staff, typed: str
) -> None:
    with pytest.raises(NotUnderstood):
        record_call(call, CallOutcome.OTHER_CHANNEL, mail=typed, by=linh, at=MONDAY)
    assert CallTask.objects.get().state == CallState.OPEN
    assert call.attempts.count() == Delivery.objects.count() == 0


def test_an_address_of_another_customer_is_not_written_to(call: CallTask, linh: Staff) -> None:
    take_in(HUONG)
    with pytest.raises(NotAllowed):
        record_call(call, CallOutcome.OTHER_CHANNEL, mail=HUONG.mail or "", by=linh, at=MONDAY)
    assert ContactPoint.objects.get(kind="mail").customer != call.notice.customer


def test_a_letter_that_came_back_is_not_told_at_a_number_that_another_form_brought() -> None:
    """Anybody can type Hương's address beside a number of their own."""
    hers = take_in(Sender(name="Hương", mail=HUONG.mail))
    strangers = take_in(Sender(name="Kẻ lạ", mail=HUONG.mail, phone="0911 222 333"))
    deliver(MONDAY)
    for delivery in Delivery.objects.all():
        bounced(delivery.message_id, permanent=True, at=MONDAY + HOUR)
    assert call_of(hers).contact_point is None
    number = ContactPoint.objects.get(kind="phone")
    assert call_of(strangers).contact_point == number, "what came with a case is told there"


def test_a_letter_that_came_back_is_told_at_the_number_of_its_own_case_or_one_that_was_proved() -> (
    None
):
    take_in(Sender(name="Hương", mail=HUONG.mail))
    take_in(HUONG)
    number = ContactPoint.objects.get(kind="phone")
    ContactPoint.objects.filter(pk=number.pk).update(proved_at=MONDAY)
    deliver(MONDAY)
    for delivery in Delivery.objects.all():
        bounced(delivery.message_id, permanent=True, at=MONDAY + HOUR)
    assert [call.contact_point for call in CallTask.objects.all()] == [number, number]


def test_a_number_that_is_no_longer_theirs_is_not_rung() -> None:
    take_in(HUONG)
    ContactPoint.objects.filter(kind="phone").update(removed_at=MONDAY)
    deliver(MONDAY)
    bounced(Delivery.objects.get().message_id, permanent=True, at=MONDAY + HOUR)
    assert CallTask.objects.get().contact_point is None


def test_who_wrote_on_zalo_is_rung_at_the_number_and_never_at_the_name_of_an_account() -> None:
    tu = take_in(Sender(name="Bà Tư", zalo="8263746", phone="0909 156 179"))
    nam = take_in(Sender(name="Ông Năm", zalo="8263747"))
    assert call_of(tu).contact_point == ContactPoint.objects.get(kind="phone")
    assert call_of(nam).contact_point is None


def test_after_a_wrong_number_comes_a_proved_one_and_never_the_first_again(linh: Staff) -> None:
    call, other = (call_of(take_in(sender)) for sender in (TU, Sender(phone="0911 222 333")))
    stranger = ContactPoint.objects.get(pk=other.contact_point_id)
    ContactPoint.objects.filter(pk=stranger.pk).update(customer=call.notice.customer)
    claimed = call.contact_point
    record_call(call, CallOutcome.WRONG_NUMBER, by=linh, at=MONDAY)
    assert call.contact_point is None, "the second number was not proved"
    CallTask.objects.filter(pk=call.pk).update(contact_point=claimed)
    ContactPoint.objects.filter(pk=stranger.pk).update(proved_at=MONDAY)
    call.refresh_from_db()
    for expected in (stranger, None):
        record_call(call, CallOutcome.WRONG_NUMBER, by=linh, at=MONDAY)
        assert call.contact_point == expected


def test_a_letter_that_was_asked_for_goes_to_no_address_that_another_form_brought(
    call: CallTask, linh: Staff
) -> None:
    take_in(Sender(mail="ke-la@example.vn"))
    stranger = ContactPoint.objects.get(kind="mail")
    ContactPoint.objects.filter(pk=stranger.pk).update(customer=call.notice.customer)
    with pytest.raises(NotUnderstood):
        record_call(call, CallOutcome.OTHER_CHANNEL, by=linh, at=MONDAY)
    ContactPoint.objects.filter(pk=stranger.pk).update(proved_at=MONDAY)
    record_call(call, CallOutcome.OTHER_CHANNEL, by=linh, at=MONDAY)
    assert call.notice.deliveries.get().contact_point == stranger


def test_who_heard_it_in_person_needs_no_call(call: CallTask, ngan: Staff) -> None:
    tell_in_person(call.notice, channel="counter", by=ngan, at=MONDAY)
    call.refresh_from_db()
    assert call.state == CallState.DONE
    told = [fact for fact in facts_of(call.notice.about) if fact.kind == "notice.told"]
    assert [(fact.by, fact.body["channel"]) for fact in told] == [(ngan.ref, "counter")]


def test_who_heard_it_in_person_knows_it_although_the_letter_came_back(ngan: Staff) -> None:
    take_in(HUONG)
    tell_in_person(Notice.objects.get(), channel="counter", by=ngan, at=MONDAY)
    deliver(MONDAY)
    bounced(Delivery.objects.get().message_id, permanent=True, at=MONDAY + HOUR)
    assert Notice.objects.get().state == NoticeState.TOLD
    assert not CallTask.objects.exists()


def test_a_cashier_calls_nobody(call: CallTask) -> None:
    cashier = Staff.objects.create_staff("thu", "Lê Thu", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotAllowed):
        claim_call(call, by=cashier, at=MONDAY)
    with pytest.raises(NotAllowed):
        tell_in_person(call.notice, channel="phone", by=cashier, at=MONDAY)
