"""Moving a complaint along the table, only if it still stands where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status, check_move
from camket.evidence.actions import hold, record
from camket.people.models import Staff
from camket.people.rules import DESK, Role
from camket.promises.queries import next_due
from camket.refusals import ChangedMeanwhile, NotAllowed

NOTHING_PENDING: Mapping[str, None] = {
    "waiting_until": None,
    "wait_ends_at": None,
    "remind_at": None,
    "silence_ends_at": None,
}


def actor_of(staff: Staff, case: Case) -> Actor:
    """In which role a member of staff acts on a case; the person complained about may not act at all."""
    if staff.pk == case.about_staff_id:
        raise NotAllowed(
            "Hồ sơ này liên quan đến chính anh/chị nên người khác sẽ xử lý.",
            "This case concerns you, so somebody else works on it.",
        )
    if staff.has_role(Role.SUPERVISOR):
        return Actor.SUPERVISOR
    if staff.has_role(*DESK):
        return Actor.DESK
    raise NotAllowed(
        "Chỉ nhân viên chăm sóc khách hàng mới làm được bước này.",
        "Only the customer desk may take this step.",
    )


def move(
    complaint: Complaint,
    verb: str,
    *,
    actor: Actor,
    by: str,
    at: datetime,
    body: Mapping[str, Any] | None = None,
    commitments: Mapping[str, str] | None = None,
    **stamps: object,
) -> None:
    """Make one move of the table and record its fact; whatever waited before waits no more."""
    hold(complaint.case.subject)
    seen = Status(complaint.status)
    row = check_move(seen, verb, actor)
    changes = {**NOTHING_PENDING, **stamps, "status": row.to, "status_at": at}
    # From a page that is old somebody may press a step of a case that is no complaint any more.
    rows = Complaint.objects.standing().filter(pk=complaint.pk, status=seen)
    if not rows.update(**changes):
        raise ChangedMeanwhile
    complaint.refresh_from_db()
    record(complaint.case.subject, row.fact, at=at, by=by, body=body, commitments=commitments)
    settle_case(complaint, at=at)


def hold_still(complaint: Complaint) -> None:
    """Let nobody else touch the complaint until the commit, and look at it as it is now.

    Points are written, checked and answered by several people at once: which of them a decision answers, and
    which place the next one has, is settled by whose turn it is.
    """
    hold(complaint.case.subject)
    complaint.refresh_from_db(fields=["status"])


def settle_case(complaint: Complaint, *, at: datetime) -> None:
    """Bring the case's own columns in line: what is due next, and closed only when nothing is owed.

    A complaint whose result was accepted stays before the desk until its remedies are done.
    """
    case = complaint.case
    due = next_due(case.subject)
    closed = at if complaint.status == Status.CLOSED and due is None else None
    Case.objects.filter(pk=case.pk).update(closed_at=closed, due_at=due)
    case.closed_at, case.due_at = closed, due
