"""The way of a complaint from receipt to its end, and the ways that are barred."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Matter, Sender
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.complaints.actions.checking import (
    ask,
    record_finding,
    remind,
    start_checking,
    stop_waiting,
)
from camket.complaints.actions.deciding import announce_later_date, decide, finish_remedy
from camket.complaints.actions.ending import (
    accept_result,
    close_by_silence,
    contest,
)
from camket.complaints.models import Complaint, Remedy
from camket.complaints.rules.decisions import Answer, Outcome, Promised, RemedyKind, Verdict
from camket.complaints.rules.moves import Actor, Status, replay
from camket.evidence.models import Fact
from camket.notices.actions.answering import bounced
from camket.notices.actions.calling import record_call
from camket.notices.models import CallTask, Delivery
from camket.notices.rules import CallOutcome
from camket.people.models import Staff
from camket.promises.actions import break_due
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.refusals import MoveNotAllowed, NotUnderstood
from tests.complaints.conftest import MONDAY, SUNDAY, deliver, take_in, take_in_many

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ACCEPTED = Verdict(
    (Answer(1, Outcome.ACCEPTED, "Kho giao nhầm phiên bản."),),
    (Promised(RemedyKind.EXCHANGE, date(2026, 12, 4), "Đổi bản Pro"),),
)
REJECTED = Verdict(
    (Answer(1, Outcome.REJECTED, "Máy đúng bản đã đặt.", our_error=False, as_agreed=True),)
)


def check_and_decide(complaint: Complaint, by: Staff, verdict: Verdict = ACCEPTED) -> None:
    """Check the one point and decide."""
    start_checking(complaint, by=by, at=MONDAY)
    record_finding(complaint.points.get(), "Đối chiếu sê-ri với phiếu xuất.", by=by, at=MONDAY)
    decide(complaint, verdict, by=by, at=MONDAY)


def statuses_agree(complaint: Complaint) -> bool:
    """Whether the row says what its facts say."""
    facts = Fact.objects.filter(subject=complaint.case.subject).order_by("position")
    complaint.refresh_from_db()
    return replay(facts.values_list("kind", flat=True)) == complaint.status


def test_a_sunday_complaint_is_promised_its_dates_from_receipt() -> None:
    case = take_in().case
    promises = {promise.kind: promise for promise in Promise.objects.all()}
    assert promises[PromiseKind.ACKNOWLEDGE].limit == date(2026, 11, 26)
    assert promises[PromiseKind.RESOLVE].limit == date(2026, 12, 2)
    assert promises[PromiseKind.RESOLVE].aim == date(2026, 11, 26)
    assert Case.objects.get().due_at == promises[PromiseKind.ACKNOWLEDGE].due_at
    assert case.after_hours


def test_the_acknowledgement_says_number_date_and_arithmetic_and_keeps_the_first_promise() -> None:
    opened = take_in()
    (letter,) = deliver(SUNDAY + timedelta(seconds=4))
    assert opened.case.number in letter.subject
    assert "thứ Tư 02/12/2026" in letter.text
    assert "24/11" in letter.text
    assert "Ngày Văn hóa Việt Nam" in letter.text
    assert opened.tracking_code in letter.text
    assert Promise.objects.get(kind=PromiseKind.ACKNOWLEDGE).state == State.KEPT
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED


def test_an_accepted_complaint_is_told_closed_and_its_remedy_kept(
    router: Complaint, linh: Staff
) -> None:
    check_and_decide(router, linh)
    (letter,) = deliver()
    assert "Chúng tôi chấp nhận khiếu nại" in letter.text
    router.refresh_from_db()
    assert router.status == Status.TOLD
    assert Promise.objects.get(kind=PromiseKind.RESOLVE).state == State.KEPT
    accept_result(router, actor=Actor.CUSTOMER, by=router.case.customer.ref, at=MONDAY)
    finish_remedy(Remedy.objects.get(), by=linh, at=MONDAY)
    assert Promise.objects.get(kind=PromiseKind.REMEDY).state == State.KEPT
    assert Case.objects.get().closed_at == MONDAY
    assert statuses_agree(router)


def test_a_result_that_bounced_is_told_by_phone(router: Complaint, linh: Staff) -> None:
    check_and_decide(router, linh)
    deliver()
    message_id = Delivery.objects.get(notice__letter="result").message_id
    bounced(message_id, permanent=True, at=MONDAY + timedelta(hours=1))
    router.refresh_from_db()
    assert router.status == Status.DECIDED
    assert Promise.objects.get(kind=PromiseKind.RESOLVE).state == State.OPEN
    task = CallTask.objects.get()
    record_call(task, CallOutcome.NO_ANSWER, by=linh, at=MONDAY + timedelta(hours=2))
    record_call(task, CallOutcome.REACHED, by=linh, at=MONDAY + timedelta(hours=3))
    router.refresh_from_db()
    assert router.status == Status.TOLD
    assert statuses_agree(router)


def test_an_acknowledgement_that_bounced_is_owed_again_until_somebody_calls(
    router: Complaint, linh: Staff
) -> None:
    bounced(Delivery.objects.get().message_id, permanent=True, at=MONDAY)
    acknowledgement = Promise.objects.get(kind=PromiseKind.ACKNOWLEDGE)
    assert acknowledgement.state == State.OPEN
    assert Case.objects.get().due_at == acknowledgement.due_at
    record_call(CallTask.objects.get(), CallOutcome.REACHED, by=linh, at=MONDAY)
    acknowledgement.refresh_from_db()
    assert acknowledgement.state == State.KEPT
    assert Case.objects.get().due_at == Promise.objects.get(kind=PromiseKind.RESOLVE).due_at


def test_an_accepted_complaint_stays_before_the_desk_until_its_remedy_is_done(
    router: Complaint, linh: Staff
) -> None:
    check_and_decide(router, linh)
    deliver()
    router.refresh_from_db()
    accept_result(router, actor=Actor.CUSTOMER, by=router.case.customer.ref, at=MONDAY)
    owed = Case.objects.open().get()
    assert owed.due_at == Promise.objects.get(kind=PromiseKind.REMEDY).due_at
    finish_remedy(Remedy.objects.get(), by=linh, at=MONDAY)
    assert not Case.objects.open().exists()


def test_a_customer_without_mail_gets_a_call(linh: Staff) -> None:
    take_in(Sender(name="Bà Tư", phone="0909 156 179"))
    assert deliver() == []
    record_call(CallTask.objects.get(), CallOutcome.REACHED, by=linh, at=MONDAY)
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED


def test_a_question_waits_with_a_date_and_moves_no_promise(router: Complaint, linh: Staff) -> None:
    before = Promise.objects.get(kind=PromiseKind.RESOLVE).limit
    ask(router, "Xin gửi ảnh nhãn sê-ri.", by=linh, at=MONDAY)
    router.refresh_from_db()
    assert (router.status, router.waiting_until) == (Status.WAITING, date(2026, 12, 1))
    assert Promise.objects.get(kind=PromiseKind.RESOLVE).limit == before
    remind(router, at=MONDAY + timedelta(days=7))
    assert [letter.subject[:4] for letter in deliver(MONDAY + timedelta(days=7))] == [
        "Chún",
        "Nhắc",
    ]


def test_an_answer_wakes_the_complaint(router: Complaint, linh: Staff) -> None:
    ask(router, "Xin gửi ảnh nhãn sê-ri.", by=linh, at=MONDAY)
    answer = NewMessage(
        router.case,
        Direction.IN,
        "mail",
        "Đây ạ",
        router.case.customer.ref,
        MONDAY,  # type: ignore[arg-type]
    )
    add_messages([answer], by="camket", at=MONDAY)
    router.refresh_from_db()
    assert router.status == Status.CHECKING
    assert router.questions.get().answered_at == MONDAY
    assert statuses_agree(router)


def test_silence_after_a_question_lets_the_desk_go_on(router: Complaint, linh: Staff) -> None:
    ask(router, "Xin gửi ảnh.", by=linh, at=MONDAY)
    stop_waiting(router, at=MONDAY + timedelta(days=9))
    assert router.status == Status.CHECKING


def test_a_complex_case_is_told_its_later_date_before_the_limit(
    router: Complaint, linh: Staff
) -> None:
    announce_later_date(router, date(2026, 12, 16), "Cần giám định thiết bị.", by=linh, at=MONDAY)
    old, new = Promise.objects.filter(kind=PromiseKind.RESOLVE).order_by("made_at")
    assert (old.state, old.limit) == (State.SUPERSEDED, date(2026, 12, 2))
    assert (new.state, new.limit) == (State.OPEN, date(2026, 12, 16))
    assert any("16/12/2026" in letter.text for letter in deliver())
    with pytest.raises(MoveNotAllowed):
        announce_later_date(
            router, date(2026, 12, 30), "Vẫn cần", by=linh, at=MONDAY + timedelta(days=40)
        )


def test_a_broken_promise_raises_the_case_and_apologises(router: Complaint) -> None:
    break_due(at=MONDAY + timedelta(days=12))
    case = Case.objects.get()
    assert case.raised_at is not None
    assert any("xin lỗi" in letter.text for letter in deliver(MONDAY + timedelta(days=12)))
    assert break_due(at=MONDAY + timedelta(days=13)) == 0


def test_the_customer_contests_a_told_result(router: Complaint, linh: Staff) -> None:
    check_and_decide(router, linh, REJECTED)
    deliver()
    router.refresh_from_db()
    contest(router, actor=Actor.CUSTOMER, by=router.case.customer.ref, at=MONDAY)
    assert router.status == Status.CONTESTED
    assert Case.objects.get().closed_at is None
    assert statuses_agree(router)


def test_silence_closes_and_the_result_can_be_contested_only_for_a_time(
    router: Complaint, linh: Staff
) -> None:
    check_and_decide(router, linh, REJECTED)
    deliver()
    router.refresh_from_db()
    closing = MONDAY + timedelta(days=14)
    close_by_silence(router, at=closing)
    with pytest.raises(MoveNotAllowed):
        contest(router, actor=Actor.CUSTOMER, by="KH-1", at=closing + timedelta(days=30))
    contest(router, actor=Actor.CUSTOMER, by="KH-1", at=closing + timedelta(days=3))
    assert router.status == Status.CONTESTED


def test_nothing_is_decided_before_every_point_was_checked(router: Complaint, linh: Staff) -> None:
    start_checking(router, by=linh, at=MONDAY)
    with pytest.raises(MoveNotAllowed, match="Point 1"):
        decide(router, ACCEPTED, by=linh, at=MONDAY)


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(()),
        Verdict((Answer(1, Outcome.ACCEPTED, " "),), ACCEPTED.remedies),
        Verdict((Answer(1, Outcome.ACCEPTED, "Vì"),)),
        Verdict((Answer(1, Outcome.REJECTED, "Vì"),)),
        Verdict((Answer(1, Outcome.REJECTED, "Vì", our_error=True, as_agreed=True),)),
        Verdict((Answer(1, Outcome.REJECTED, "Vì", our_error=False, as_agreed=False),)),
        Verdict((Answer(1, Outcome.PARTLY, "Vì"),), ACCEPTED.remedies),
        Verdict(
            (Answer(1, Outcome.ACCEPTED, "Vì"),),
            (Promised(RemedyKind.REFUND, date(2026, 12, 4)),),
        ),
        Verdict(
            (Answer(1, Outcome.ACCEPTED, "Vì"),),
            (Promised(RemedyKind.REPAIR, date(2026, 11, 1)),),
        ),
    ],
)
def test_a_decision_that_may_not_be_told_is_refused_in_words(
    router: Complaint, linh: Staff, verdict: Verdict
) -> None:
    start_checking(router, by=linh, at=MONDAY)
    record_finding(router.points.get(), "Đã xem.", by=linh, at=MONDAY)
    with pytest.raises(NotUnderstood):
        decide(router, verdict, by=linh, at=MONDAY)


def test_refusing_a_protected_customer_needs_a_legal_basis(linh: Staff) -> None:
    opened = take_in(protected=True)
    deliver()
    complaint = Complaint.objects.get(pk=opened.case.pk)
    assert opened.case.priority
    with pytest.raises(NotUnderstood, match="article 8"):
        check_and_decide(complaint, linh, REJECTED)


def test_feedback_is_acknowledged_and_promised_no_result() -> None:
    take_in(kind=Matter.FEEDBACK)
    assert [promise.kind for promise in Promise.objects.all()] == [PromiseKind.ACKNOWLEDGE]
    deliver()
    assert Promise.objects.get().state == State.KEPT


def test_thirty_complaints_open_in_no_more_queries_than_one() -> None:
    def queries(count: int) -> int:
        senders = [Sender(mail=f"k{count}.{n}@example.vn") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            take_in_many(senders)
        return len(captured)

    take_in()
    assert queries(30) <= queries(1) + 2
