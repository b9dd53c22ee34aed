"""The steps of a complaint that the desk takes: one address each, one action each."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from camket.clock import now
from camket.complaints.actions.checking import ask, hear_answer, start_checking, stop_waiting
from camket.complaints.actions.deciding import announce_later_date
from camket.complaints.actions.ending import accept_result
from camket.complaints.actions.ending import contest as contest_result
from camket.complaints.actions.moving import actor_of
from camket.desk.case.acting import act
from camket.desk.http import DeskRequest, complaint_for, desk_page
from camket.people.rules import DESK


@desk_page(*DESK, methods=("POST",))
def checking(request: DeskRequest, number: str) -> HttpResponse:
    """Begin to check."""
    complaint = complaint_for(request, number)
    return act(
        request,
        complaint.case,
        "checking",
        lambda _said: start_checking(complaint, by=request.staff, at=now()),
        done=_("Hồ sơ đang được kiểm tra."),
    )


@desk_page(*DESK, methods=("POST",))
def question(request: DeskRequest, number: str) -> HttpResponse:
    """Ask the customer for something."""
    complaint = complaint_for(request, number)
    return act(
        request,
        complaint.case,
        "question",
        lambda said: ask(complaint, said["text"], by=request.staff, at=now()),
        done=_("Câu hỏi đang được gửi tới khách. Hạn trả lời của chúng ta không dời."),
    )


@desk_page(*DESK, methods=("POST",))
def answer(request: DeskRequest, number: str) -> HttpResponse:
    """The customer has answered by another way."""
    return _moved(
        request, number, "answer", hear_answer, done=_("Đã ghi khách trả lời, kiểm tra tiếp.")
    )


@desk_page(*DESK, methods=("POST",))
def waiting(request: DeskRequest, number: str) -> HttpResponse:
    """Wait no longer."""
    return _moved(request, number, "waiting", stop_waiting, done=_("Không chờ nữa, kiểm tra tiếp."))


@desk_page(*DESK, methods=("POST",))
def later_date(request: DeskRequest, number: str) -> HttpResponse:
    """Tell the customer a later day, with the reason, before the first one has passed."""
    complaint = complaint_for(request, number)
    return act(
        request,
        complaint.case,
        "later-date",
        lambda said: announce_later_date(
            complaint, said["day"], said["reason"], by=request.staff, at=now()
        ),
        done=_("Ngày mới đang được báo tới khách."),
    )


@desk_page(*DESK, methods=("POST",))
def acceptance(request: DeskRequest, number: str) -> HttpResponse:
    """The customer said to us that the result is accepted."""
    return _moved(request, number, "acceptance", accept_result, done=_("Đã ghi khách đồng ý."))


@desk_page(*DESK, methods=("POST",))
def contest(request: DeskRequest, number: str) -> HttpResponse:
    """The customer said to us that the result is not accepted."""
    return _moved(
        request,
        number,
        "contest",
        contest_result,
        done=_("Đã ghi khách chưa đồng ý. Bậc tiếp theo đã mở."),
    )


def _moved(
    request: DeskRequest, number: str, name: str, verb: Callable[..., None], *, done: str
) -> HttpResponse:
    """Make a move that needs no words, in the role in which this person acts on the case."""
    complaint, staff = complaint_for(request, number), request.staff
    return act(
        request,
        complaint.case,
        name,
        lambda _said: verb(
            complaint, actor=actor_of(staff, complaint.case), by=staff.ref, at=now()
        ),
        done=done,
    )
