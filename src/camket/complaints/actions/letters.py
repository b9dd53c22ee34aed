"""The letters of a case, as notices to be queued. What they say is written in `notices/letters/`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from camket.cases.actions.opening import Opened, tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.complaints.models import Complaint
from camket.complaints.promised import contest_ends, opens_next, silence_day
from camket.complaints.rules.decisions import Verdict
from camket.notices.actions.queueing import NewNotice
from camket.notices.rules import NoticeClass
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind


def letter(case: Case, name: str, *, at: datetime, **context: object) -> NewNotice:
    """A letter about a case to its customer, at the contact point from which the case came."""
    common = {
        "number": case.number,
        "code": tracking_code_shown(tracking_code(case)),
        "link": follow_link(case),
        "handler": case.handler.name if case.handler else "",
        "at": at,
    }
    return NewNotice(
        about=case.subject,
        compartment=case.compartment_id,
        letter=name,
        kind=NoticeClass.REQUIRED,
        customer=case.customer,
        contact_point=case.answer_at,
        phone=case.phone_id,
        language=case.language,
        context={**common, **context},
    )


def follow_link(case: Case) -> str:
    """Where the customer follows the case without an account. The code is the only secret in it."""
    prefix = "/en" if case.language == "en" else ""
    return f"{settings.CAMKET_URL}{prefix}/t/{case.number}/{tracking_code(case)}/"


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
        silence_ends=silence_day(at).due,
        contest_ends=contest_ends(at),
    )
