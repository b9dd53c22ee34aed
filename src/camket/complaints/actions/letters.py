"""The letters of a complaint, as notices to be queued. What they say is written in `notices/letters/`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from camket.cases.actions.letters import follow_link, letter
from camket.cases.actions.opening import Opened
from camket.complaints.models import Complaint
from camket.complaints.promised import opens_next, reply_times
from camket.complaints.rules.decisions import Verdict
from camket.notices.actions.queueing import NewNotice
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind

__all__ = ["acknowledgement", "follow_link", "letter", "result_letter"]


def acknowledgement(opened: Opened, promises: Sequence[Promise], *, at: datetime) -> NewNotice:
    """The first letter: number, code, and the promised date with its arithmetic."""
    case = opened.case
    by_kind = {promise.kind: promise for promise in promises}
    return letter(
        case,
        "acknowledged",
        at=at,
        received_at=case.received_at,
        kind=case.kind,
        promise=by_kind.get(PromiseKind.RESOLVE),
        after_hours=case.after_hours,
        opens_at=opens_next(at) if case.after_hours else None,
    )


def result_letter(complaint: Complaint, verdict: Verdict, *, at: datetime) -> NewNotice:
    """The result, with reasons for each point, the remedies, and every other way that is open."""
    return letter(
        complaint.case,
        "result",
        at=at,
        outcome=verdict.outcome,
        answers=verdict.answers,
        remedies=verdict.remedies,
        legal_basis=verdict.legal_basis,
        times=reply_times(at),
    )
