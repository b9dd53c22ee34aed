"""Acknowledging, checking point by point, asking, and hearing the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.complaints.actions.letters import letter
from camket.complaints.actions.moving import actor_of, hold_still, move
from camket.complaints.models import POINT_FINDING, POINT_TEXT, QUESTION, Complaint, Point, Question
from camket.complaints.promised import answer_day, reminder_instant
from camket.complaints.rules.moves import Actor, Status
from camket.evidence.actions import hold, record
from camket.notices.actions.queueing import queue
from camket.people.models import Staff
from camket.people.rules import SYSTEM
from camket.promises.actions import keep
from camket.promises.rules import PromiseKind
from camket.refusals import MoveNotAllowed, NotUnderstood
from camket.text import nfc
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id

UNDECIDED = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED, Status.CHECKING, Status.WAITING})
"""While a complaint is still being understood. What is decided answers each point that there is."""


@transaction.atomic
def acknowledge(complaint: Complaint, *, actor: Actor, by: str, at: datetime) -> None:
    """The customer has the acknowledgement: by letter, slip or call. The first promise is kept."""
    keep(complaint.case.subject, PromiseKind.ACKNOWLEDGE, by=by, at=at)
    move(complaint, "acknowledge", actor=actor, by=by, at=at)


@transaction.atomic
def start_checking(complaint: Complaint, *, by: Staff, at: datetime) -> None:
    """Somebody works on it now."""
    move(complaint, "check", actor=actor_of(by, complaint.case), by=by.ref, at=at)


@transaction.atomic
def add_point(complaint: Complaint, text: str, *, by: Staff, at: datetime) -> Point:
    """Write down one more thing that is complained of."""
    actor_of(by, complaint.case)
    hold_still(complaint)
    if complaint.status not in UNDECIDED:
        raise MoveNotAllowed(
            "Khiếu nại đã quyết định thì không thêm điểm được nữa. Điều mới là một hồ sơ mới.",
            "A complaint that is decided takes no more points. Something new is a new case.",
        )
    _require_text(text, "Xin ghi điều khách hàng khiếu nại.", "Write what is complained of.")
    position = complaint.points.count() + 1
    point = Point(id=new_id(at), complaint=complaint, position=position)
    sealed = sealer_for([complaint.case.compartment_id]).seal(
        complaint.case.compartment_id, POINT_TEXT, point.id, nfc(text)
    )
    point.text = sealed.value
    point.save(force_insert=True)
    record(
        complaint.case.subject,
        "complaint.point_added",
        at=at,
        by=by.ref,
        body={"point": position},
        commitments={f"point:{position}": sealed.commitment},
    )
    return point


@transaction.atomic
def record_finding(point: Point, finding: str, *, by: Staff, at: datetime) -> None:
    """Say what was verified on a point and what was found."""
    case = point.complaint.case
    actor_of(by, case)
    hold_still(point.complaint)
    if point.complaint.status not in {Status.CHECKING, Status.WAITING}:
        raise MoveNotAllowed(
            "Chỉ ghi kết quả kiểm tra khi hồ sơ đang được kiểm tra. Xin bắt đầu kiểm tra trước.",
            "Findings are recorded while the complaint is being checked. Start checking first.",
        )
    _require_text(
        finding, "Xin ghi đã kiểm tra gì và thấy gì.", "Write what was checked and found."
    )
    sealed = sealer_for([case.compartment_id]).seal(
        case.compartment_id, POINT_FINDING, point.id, nfc(finding)
    )
    Point.objects.filter(pk=point.pk).update(finding=sealed.value, checked_at=at, checked_by=by.ref)
    point.refresh_from_db()
    record(
        case.subject,
        "complaint.point_checked",
        at=at,
        by=by.ref,
        body={"point": point.position},
        commitments={f"finding:{point.position}": sealed.commitment},
    )


@transaction.atomic
def ask(complaint: Complaint, text: str, *, by: Staff, at: datetime) -> Question:
    """Ask the customer for something, with a day and a reminder. No promise of ours moves."""
    _require_text(text, "Xin ghi điều cần hỏi khách hàng.", "Write what to ask the customer.")
    case = complaint.case
    due = answer_day(at)
    question = Question(
        id=new_id(at),
        complaint=complaint,
        asked_at=at,
        asked_by=by.ref,
        answer_by=due.due,
        arithmetic=due.to_json(),
    )
    sealed = sealer_for([case.compartment_id]).seal(
        case.compartment_id, QUESTION, question.id, nfc(text)
    )
    question.text = sealed.value
    remind_at = reminder_instant(due.due)
    move(
        complaint,
        "ask",
        actor=actor_of(by, case),
        by=by.ref,
        at=at,
        body={
            "question": str(question.id),
            "answer_by": due.due.isoformat(),
            "arithmetic": question.arithmetic,
            "remind_at": remind_at.isoformat(),
        },
        commitments={f"question:{question.id}": sealed.commitment},
        waiting_until=due.due,
        wait_ends_at=due.ends_at,
        remind_at=remind_at,
    )
    question.save(force_insert=True)
    queue([letter(case, "question", at=at, question=text, answer_by=due.due)], by=by.ref, at=at)
    return question


@transaction.atomic
def hear_answer(complaint: Complaint, *, actor: Actor, by: str, at: datetime) -> None:
    """The customer has answered: the questions are closed and the checking goes on."""
    hold(complaint.case.subject)
    complaint.questions.filter(answered_at__isnull=True).update(answered_at=at)
    move(complaint, "answer", actor=actor, by=by, at=at)


@transaction.atomic
def stop_waiting(
    complaint: Complaint, *, actor: Actor = Actor.SYSTEM, by: str = SYSTEM, at: datetime
) -> None:
    """The day for an answer has passed: the desk goes on with what it has, and the file says so."""
    move(complaint, "stop_waiting", actor=actor, by=by, at=at)


@transaction.atomic
def remind(complaint: Complaint, *, at: datetime) -> None:
    """Remind the customer once of an open question, before its day ends."""
    hold(complaint.case.subject)
    waiting = Complaint.objects.filter(pk=complaint.pk, status=Status.WAITING, remind_at__lte=at)
    if not waiting.update(remind_at=None):
        return
    complaint.questions.filter(answered_at__isnull=True).update(reminded_at=at)
    record(complaint.case.subject, "complaint.reminded", at=at, by=SYSTEM)
    notice = letter(complaint.case, "reminder", at=at, answer_by=complaint.waiting_until)
    queue([notice], by=SYSTEM, at=at)


def _require_text(text: str, vi: str, en: str) -> None:
    if not text.strip():
        raise NotUnderstood(vi, en)
