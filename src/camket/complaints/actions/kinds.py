"""A case that becomes a complaint after it was opened as something else."""

from __future__ import annotations

from datetime import datetime

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.complaints.actions.moving import settle_case
from camket.complaints.models import Complaint
from camket.complaints.promised import RESOLVE, promises_for
from camket.complaints.rules.moves import OPENED_FACT
from camket.evidence.actions import record
from camket.promises.actions import make


def begin_existing(case: Case, *, by: str, at: datetime) -> Complaint:
    """Give an existing case the complaint's row and its promise, counted from the first receipt."""
    complaint = Complaint.objects.create(case=case, status_at=at)
    wanted = promises_for(case.subject, Matter.COMPLAINT, case.received_at)
    make([promise for promise in wanted if promise.clause_id == RESOLVE], by=by, at=at)
    record(case.subject, OPENED_FACT, at=at, by=by, body={"points": 0})
    settle_case(complaint, at=at)
    return complaint
