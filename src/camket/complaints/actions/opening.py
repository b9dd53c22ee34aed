"""Opening cases of every kind: their promises, their first letter, and for complaints their points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.arrivals.submission import Matter
from camket.cases.actions.opening import NewCase, Opened, open_cases
from camket.cases.models import Case
from camket.complaints.actions.letters import acknowledgement
from camket.complaints.models import POINT_TEXT, PRODUCT, SOUGHT, Complaint, Point
from camket.complaints.promised import promises_for
from camket.evidence.actions import NewFact, record_many
from camket.notices.actions.queueing import queue
from camket.promises.actions import make
from camket.promises.models import Promise
from camket.rows import insert
from camket.text import nfc
from camket.vault.actions import Sealer, sealer_for
from camket.vault.rules import new_id


@transaction.atomic
def open_matters(new: Sequence[NewCase], *, by: str, at: datetime) -> list[Opened]:
    """Open cases, give their promises and queue their acknowledgements, in a fixed number of queries."""
    opened = open_cases(new, by=by, at=at)
    promises = _make_promises(opened, by=by, at=at)
    _set_due(opened, promises)
    begin_complaints([item for item in opened if item.case.kind == Matter.COMPLAINT], by=by, at=at)
    queue(
        [acknowledgement(item, promises[item.case.subject], at=at) for item in opened], by=by, at=at
    )
    return opened


def _make_promises(
    opened: Sequence[Opened], *, by: str, at: datetime
) -> Mapping[str, list[Promise]]:
    wanted = [
        promise
        for item in opened
        for promise in promises_for(
            item.case.subject, Matter(item.case.kind), item.case.received_at
        )
    ]
    by_subject: dict[str, list[Promise]] = {item.case.subject: [] for item in opened}
    for promise in make(wanted, by=by, at=at):
        by_subject[promise.subject].append(promise)
    return by_subject


def _set_due(opened: Sequence[Opened], promises: Mapping[str, list[Promise]]) -> None:
    """One update a date: what is received on one day is due on one day."""
    due_on: dict[datetime | None, list[UUID]] = {}
    for item in opened:
        item.case.due_at = min((p.due_at for p in promises[item.case.subject]), default=None)
        due_on.setdefault(item.case.due_at, []).append(item.case.pk)
    for due, cases in due_on.items():
        Case.objects.filter(pk__in=cases).update(due_at=due)


def begin_complaints(opened: Sequence[Opened], *, by: str, at: datetime) -> list[Complaint]:
    """Make complaints of cases: product, remedy sought and points, sealed with the case."""
    if not opened:
        return []
    sealer = sealer_for([item.case.compartment_id for item in opened])
    begun = [_begun(item, sealer, at=at) for item in opened]
    insert([one.complaint for one in begun])
    insert([point for one in begun for point in one.points])
    record_many(
        [
            NewFact(
                one.complaint.case.subject,
                "complaint.opened",
                at=at,
                by=by,
                body={"points": len(one.points)},
                commitments=one.commitments,
            )
            for one in begun
        ]
    )
    return [one.complaint for one in begun]


@dataclass(frozen=True, slots=True)
class Begun:
    """A complaint with its points, not kept yet, and the commitments that its fact will carry."""

    complaint: Complaint
    points: list[Point]
    commitments: dict[str, str]


def _begun(item: Opened, sealer: Sealer, *, at: datetime) -> Begun:
    case, submission = item.case, item.submission
    complaint = Complaint(case=case, status_at=at)
    begun = Begun(complaint, [], {})
    if submission.product:
        sealed = sealer.seal(case.compartment_id, PRODUCT, case.id, nfc(submission.product))
        complaint.product, begun.commitments["product"] = sealed.value, sealed.commitment
    if submission.remedy_sought:
        sealed = sealer.seal(case.compartment_id, SOUGHT, case.id, nfc(submission.remedy_sought))
        complaint.sought, begun.commitments["sought"] = sealed.value, sealed.commitment
    for position, text in enumerate(submission.points, start=1):
        point = Point(id=new_id(at), complaint=complaint, position=position)
        sealed = sealer.seal(case.compartment_id, POINT_TEXT, point.id, nfc(text))
        point.text, begun.commitments[f"point:{position}"] = sealed.value, sealed.commitment
        begun.points.append(point)
    return begun
