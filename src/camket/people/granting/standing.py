"""Which grants there are: an owner's, a delegate's, and the invitations that wait for somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from camket.people.models import Account, ContactPoint, Grant


def grants_of(owner: Account, *, at: datetime) -> list[Grant]:
    """The grants of an owner that hold or wait, the newest first. One query."""
    rows = owner.grants.live(at).exclude(accepted_at=None, answer_by__lte=at)
    return list(rows.select_related("contact_point__customer").order_by("-invited_at", "-id"))


def acting_for(delegate: Account, *, at: datetime) -> list[Grant]:
    """The grants under which somebody may act now. One query."""
    rows = Grant.objects.holding(at).filter(delegate=delegate).select_related("owner")
    return list(rows.order_by("accepted_at", "id"))


def grant_over(delegate: Account, owner: UUID | None, *, at: datetime) -> Grant | None:
    """The grant under which somebody may act for this owner, the wider one of several. One query."""
    rows = Grant.objects.holding(at).filter(delegate=delegate, owner=owner)
    return rows.select_related("owner").order_by("-may_answer", "-ends_at").first()


def invitations_for(account: Account, *, at: datetime) -> list[Grant]:
    """The invitations that wait for whoever has proved one of these points. One query."""
    proved = ContactPoint.objects.filter(
        customer__account=account, proved_at__isnull=False, removed_at__isnull=True
    )
    rows = Grant.objects.waiting(at).filter(index__in=proved.values("index"))
    found = rows.exclude(owner=account).select_related("owner")
    return list(found.order_by("-invited_at", "-id"))
