"""Who looks after a case, what kind of case it is, and when an answered matter is closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case as If
from django.db.models import F, When

from camket.arrivals.submission import Channel, Matter
from camket.cases.actions.letters import letter
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case
from camket.cases.queries.answered import is_answered
from camket.cases.rules import Direction
from camket.evidence.actions import hold, record
from camket.notices.actions.queueing import queue
from camket.notices.ways import way_to
from camket.people.models import Staff
from camket.people.rules import COUNTER, DESK, SYSTEM, Role
from camket.promises.actions import keep
from camket.promises.queries import next_due
from camket.promises.rules import PromiseKind
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotUnderstood


def hand_off_refusal(case: Case) -> NotAllowed:
    """Why a protected customer's case keeps its handler (consumer law, article 8.2)."""
    return NotAllowed(
        f"{case.number} là hồ sơ ưu tiên theo điều 8: người phụ trách không được chuyển đi. "
        "Chỉ quản lý được đổi người phụ trách.",
        f"{case.number} has priority under article 8: its handler may not pass it on. "
        "Only a supervisor may change the handler.",
    )


@transaction.atomic
def assign(case: Case, to: Staff | None, *, by: Staff, at: datetime) -> None:
    """Give the case to a handler, never to the person complained about."""
    if to is not None and to.pk == case.about_staff_id:
        raise NotAllowed(
            "Người bị khiếu nại không được phụ trách hồ sơ này. Xin chọn người khác.",
            "The person complained about may not handle this case. Choose someone else.",
        )
    if to is not None and not to.has_role(*DESK):
        raise NotAllowed(
            f"{to.name} không làm việc ở bàn chăm sóc khách hàng. Xin chọn người khác.",
            f"{to.name} does not work at the customer desk. Choose someone else.",
        )
    if case.priority and case.handler_id and not by.has_role(Role.SUPERVISOR):
        raise hand_off_refusal(case)
    hold(case.subject)
    seen = {"handler": case.handler_id, "about_staff": case.about_staff_id}
    rows = Case.objects.filter(pk=case.pk, priority=case.priority, **seen)
    if not rows.update(handler=to):
        raise ChangedMeanwhile
    case.refresh_from_db(fields=["handler"])
    record(case.subject, "case.assigned", at=at, by=by.ref, body={"to": to.ref if to else None})


@transaction.atomic
def give_priority(case: Case, *, by: Staff, at: datetime) -> None:
    """The customer says that article 8 protects them. Their word is enough; no paper is asked for."""
    if not by.has_role(*COUNTER):
        raise NotAllowed(
            "Vai trò này không ghi khách ưu tiên.", "This role does not note who has priority."
        )
    hold(case.subject)
    if not Case.objects.filter(pk=case.pk, priority=False).update(priority=True):
        raise ChangedMeanwhile
    case.refresh_from_db(fields=["priority"])
    record(case.subject, "case.priority_given", at=at, by=by.ref)


@transaction.atomic
def name_person_concerned(case: Case, staff: Staff, *, by: Staff, at: datetime) -> None:
    """Say which member of staff the customer complains about; that person loses the case at once."""
    hold(case.subject)
    # In one statement, so that nobody can give the person the case between two.
    others = If(When(handler=staff, then=None), default=F("handler"))
    Case.objects.filter(pk=case.pk).update(about_staff=staff, handler=others)
    case.refresh_from_db(fields=["handler", "about_staff"])
    record(case.subject, "case.about_staff", at=at, by=by.ref, body={"staff": staff.ref})


@transaction.atomic
def change_kind(case: Case, to: Matter, *, reason: str, by: Staff, at: datetime) -> None:
    """Say that the matter is of another kind, with the reason that the file keeps.

    Raises MoveNotAllowed for a complaint that has a result: its own room says so (config/reactions.py).
    """
    if not by.has_role(*DESK):
        raise NotAllowed(
            "Vai trò này không đổi loại hồ sơ.", "This role does not change the kind of a case."
        )
    if not reason.strip():
        raise NotUnderstood(
            "Xin ghi lý do đổi loại hồ sơ.", "Give the reason for changing the kind of case."
        )
    hold(case.subject)
    seen = case.kind
    if Matter.OUTAGE in {seen, to}:
        raise MoveNotAllowed(
            "Sự cố dịch vụ không đổi sang loại hồ sơ khác, và ngược lại.",
            "The case of an outage stays one, and no other case becomes one.",
        )
    if not Case.objects.filter(pk=case.pk, kind=seen).update(kind=to):
        raise ChangedMeanwhile
    note = NewMessage(case, Direction.NOTE, Channel(case.channel), reason.strip(), by.ref, at)
    add_messages([note], by=by.ref, at=at)
    body = {"from": seen, "to": to}
    record(case.subject, "case.kind_changed", at=at, by=by.ref, body=body)
    case.refresh_from_db(fields=["kind", "closed_at", "due_at", "raised_at"])


def settle_due(case: Case) -> None:
    """Bring the case's own column in line with what is owed next."""
    case.due_at = next_due(case.subject)
    Case.objects.filter(pk=case.pk).update(due_at=case.due_at)


@transaction.atomic
def close_case(case: Case, answer: str = "", *, by: Staff, at: datetime) -> None:
    """An enquiry, feedback or other matter has been answered: before, or with the words of `answer`.

    The customer is told that it is closed, and the answer in the same letter. A complaint has its own ways
    to end; what an outage ends with is said on its own page.
    """
    if not by.has_role(*DESK):
        raise NotAllowed("Vai trò này không đóng hồ sơ.", "This role does not close cases.")
    if case.kind == Matter.COMPLAINT:
        raise MoveNotAllowed(
            "Khiếu nại chỉ đóng khi khách hàng đồng ý hoặc hết thời gian phản hồi kết quả.",
            "A complaint closes when the customer accepts, or when the time to contest is over.",
        )
    hold(case.subject)
    if case.kind != Matter.OUTAGE:
        _answer(case, answer.strip(), by=by, at=at)
    # What was a complaint at first was promised a result by a day: its answer is that result.
    keep(case.subject, PromiseKind.RESOLVE, by=by.ref, at=at)
    settle_due(case)
    if case.due_at is not None:
        raise MoveNotAllowed(
            "Còn điều đã hứa với khách hàng chưa làm xong, nên hồ sơ chưa đóng được.",
            "Something promised to the customer is not done yet, so the case cannot be closed.",
        )
    if not Case.objects.open().filter(pk=case.pk).update(closed_at=at):
        raise ChangedMeanwhile
    case.refresh_from_db(fields=["closed_at"])
    record(case.subject, "case.closed", at=at, by=by.ref)
    if case.kind != Matter.OUTAGE:
        told = letter(case, "closed", at=at, kind=case.kind, answer=answer.strip())
        queue([told], by=by.ref, at=at)


def _answer(case: Case, answer: str, *, by: Staff, at: datetime) -> None:
    """Keep what is answered with the closing. Without it the customer must know an answer already."""
    if answer:
        channel = Channel(way_to(case.answer_at) or Channel.PHONE)
        add_messages(
            [NewMessage(case, Direction.OUT, channel, answer, by.ref, at)], by=by.ref, at=at
        )
    elif not is_answered(case):
        raise MoveNotAllowed(
            "Khách hàng chưa nhận được lời trả lời nào từ lần viết gần nhất. Xin viết lời trả lời khi đóng "
            "hồ sơ: lời này được gửi tới khách hàng.",
            "No answer has reached the customer since they last wrote. Write one when you close the case: it is "
            "sent to the customer.",
        )


@transaction.atomic
def reopen_case(case: Case, *, by: str = SYSTEM, at: datetime) -> None:
    """An answered matter is open again: the customer wrote, or it turned out to be a complaint."""
    hold(case.subject)
    if not Case.objects.filter(pk=case.pk, closed_at__isnull=False).update(closed_at=None):
        return
    case.refresh_from_db(fields=["closed_at"])
    record(case.subject, "case.reopened", at=at, by=by)
