"""The letter about a case to its customer. What each says is written in `notices/letters/`."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.notices.actions.queueing import NewNotice
from camket.notices.rules import NoticeClass


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
