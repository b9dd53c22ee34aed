"""Replies go to the customer, notes stay inside, and both are kept on the case."""

from __future__ import annotations

import pytest

from camket.arrivals.submission import Channel, Matter, Sender
from camket.cases.actions.care import change_kind, close_case
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case, Message
from camket.cases.rules import Direction
from camket.complaints.actions.writing import reply, write_note
from camket.complaints.models import Complaint
from camket.notices.models import CallTask, Notice
from camket.people.models import Staff
from camket.people.rules import Role
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotUnderstood
from camket.reports.verification import verify
from tests.complaints.conftest import MONDAY, deliver, take_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_reply_reaches_the_customer_as_a_letter(router: Complaint, linh: Staff) -> None:
    reply(router.case, "Kho đang kiểm tra sê-ri.", by=linh, at=MONDAY)
    (letter,) = deliver()
    assert "Kho đang kiểm tra sê-ri." in letter.text
    assert Message.objects.get(direction=Direction.OUT).channel == Channel.MAIL


def test_a_reply_to_who_has_no_address_is_called_through(linh: Staff) -> None:
    case = take_in(Sender(name="Bà Tư", phone="0909 156 179")).case
    reply(case, "Máy đã sửa xong.", by=linh, at=MONDAY)
    assert CallTask.objects.filter(notice__letter="reply").exists()


def test_a_note_tells_nobody(router: Complaint, linh: Staff) -> None:
    before = Notice.objects.count()
    write_note(router.case, "Đã gọi kho.", by=linh, at=MONDAY)
    assert Notice.objects.count() == before


@pytest.mark.parametrize("write", [reply, write_note])
def test_empty_words_and_people_from_elsewhere_are_refused(
    router: Complaint, linh: Staff, write: object
) -> None:
    cashier = Staff.objects.create_staff("ngan", "Lê Kim Ngân", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotUnderstood):
        write(router.case, "  ", by=linh, at=MONDAY)  # type: ignore[operator]
    with pytest.raises(NotAllowed):
        write(router.case, "Xin chào", by=cashier, at=MONDAY)  # type: ignore[operator]


def test_an_answered_enquiry_is_closed_and_opened_again_when_the_customer_writes(
    enquiry: Case, linh: Staff
) -> None:
    assert enquiry.due_at is None
    close_case(enquiry, "Từ 8 giờ đến 17 giờ.", by=linh, at=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        close_case(enquiry, "Từ 8 giờ đến 17 giờ.", by=linh, at=MONDAY)
    more = NewMessage(enquiry, Direction.IN, Channel.MAIL, "Còn thứ Bảy?", "KH-1", MONDAY)
    add_messages([more], by="camket", at=MONDAY)
    assert Case.objects.open().get() == enquiry
    assert verify(enquiry.subject).fault is None


def test_an_enquiry_nobody_acknowledged_cannot_be_closed(linh: Staff) -> None:
    case = take_in(kind=Matter.ENQUIRY).case
    with pytest.raises(MoveNotAllowed):
        close_case(case, by=linh, at=MONDAY)


def test_a_complaint_is_not_closed_like_an_enquiry(router: Complaint, linh: Staff) -> None:
    with pytest.raises(MoveNotAllowed):
        close_case(router.case, by=linh, at=MONDAY)


def test_why_a_case_changed_its_kind_is_kept_as_a_note(enquiry: Case, linh: Staff) -> None:
    change_kind(enquiry, Matter.COMPLAINT, reason="Khách báo máy hỏng", by=linh, at=MONDAY)
    assert Message.objects.filter(direction=Direction.NOTE).count() == 1
    assert Complaint.objects.get(case=enquiry).case.due_at is not None
    assert verify(enquiry.subject).fault is None
