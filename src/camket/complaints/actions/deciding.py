"""Deciding, announcing a later date, and doing what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from camket.clock import civil_date
from camket.complaints.actions.letters import letter, result_letter
from camket.complaints.actions.moving import actor_of, hold_still, move, settle_case
from camket.complaints.models import (
    LEGAL_BASIS,
    POINT_REASONS,
    REMEDY_DETAIL,
    Complaint,
    Decision,
    Point,
    PointAnswer,
    Remedy,
)
from camket.complaints.promised import later_promise, remedy_promise
from camket.complaints.rules.decisions import Verdict, check_verdict
from camket.evidence.actions import hold, record
from camket.notices.actions.queueing import queue
from camket.people.models import Staff
from camket.promises.actions import keep_promise, make, supersede
from camket.promises.models import Promise
from camket.promises.queries import open_promise
from camket.promises.rules import PromiseKind
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotUnderstood
from camket.text import nfc
from camket.vault.actions import Sealer, sealer_for
from camket.vault.rules import new_id


@transaction.atomic
def decide(complaint: Complaint, verdict: Verdict, *, by: Staff, at: datetime) -> Decision:
    """Decide on every point, with reasons and remedies, and send the result on its way."""
    case = complaint.case
    hold_still(complaint)
    points = list(complaint.points.all())
    _check_every_point_was_checked(points)
    check_verdict(verdict, points=len(points), protected=case.priority, today=civil_date(at))
    sealer = sealer_for([case.compartment_id])
    decision, commitments = _keep_decision(complaint, verdict, points, sealer, by=by, at=at)
    remedies = _promise_remedies(decision, verdict, sealer, commitments, by=by, at=at)
    move(
        complaint,
        "decide",
        actor=actor_of(by, case),
        by=by.ref,
        at=at,
        body=_fact_body(decision, verdict, remedies),
        commitments=commitments,
    )
    queue([result_letter(complaint, verdict, at=at)], by=by.ref, at=at)
    return decision


def _check_every_point_was_checked(points: list[Point]) -> None:
    if not points:
        raise NotUnderstood(
            "Hồ sơ chưa có điểm khiếu nại nào. Xin ghi ít nhất một điểm trước khi quyết định.",
            "The complaint has no points yet. Write at least one before deciding.",
        )
    for point in points:
        if point.checked_at is None:
            raise MoveNotAllowed(
                f"Điểm {point.position} chưa được kiểm tra. Xin ghi kết quả kiểm tra trước.",
                f"Point {point.position} has not been checked. Record what was found first.",
            )


def _keep_decision(
    complaint: Complaint,
    verdict: Verdict,
    points: list[Point],
    sealer: Sealer,
    *,
    by: Staff,
    at: datetime,
) -> tuple[Decision, dict[str, str]]:
    compartment = complaint.case.compartment_id
    decision = Decision(
        id=new_id(at),
        complaint=complaint,
        outcome=verdict.outcome,
        decided_at=at,
        decided_by=by.ref,
    )
    commitments: dict[str, str] = {}
    if verdict.legal_basis:
        basis = sealer.seal(compartment, LEGAL_BASIS, decision.id, nfc(verdict.legal_basis))
        decision.legal_basis, commitments["legal_basis"] = basis.value, basis.commitment
    decision.save(force_insert=True)
    by_position = {point.position: point for point in points}
    answers = []
    for answer in verdict.answers:
        row = PointAnswer(
            id=new_id(at), decision=decision, outcome=answer.outcome, **answer.legal()
        )
        row.point = by_position[answer.point]
        sealed = sealer.seal(compartment, POINT_REASONS, row.id, nfc(answer.reasons))
        row.reasons = sealed.value
        commitments[f"reasons:{answer.point}"] = sealed.commitment
        answers.append(row)
    PointAnswer.objects.bulk_create(answers)
    return decision, commitments


def _promise_remedies(
    decision: Decision,
    verdict: Verdict,
    sealer: Sealer,
    commitments: dict[str, str],
    *,
    by: Staff,
    at: datetime,
) -> list[Remedy]:
    case = decision.complaint.case
    wanted = [remedy_promise(case.subject, remedy.due, at=at) for remedy in verdict.remedies]
    promises = make(wanted, by=by.ref, at=at)
    rows = [
        Remedy(
            id=new_id(at),
            decision=decision,
            kind=remedy.kind,
            amount=remedy.amount,
            due=remedy.due,
            promise=promise,
        )
        for remedy, promise in zip(verdict.remedies, promises, strict=True)
    ]
    for row, remedy in zip(rows, verdict.remedies, strict=True):
        if remedy.detail:
            words = nfc(remedy.detail)
            detail = sealer.seal(case.compartment_id, REMEDY_DETAIL, row.id, words)
            row.detail, commitments[f"remedy:{row.id}"] = detail.value, detail.commitment
    return Remedy.objects.bulk_create(rows)


def _fact_body(
    decision: Decision, verdict: Verdict, remedies: Sequence[Remedy]
) -> dict[str, object]:
    return {
        "decision": str(decision.id),
        "outcome": verdict.outcome,
        "answers": {str(answer.point): answer.outcome for answer in verdict.answers},
        "remedies": [remedy.given() for remedy in remedies],
        "legal": {str(answer.point): answer.legal() for answer in verdict.answers},
    }


@transaction.atomic
def announce_later_date(
    complaint: Complaint, day: date, reason: str, *, by: Staff, at: datetime
) -> Promise:
    """Tell the customer of a complex case when to expect the result, and why, before the limit passes.

    The new promise supersedes the first; limits that the law sets stay where they are.
    """
    case = complaint.case
    actor_of(by, case)
    if not reason.strip():
        raise NotUnderstood("Xin ghi lý do cần thêm thời gian.", "Say why more time is needed.")
    old = open_promise(case.subject, PromiseKind.RESOLVE)
    if old is None or old.due_at <= at:
        raise MoveNotAllowed(
            "Ngày mới chỉ được báo trước khi hạn cũ trôi qua.",
            "A later date can only be announced before the old one has passed.",
        )
    new = supersede(old, later_promise(old, day, at=at), reason=reason, by=by.ref, at=at)
    notice = letter(case, "expected_date", at=at, expected=day, reason=reason)
    queue([notice], by=by.ref, at=at)
    settle_case(complaint, at=at)
    return new


@transaction.atomic
def finish_remedy(remedy: Remedy, *, by: Staff, at: datetime) -> None:
    """The customer has what was promised: the remedy's promise is kept (late, if it is late)."""
    case = remedy.decision.complaint.case
    actor_of(by, case)
    hold(case.subject)
    if not Remedy.objects.filter(pk=remedy.pk, done_at__isnull=True).update(done_at=at):
        raise ChangedMeanwhile
    remedy.refresh_from_db()
    keep_promise(remedy.promise, by=by.ref, at=at)
    record(case.subject, "complaint.remedy_done", at=at, by=by.ref, body={"remedy": str(remedy.id)})
    settle_case(remedy.decision.complaint, at=at)
