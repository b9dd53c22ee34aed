"""A case that becomes a complaint after it was opened as something else, or is one again."""

from __future__ import annotations

from datetime import datetime

from camket.arrivals.submission import Matter
from camket.cases.actions.care import reopen_case
from camket.cases.models import Case
from camket.complaints.actions.moving import move, settle_case
from camket.complaints.models import Complaint
from camket.complaints.promised import RESOLVE, promises_for
from camket.complaints.rules.moves import OPENED_FACT, Actor, Status
from camket.evidence.actions import record
from camket.people.rules import SYSTEM
from camket.promises.actions import make, reopen
from camket.promises.queries import is_done
from camket.promises.rules import PromiseKind
from camket.refusals import MoveNotAllowed


def begin_existing(case: Case, *, by: str, at: datetime) -> Complaint:
    """Give an existing case the complaint's row and its promise, counted from the first receipt."""
    reopen_case(case, by=by, at=at)
    complaint = Complaint.objects.create(case=case, status_at=at)
    wanted = promises_for(case.subject, Matter.COMPLAINT, case.received_at)
    make([promise for promise in wanted if promise.clause_id == RESOLVE], by=by, at=at)
    record(case.subject, OPENED_FACT, at=at, by=by, body={"points": 0})
    _settle(complaint, at=at)
    return complaint


def take_up_again(complaint: Complaint, *, by: str, at: datetime) -> None:
    """What was a complaint at first is one again: its result is owed by the day that was promised then.

    An answer that closed it as an enquiry was not that result. A day that has passed is broken at once.
    """
    reopen_case(complaint.case, by=by, at=at)
    reopen(complaint.case.subject, PromiseKind.RESOLVE, by=by, at=at)
    _settle(complaint, at=at)


def _settle(complaint: Complaint, *, at: datetime) -> None:
    """What was confirmed under another kind is confirmed. The case's own columns follow."""
    confirmed = is_done(complaint.case.subject, PromiseKind.ACKNOWLEDGE)
    if confirmed and complaint.status == Status.RECEIVED:
        move(complaint, "acknowledge", actor=Actor.SYSTEM, by=SYSTEM, at=at)
    else:
        settle_case(complaint, at=at)


def check_no_result(complaint: Complaint) -> None:
    """A complaint that has a result stays one: the result is told, accepted or contested, never relabelled."""
    if complaint.decisions.exists():
        raise MoveNotAllowed(
            "Khiếu nại đã có kết quả thì không đổi sang loại hồ sơ khác được. Xin báo kết quả, ghi ý kiến của "
            "khách hàng, hoặc mở hồ sơ mới cho việc khác.",
            "A complaint that was decided does not change its kind any more. Tell its result, record what the "
            "customer says to it, or open another case for another matter.",
        )
