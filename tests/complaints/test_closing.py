"""An enquiry is closed once it was answered, and the customer hears both the answer and the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.arrivals.submission import Channel, Matter, Sender
from camket.cases.actions.care import change_kind, close_case
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case, Message
from camket.cases.rules import Direction
from camket.complaints.actions.writing import reply
from camket.complaints.models import Complaint
from camket.notices.actions.answering import bounced
from camket.notices.actions.calling import record_call
from camket.notices.models import CallTask, Delivery
from camket.notices.rules import CallOutcome
from camket.people.models import Staff
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.refusals import MoveNotAllowed
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, deliver, take_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOUR = timedelta(hours=1)
ANSWER = "Quầy mở cửa từ 8 giờ, thứ Hai đến thứ Sáu."
BA_TU = Sender(name="Bà Tư", phone="0909 156 179")


def test_a_complaint_called_an_enquiry_is_not_closed_behind_the_customers_back(
    router: Complaint, linh: Staff
) -> None:
    change_kind(router.case, Matter.ENQUIRY, reason="Cho xong", by=linh, at=MONDAY)
    with pytest.raises(MoveNotAllowed, match="answer"):
        close_case(router.case, by=linh, at=MONDAY)
    assert Case.objects.open().exists()
    assert Promise.objects.get(kind=PromiseKind.RESOLVE).state == State.OPEN


def test_the_words_of_the_closing_are_the_answer_and_one_letter_says_both(
    enquiry: Case, linh: Staff
) -> None:
    close_case(enquiry, f" {ANSWER} ", by=linh, at=MONDAY)
    (letter,) = deliver()
    assert ANSWER in letter.text
    assert "đã được đóng" in letter.text
    assert "khắc phục" not in letter.text
    assert Message.objects.get(direction=Direction.OUT).channel == Channel.MAIL
    assert Case.objects.get().closed_at == MONDAY
    assert verify(Case.objects.get().subject).fault is None


def test_after_a_reply_that_arrived_nothing_more_need_be_written(
    enquiry: Case, linh: Staff
) -> None:
    reply(enquiry, ANSWER, by=linh, at=MONDAY)
    with pytest.raises(MoveNotAllowed, match="answer"):
        close_case(enquiry, by=linh, at=MONDAY)
    deliver()
    close_case(enquiry, by=linh, at=MONDAY + HOUR)
    (letter,) = deliver(MONDAY + HOUR)
    assert "đã được đóng" in letter.text
    assert ANSWER not in letter.text
    assert verify(Case.objects.get().subject).fault is None


def test_a_reply_that_came_back_answered_nobody(enquiry: Case, linh: Staff) -> None:
    reply(enquiry, ANSWER, by=linh, at=MONDAY)
    deliver()
    name = Delivery.objects.get(notice__letter="reply").message_id
    bounced(name, permanent=True, at=MONDAY + HOUR)
    with pytest.raises(MoveNotAllowed, match="answer"):
        close_case(enquiry, by=linh, at=MONDAY + HOUR)


def test_who_has_no_address_is_answered_by_a_recorded_call(linh: Staff) -> None:
    case = take_in(BA_TU, kind=Matter.ENQUIRY).case
    record_call(CallTask.objects.get(), CallOutcome.REACHED, by=linh, at=MONDAY)
    reply(case, ANSWER, by=linh, at=MONDAY)
    with pytest.raises(MoveNotAllowed, match="answer"):
        close_case(case, by=linh, at=MONDAY)
    task = CallTask.objects.get(notice__letter="reply")
    record_call(task, CallOutcome.REACHED, by=linh, at=MONDAY + HOUR)
    close_case(case, by=linh, at=MONDAY + HOUR)
    assert CallTask.objects.filter(notice__letter="closed").exists()
    assert verify(Case.objects.get().subject).fault is None


def test_an_answer_to_the_last_question_is_none_to_the_next(enquiry: Case, linh: Staff) -> None:
    close_case(enquiry, ANSWER, by=linh, at=MONDAY)
    deliver()
    more = NewMessage(enquiry, Direction.IN, Channel.MAIL, "Còn thứ Bảy?", "KH-1", MONDAY + HOUR)
    add_messages([more], by="camket", at=MONDAY + HOUR)
    with pytest.raises(MoveNotAllowed, match="answer"):
        close_case(enquiry, by=linh, at=MONDAY + 2 * HOUR)
    close_case(enquiry, "Thứ Bảy quầy nghỉ.", by=linh, at=MONDAY + 2 * HOUR)
    assert verify(Case.objects.get().subject).fault is None
