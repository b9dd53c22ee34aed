"""What was taken for a complaint and was none: it is answered, and can be closed. Some turn out to be one after all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from camket.arrivals.submission import Channel, Matter
from camket.cases.actions.care import change_kind, close_case
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.complaints.actions.by_clock import go_on_without_answers, remind_of_questions
from camket.complaints.actions.checking import ask, start_checking
from camket.complaints.actions.ending import accept_result, contest
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status
from camket.people.models import Staff
from camket.people.rules import Role
from camket.promises.actions import break_due
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, SUNDAY, deliver, take_in
from tests.complaints.test_story import check_and_decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = timedelta(days=1)
ANSWER = "Giá của bản Pro là 2.000.000 đ."


def turn(case: Case, to: Matter, by: Staff, at: datetime = MONDAY) -> None:
    """Say that the case is of another kind."""
    change_kind(case, to, reason="Nhìn lại", by=by, at=at)


def test_the_answer_is_the_result_that_was_promised_in_time_or_late(
    router: Complaint, linh: Staff
) -> None:
    case = router.case
    turn(case, Matter.ENQUIRY, linh)
    close_case(case, ANSWER, by=linh, at=MONDAY + DAY)
    promise = Promise.objects.get(kind=PromiseKind.RESOLVE)
    assert (promise.state, promise.done_at) == (State.KEPT, MONDAY + DAY)
    assert Case.objects.get().closed_at == MONDAY + DAY
    assert verify(case.subject).fault is None


def test_an_answer_after_the_promised_day_was_late(router: Complaint, linh: Staff) -> None:
    case, at = router.case, MONDAY + 30 * DAY
    turn(case, Matter.ENQUIRY, linh)
    break_due(at=at)
    close_case(case, ANSWER, by=linh, at=at)
    promise = Promise.objects.get(kind=PromiseKind.RESOLVE)
    assert (promise.state, promise.done_at) == (State.BROKEN, at)
    assert verify(case.subject).fault is None


def test_a_closed_enquiry_that_is_a_complaint_after_all_is_owed_its_result_again(
    router: Complaint, linh: Staff
) -> None:
    case = router.case
    turn(case, Matter.ENQUIRY, linh)
    close_case(case, ANSWER, by=linh, at=MONDAY + DAY)
    turn(case, Matter.COMPLAINT, linh, MONDAY + 2 * DAY)
    promise = Promise.objects.get(kind=PromiseKind.RESOLVE)
    assert promise.state == State.OPEN
    assert (case.closed_at, case.due_at) == (None, promise.due_at)
    assert Case.objects.open().get().due_at == promise.due_at
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED
    assert verify(Case.objects.get().subject).fault is None


def test_the_same_when_the_customer_wrote_in_between(router: Complaint, linh: Staff) -> None:
    case = router.case
    turn(case, Matter.ENQUIRY, linh)
    close_case(case, ANSWER, by=linh, at=MONDAY + DAY)
    more = NewMessage(case, Direction.IN, Channel.MAIL, "Máy vẫn hỏng!", "KH-1", MONDAY + DAY)
    add_messages([more], by="camket", at=MONDAY + DAY)
    turn(case, Matter.COMPLAINT, linh, MONDAY + 2 * DAY)
    assert Case.objects.get().due_at == Promise.objects.get(kind=PromiseKind.RESOLVE).due_at
    assert verify(Case.objects.get().subject).fault is None


def test_who_comes_back_after_the_promised_day_is_late_at_once(
    router: Complaint, linh: Staff
) -> None:
    case = router.case
    turn(case, Matter.ENQUIRY, linh)
    close_case(case, ANSWER, by=linh, at=MONDAY + DAY)
    turn(case, Matter.COMPLAINT, linh, MONDAY + 40 * DAY)
    promise = Promise.objects.get(kind=PromiseKind.RESOLVE)
    assert (promise.state, promise.done_at) == (State.BROKEN, None)
    row = Case.objects.get()
    assert (row.due_at, row.raised_at) == (promise.due_at, MONDAY + 40 * DAY)
    assert verify(Case.objects.get().subject).fault is None


def test_what_was_confirmed_as_an_enquiry_is_confirmed_as_a_complaint(linh: Staff) -> None:
    case = take_in().case
    turn(case, Matter.ENQUIRY, linh, SUNDAY + timedelta(seconds=3))
    deliver()
    turn(case, Matter.COMPLAINT, linh)
    assert Complaint.objects.get().status == Status.ACKNOWLEDGED
    assert verify(Case.objects.get().subject).fault is None


def test_an_enquiry_that_was_closed_becomes_a_complaint_that_is_open(linh: Staff) -> None:
    case = take_in(kind=Matter.ENQUIRY).case
    deliver()
    close_case(case, ANSWER, by=linh, at=MONDAY + DAY)
    turn(case, Matter.COMPLAINT, linh, MONDAY + 2 * DAY)
    assert Case.objects.open().get().due_at is not None
    assert verify(Case.objects.get().subject).fault is None


def test_the_clock_leaves_questions_alone_while_the_case_is_no_complaint(
    router: Complaint, linh: Staff
) -> None:
    ask(router, "Xin gửi ảnh nhãn sê-ri.", by=linh, at=MONDAY)
    turn(router.case, Matter.ENQUIRY, linh)
    close_case(router.case, ANSWER, by=linh, at=MONDAY + DAY)
    assert remind_of_questions(MONDAY + 7 * DAY) == 0
    assert go_on_without_answers(MONDAY + 20 * DAY) == 0
    assert verify(Case.objects.get().subject).fault is None
    turn(router.case, Matter.COMPLAINT, linh, MONDAY + 21 * DAY)
    assert go_on_without_answers(MONDAY + 21 * DAY) == 1
    assert verify(Case.objects.get().subject).fault is None


def test_a_step_from_an_old_page_changes_nothing_of_a_closed_enquiry(
    router: Complaint, linh: Staff
) -> None:
    turn(router.case, Matter.ENQUIRY, linh)
    close_case(router.case, ANSWER, by=linh, at=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        start_checking(router, by=linh, at=MONDAY + DAY)
    assert verify(Case.objects.get().subject).fault is None


def test_a_complaint_with_a_result_stays_one(router: Complaint, linh: Staff) -> None:
    check_and_decide(router, linh)
    _refused(router, linh)
    deliver()
    router.refresh_from_db()
    assert router.status == Status.TOLD
    _refused(router, linh)
    contest(router, actor=Actor.CUSTOMER, by=router.case.customer.ref, at=MONDAY)
    _refused(router, linh)


def test_a_complaint_that_ended_stays_one(router: Complaint, linh: Staff) -> None:
    check_and_decide(router, linh)
    deliver()
    router.refresh_from_db()
    accept_result(router, actor=Actor.CUSTOMER, by=router.case.customer.ref, at=MONDAY)
    _refused(router, linh)


def _refused(complaint: Complaint, by: Staff) -> None:
    case = Case.objects.get()
    with pytest.raises(MoveNotAllowed, match="decided"):
        turn(case, Matter.ENQUIRY, by)
    assert Case.objects.get().kind == Matter.COMPLAINT
    assert verify(complaint.case.subject).fault is None


def test_only_the_desk_says_what_kind_a_case_is(router: Complaint, linh: Staff) -> None:
    ngan = Staff.objects.create_staff("ngan", "Lê Kim Ngân", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotAllowed):
        turn(router.case, Matter.ENQUIRY, ngan)
    assert Case.objects.get().kind == Matter.COMPLAINT
