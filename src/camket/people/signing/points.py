"""The contact points of an account: added when proved, corrected, chosen for telling, removed. Each is a fact."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import Account, ContactPoint
from camket.people.signing.codes import check_code
from camket.people.signing.entering import locked, retire, take_in
from camket.refusals import NotAllowed, NotFound, Refusal


def points_of(account: Account) -> list[ContactPoint]:
    """Every point of the account that is still one, the proved ones first. One query.

    One that stands there twice, proved and written down beside another, is the proved one.
    """
    rows = ContactPoint.objects.filter(customer__account=account, removed_at__isnull=True)
    points = list(rows.select_related("customer").order_by("created_at", "id"))
    proved = [point for point in points if point.proved_at is not None]
    known = {point.index for point in proved}
    return proved + [point for point in points if point.index not in known]


def point_of(account: Account, pk: UUID) -> ContactPoint:
    """One of them. Raises NotFound for another's."""
    found = next((point for point in points_of(account) if point.pk == pk), None)
    if found is None:
        raise NotFound("Không có địa chỉ này trong tài khoản.", "There is no such contact point.")
    return found


def add_point(
    account: Account, proof: UUID, typed: str, *, instead_of: UUID | None = None, at: datetime
) -> ContactPoint:
    """Add the point that a code proves, and remove the one that it corrects. Raises NotUnderstood.

    Records `account.contact_added` for a new one; one that the account has already is merely confirmed.
    """
    point = check_code(proof, typed, at=at).contact_point
    with transaction.atomic():
        point = locked(point)
        is_new = point.customer.account_id != account.pk or point.proved_at is None
        point = take_in(point, account, at=at)
        if is_new:
            _record(account, "account.contact_added", point, at=at)
        if instead_of is not None and instead_of != point.pk:
            _remove(account, point_of(account, instead_of), at=at)
    return point


@transaction.atomic
def remove_point(account: Account, pk: UUID, *, at: datetime) -> None:
    """Use a point no more. Records `account.contact_removed`; raises NotAllowed for the last proved one."""
    Account.objects.select_for_update().get(pk=account.pk)
    point = point_of(account, pk)
    proved = [one for one in points_of(account) if one.proved_at is not None]
    if proved == [point]:
        raise NotAllowed(
            "Đây là nơi đã xác nhận duy nhất. Xin thêm và xác nhận một nơi khác trước.",
            "This is the only confirmed one. Add and confirm another first.",
        )
    _remove(account, point, at=at)


def _remove(account: Account, point: ContactPoint, *, at: datetime) -> None:
    """The fact comes first: while the point is still one, its owner is told there too."""
    _record(account, "account.contact_removed", point, at=at)
    retire(point, at=at)


@transaction.atomic
def choose_point(account: Account, pk: UUID, *, at: datetime) -> None:
    """Be told there from now on. Records `account.contact_chosen`; raises a refusal for an unproved one."""
    point = point_of(account, pk)
    if point.proved_at is None:
        raise Refusal("Xin xác nhận nơi này trước.", "Confirm this one first.")
    rows = ContactPoint.objects.filter(customer__account=account)
    rows.filter(chosen_at__isnull=False).update(chosen_at=None)
    rows.filter(pk=point.pk).update(chosen_at=at)
    _record(account, "account.contact_chosen", point, at=at)


def _record(account: Account, kind: str, point: ContactPoint, *, at: datetime) -> None:
    body = {"contact": str(point.pk), "kind": point.kind}
    record(account.subject, kind, at=at, by=account.ref, body=body)
