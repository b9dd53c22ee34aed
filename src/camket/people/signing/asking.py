"""Whether a contact point is still right: asked after so many months, and answered by its owner in one press.

An answer is no proof: it says since when the owner stands by the point, and opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.clock import civil_date
from camket.evidence.actions import record
from camket.people.models import Account, ContactPoint
from camket.people.rules import ContactKind, months_after
from camket.people.signing.points import point_of, points_of
from camket.rulebook.company import published_number

CLAUSE, MONTHS = "nghia-vu.thong-tin", 12
IN_ACCOUNT, IN_COMPLAINT = "account", "complaint"
"""Where the question was answered."""


def confirm_months(at: datetime) -> int:
    """After how many months a point is asked about, as the clause says."""
    return published_number(CLAUSE, "confirm_months", on=civil_date(at), otherwise=MONTHS)


def is_old(point: ContactPoint, *, at: datetime) -> bool:
    """Whether it was neither proved nor confirmed for so long. What was only ever claimed is asked at once."""
    if point.kind == ContactKind.ZALO:
        return False
    known = [stamp for stamp in (point.proved_at, point.confirmed_at) if stamp is not None]
    return not known or months_after(max(known), confirm_months(at)) <= at


def points_to_ask(account: Account, *, at: datetime) -> list[ContactPoint]:
    """The points of which the owner is asked whether they are still right. One query."""
    return [point for point in points_of(account) if is_old(point, at=at)]


@transaction.atomic
def still_right(account: Account, pk: UUID, *, where: str, at: datetime) -> None:
    """The owner says that it is. Records `account.contact_still_right`; raises NotFound for another's."""
    point = point_of(account, pk)
    ContactPoint.objects.filter(pk=point.pk).update(confirmed_at=at)
    body = {"contact": str(point.pk), "kind": point.kind, "where": where}
    record(account.subject, "account.contact_still_right", at=at, by=account.ref, body=body)
