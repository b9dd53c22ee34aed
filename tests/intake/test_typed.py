"""What staff type in is kept first, opens or joins a case, and counts from the moment of receipt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from camket.arrivals.channels.form import Form
from camket.arrivals.models import Arrival
from camket.arrivals.queries import equation
from camket.arrivals.rules import Outcome, Place
from camket.arrivals.submission import Channel, Matter
from camket.cases.models import Case, Message
from camket.complaints.models import Complaint
from camket.intake.actions import typed as typing_in
from camket.intake.actions.typed import Typed, add_typed, open_typed
from camket.notices.models import CallTask, Delivery
from camket.people.models import Customer, Staff
from camket.people.rules import Role
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind
from camket.refusals import NotAllowed, NotUnderstood
from camket.reports.reconciliation import reconcile

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture
def ngan(db: None) -> Staff:
    return Staff.objects.create_staff("ngan", "Vũ Thu Ngân", "matkhau-dai-lam", Role.RECEPTIONIST)


def said(received_at: datetime = MONDAY, why_late: str = "", **more: Any) -> Typed:
    """Lợi stands at the counter with his recorder."""
    words = {"name": "Dương Văn Lợi", "phone": "0903 000 586", "text": "Đầu ghi hỏng sau 12 ngày."}
    form = Form(Channel.COUNTER, Matter.COMPLAINT, **{**words, **more})
    return Typed(form, received_at, why_late)


def opened(what: Typed, by: Staff) -> Case:
    case = open_typed(what, by=by, at=MONDAY)
    assert case is not None
    return case


def test_who_types_it_in_sees_the_case_and_the_promise_counts_from_now(ngan: Staff) -> None:
    case = opened(said(), ngan)
    assert Case.objects.visible_to(ngan).get() == case
    assert (case.taken_by, case.channel, case.received_at) == (ngan, "counter", MONDAY)
    assert f"{Promise.objects.get(kind=PromiseKind.RESOLVE).limit}" == "2026-12-03"


def test_the_words_are_an_arrival_and_the_equation_balances(ngan: Staff) -> None:
    case = opened(said(), ngan)
    arrival = Arrival.objects.get()
    assert (arrival.outcome, arrival.case_number) == (Outcome.OPENED, case.number)
    assert (arrival.settled_by, arrival.mailbox) == (ngan.ref, "counter")
    assert reconcile().balances


def test_a_message_heard_later_counts_from_when_it_was_left(ngan: Staff) -> None:
    case = opened(said(SATURDAY, "Cuối tuần không ai trực"), ngan)
    assert case.received_at == SATURDAY
    assert case.after_hours
    assert f"{Promise.objects.get(kind=PromiseKind.RESOLVE).limit}" == "2026-12-02"
    assert Message.objects.get(direction="note").by == ngan.ref


@pytest.mark.parametrize(
    ("received_at", "why"),
    [
        (SATURDAY, " "),
        (MONDAY + timedelta(minutes=1), "x"),
        (MONDAY - timedelta(days=400), "Tìm thấy thư cũ"),
    ],
)
def test_an_hour_that_cannot_be_is_refused_and_nothing_is_kept(
    ngan: Staff, received_at: datetime, why: str
) -> None:
    with pytest.raises(NotUnderstood):
        open_typed(said(received_at, why), by=ngan, at=MONDAY)
    assert not Arrival.objects.exists()


def test_the_same_page_sent_twice_is_one_case(ngan: Staff) -> None:
    one, two = opened(said(key="k1"), ngan), opened(said(key="k1"), ngan)
    assert one == two
    assert opened(said(key="k2"), ngan) != one
    assert reconcile().balances


def test_more_words_join_a_case_that_was_found(ngan: Staff) -> None:
    case = opened(said(), ngan)
    assert add_typed(said(text="Đã tìm thấy hóa đơn."), case, by=ngan, at=MONDAY) == case
    assert Case.objects.count() == 1
    assert Message.objects.filter(direction="in").count() == 2
    assert Arrival.objects.filter(outcome=Outcome.ADDED).count() == 1


def test_who_left_no_address_is_called_and_who_left_one_gets_a_letter(ngan: Staff) -> None:
    opened(said(), ngan)
    assert CallTask.objects.count() == 1
    opened(said(mail="loi@example.vn", phone="", text="Việc khác"), ngan)
    assert (CallTask.objects.count(), Delivery.objects.count()) == (1, 1)


def test_who_would_rather_be_called_is_called(ngan: Staff) -> None:
    words = {"mail": "loi@example.vn", "answer_by": "phone"}
    case = opened(said(**words), ngan)
    assert case.answer_at is not None
    assert case.answer_at.kind == "phone"
    assert not Delivery.objects.exists()


def test_a_wish_that_cannot_be_met_falls_back_to_what_is_known(ngan: Staff) -> None:
    case = opened(said(answer_by="mail"), ngan)
    assert case.answer_at is not None
    assert case.answer_at.kind == "phone"


def test_who_is_protected_by_article_8_comes_first(ngan: Staff) -> None:
    assert opened(said(protected=True), ngan).priority


def test_somebody_without_name_and_number_has_a_case_too(ngan: Staff) -> None:
    case = opened(said(name="", phone=""), ngan)
    assert Complaint.objects.filter(case=case).exists()
    assert (case.answer_at, Customer.objects.get().name) == (None, None)


def test_what_cannot_be_taken_waits_where_the_desk_sees_it(
    ngan: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(typing_in, "open_by_hand", broken)
    assert open_typed(said(), by=ngan, at=MONDAY) is None
    assert Arrival.objects.get().place == Place.FAILED
    assert next(line for line in equation() if line.mailbox == "counter").parts["failed"] == 1


def test_a_cashier_takes_nobody_in(ngan: Staff) -> None:
    cashier = Staff.objects.create_staff("thu", "Lê Thu", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotAllowed):
        open_typed(said(), by=cashier, at=MONDAY)
    assert not Arrival.objects.exists()
