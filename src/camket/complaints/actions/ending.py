"""Told, accepted, closed by silence, contested; and raised when a promise was broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import transaction

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.clock import civil_date
from camket.complaints.actions.letters import letter
from camket.complaints.actions.moving import move
from camket.complaints.models import Complaint
from camket.complaints.promised import contest_ends, silence_day
from camket.complaints.rules.moves import Actor, Status
from camket.evidence.actions import RecordedFact, hold, record
from camket.notices.actions.queueing import queue
from camket.people.rules import SYSTEM
from camket.promises.actions import keep, reopen
from camket.promises.rules import PromiseKind
from camket.refusals import MoveNotAllowed


@transaction.atomic
def tell(complaint: Complaint, *, actor: Actor, by: str, at: datetime, how: str) -> None:
    """The customer has the result, proved by a delivery or a recorded call."""
    keep(complaint.case.subject, PromiseKind.RESOLVE, by=by, at=at)
    due = silence_day(at, decided_at=complaint.decided_at)
    body = {"how": how, "silence_ends": due.due.isoformat()}
    move(complaint, "tell", actor=actor, by=by, at=at, body=body, silence_ends_at=due.ends_at)


@transaction.atomic
def hear_reply(complaint: Complaint, *, by: str, at: datetime) -> None:
    """The customer answered the told result in words of their own.

    Whether they agree is for a person to read: from now on silence closes nothing, and the complaint stands
    in a list of its own until somebody records what was meant.
    """
    hold(complaint.case.subject)
    silent = Complaint.objects.filter(
        pk=complaint.pk, status=Status.TOLD, silence_ends_at__isnull=False
    )
    if silent.update(silence_ends_at=None):
        complaint.silence_ends_at = None
        record(complaint.case.subject, "complaint.replied", at=at, by=by)


@transaction.atomic
def untell(complaint: Complaint, *, at: datetime) -> None:
    """The told letter came back: the customer does not have the result, and the duty is open again."""
    reopen(complaint.case.subject, PromiseKind.RESOLVE, by=SYSTEM, at=at)
    move(complaint, "untell", actor=Actor.SYSTEM, by=SYSTEM, at=at)


@transaction.atomic
def accept_result(complaint: Complaint, *, actor: Actor, by: str, at: datetime) -> None:
    """The customer accepts the result, and the complaint is closed."""
    move(complaint, "accept", actor=actor, by=by, at=at)
    queue([letter(complaint.case, "closed", at=at, kind=Matter.COMPLAINT)], by=by, at=at)


@transaction.atomic
def close_by_silence(complaint: Complaint, *, at: datetime) -> None:
    """The promised time has passed without a word: the complaint closes, and the customer is told so."""
    move(complaint, "close_by_silence", actor=Actor.SYSTEM, by=SYSTEM, at=at)
    queue([letter(complaint.case, "closed", at=at, kind=Matter.COMPLAINT)], by=SYSTEM, at=at)


def last_day_to_contest(complaint: Complaint) -> date:
    """The day after which a complaint that is closed may be contested no more."""
    return contest_ends(complaint.status_at, decided_at=complaint.decided_at)


@transaction.atomic
def contest(complaint: Complaint, *, actor: Actor, by: str, at: datetime) -> None:
    """The customer does not agree; the next rung opens. Possible until the published day."""
    if complaint.status == Status.CLOSED and last_day_to_contest(complaint) < civil_date(at):
        raise MoveNotAllowed(
            "Thời hạn phản hồi kết quả đã qua. Quý khách vẫn có thể gửi khiếu nại mới hoặc chọn hòa giải, "
            "trọng tài, tòa án.",
            "The time to contest this result has passed. You may still send a new complaint, or choose "
            "mediation, arbitration or a court.",
        )
    move(complaint, "contest", actor=actor, by=by, at=at)
    queue([letter(complaint.case, "contested", at=at)], by=by, at=at)


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept: which, of what kind, and the day that has passed."""

    promise: str
    kind: str
    limit: date

    @classmethod
    def of(cls, fact: RecordedFact) -> Self:
        """As its fact says it."""
        said = fact.body
        return cls(said["promise"], said["kind"], date.fromisoformat(said["limit"]))


@transaction.atomic
def raise_to_supervisor(case: Case, broken: Broken, *, at: datetime) -> None:
    """A promise was broken: the case stands before the supervisor, and the customer gets an apology for it.

    Each promise breaks once, and is apologised for once; `raised_at` is the newest of them. An outage is
    nobody's in particular: its own room tells everybody whom it concerns.
    """
    hold(case.subject)
    Case.objects.filter(pk=case.pk).update(raised_at=at)
    case.refresh_from_db(fields=["raised_at"])
    body = {"promise": broken.kind, "broken": broken.promise}
    record(case.subject, "case.raised", at=at, by=SYSTEM, body=body)
    if case.kind != Matter.OUTAGE:
        apology = letter(case, "broken", at=at, promised=broken.kind, limit=broken.limit)
        queue([apology], by=SYSTEM, at=at)
