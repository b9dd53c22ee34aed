"""Where the letters of a case go: where its customer chose, and elsewhere when a contact point is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.cases.models import Case
from camket.cases.queries.telling import points_known_to
from camket.evidence.actions import NewFact, RecordedFact, hold, record_many
from camket.notices.actions.queueing import NewNotice, queue
from camket.notices.ways import way_to
from camket.people.models import Account, ContactPoint
from camket.people.rules import SYSTEM
from camket.refusals import ChangedMeanwhile, NotAllowed, NotFound


@transaction.atomic
def choose_where_told(case: Case, pk: UUID, *, by: str, at: datetime) -> None:
    """A guest is told elsewhere, at a point that the case knows. The point so far is told of it.

    Records `case.contact_changed`; raises NotFound for a point of somebody else, NotAllowed where the customer
    has an account: its owner chooses there, for every case.
    """
    if case.customer.account_id is not None:
        raise NotAllowed(
            "Hồ sơ này thuộc một tài khoản. Xin đăng nhập rồi chọn nơi nhận tin ở đó.",
            "This case belongs to an account. Sign in and choose there where you are told.",
        )
    point = next((one for one in points_known_to(case) if one.pk == pk), None)
    if point is None:
        raise NotFound("Hồ sơ không có nơi này.", "The case knows no such contact point.")
    before = case.answer_at
    if before == point:
        return
    hold(case.subject)
    rows = Case.objects.filter(pk=case.pk, answer_at=before)
    if not rows.update(answer_at=point):
        raise ChangedMeanwhile
    case.answer_at = point
    _record([case], by=by, at=at)
    if before is not None and way_to(before) is not None:
        queue([_told_elsewhere(case, before)], by=SYSTEM, at=at)


def _told_elsewhere(case: Case, before: ContactPoint) -> NewNotice:
    return NewNotice(
        about=case.subject,
        compartment=case.compartment_id,
        letter="told_elsewhere",
        customer=case.customer,
        contact_point=before,
        language=case.language,
        context={"number": case.number},
    )


def after_contact_chosen(fact: RecordedFact) -> None:
    """The owner of an account chose where to be told: the open cases answer there."""
    chosen = UUID(str(fact.body["contact"]))
    moved = [case for case in _open_cases(fact) if case.answer_at_id != chosen]
    for case in moved:
        case.answer_at_id = chosen
    _keep(moved, fact)


def after_contact_lost(fact: RecordedFact) -> None:
    """A point is no longer the account's: its open cases answer at the chosen one, else at the newest proved."""
    lost = UUID(str(fact.body["contact"]))
    account = Account.objects.get(ref=fact.subject.removeprefix("account:"))
    known = ContactPoint.objects.filter(
        customer__account=account, proved_at__isnull=False, removed_at__isnull=True
    ).exclude(pk=lost)
    other = known.filter(chosen_at__isnull=False).first() or known.order_by("-proved_at").first()
    moved = [case for case in _open_cases(fact) if lost in {case.answer_at_id, case.phone_id}]
    for case in moved:
        if case.answer_at_id == lost:
            case.answer_at_id = other.pk if other else None
        if case.phone_id == lost:
            case.phone_id = None
    _keep(moved, fact)


def _open_cases(fact: RecordedFact) -> list[Case]:
    ref = fact.subject.removeprefix("account:")
    return list(Case.objects.open().filter(customer__account__ref=ref).order_by("pk"))


def _keep(cases: list[Case], fact: RecordedFact) -> None:
    hold(*(case.subject for case in cases))
    Case.objects.bulk_update(cases, ["answer_at", "phone"])
    _record(cases, by=fact.by, at=fact.at)


def _record(cases: Iterable[Case], *, by: str, at: datetime) -> None:
    record_many(
        [
            NewFact(case.subject, "case.contact_changed", at=at, by=by, body=_where(case))
            for case in cases
        ]
    )


def _where(case: Case) -> dict[str, str | None]:
    return {
        "answer_at": str(case.answer_at_id) if case.answer_at_id else None,
        "phone": str(case.phone_id) if case.phone_id else None,
    }
