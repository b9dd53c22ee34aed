"""The slip of a case, put together from what is sealed with it. Whoever prints it leaves an access entry."""

from __future__ import annotations

from datetime import datetime

from camket.cases.actions.opening import tracking_code
from camket.cases.models import SENDER_NAME, TITLE, Case
from camket.cases.rules import tracking_code_shown
from camket.complaints.actions.letters import follow_link
from camket.complaints.models import PRODUCT, SOUGHT, Complaint
from camket.people.models import ContactPoint
from camket.people.queries import contact_shown
from camket.people.rules import ContactKind
from camket.promises.clocks import clock_when_given
from camket.promises.queries import first_promise
from camket.promises.rules import PromiseKind
from camket.rulebook.company import current_policy
from camket.ui.formats.hours import hours_words
from camket.ui.papers.slip import Slip
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose


def slip_of(case: Case, *, by: str, at: datetime) -> Slip:
    """What the slip of a case says, opened for printing."""
    policy = current_policy()
    promise = first_promise(case.subject)
    with purpose(Purpose.PRINT_SLIP, by=by, at=at, about=case.subject) as opener:
        about, product, wish = _said(opener, case)
        return Slip(
            company=policy.company,
            hours=hours_words(policy.hours, case.language),
            language=case.language,
            kind=case.kind,
            number=case.number,
            code=tracking_code_shown(tracking_code(case)),
            link=follow_link(case),
            received_at=case.received_at,
            clock=clock_when_given(promise) if promise else None,
            resolves=promise is not None and promise.kind == PromiseKind.RESOLVE,
            taken_by=case.taken_by.name if case.taken_by else "",
            customer=_of_case(opener, case, SENDER_NAME, case.sender_name),
            contacts=_contacts(opener, case),
            about=about,
            product=product,
            wish=wish,
            told_by_phone=case.answer_at is None or case.answer_at.kind == ContactKind.PHONE,
        )


def _said(opener: Opener, case: Case) -> tuple[str, str, str]:
    """Title, product and remedy sought; each empty where nothing was said."""
    title = _of_case(opener, case, TITLE, case.title)
    complaint = Complaint.objects.filter(pk=case.pk).first()
    if complaint is None:
        return title, "", ""
    return (
        title,
        _of_case(opener, case, PRODUCT, complaint.product),
        _of_case(opener, case, SOUGHT, complaint.sought),
    )


def _of_case(opener: Opener, case: Case, place: str, sealed: bytes | memoryview | None) -> str:
    return opener.text(case.compartment_id, place, case.id, bytes(sealed)) if sealed else ""


def _contacts(opener: Opener, case: Case) -> tuple[str, ...]:
    """The contact points that this case was given, phone first; none that other cases know."""
    points: dict[object, ContactPoint] = {
        point.pk: point for point in (case.phone, case.answer_at) if point is not None
    }
    return tuple(contact_shown(opener, point) for point in points.values())
