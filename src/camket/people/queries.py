"""Finding people without naming them, and reading them under a purpose."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from camket.people.models import (
    CONTACT_VALUE,
    CUSTOMER_NAME,
    Account,
    ContactPoint,
    Customer,
    Staff,
)
from camket.people.rules import ContactKind
from camket.text import mail_masked, phone_masked, phone_shown
from camket.vault.actions import Opener


def contact_points_of(indexes: Iterable[str]) -> dict[str, ContactPoint]:
    """The points with these indexes that identify a customer, by index, each with that customer. One query."""
    rows = ContactPoint.objects.filter(index__in=set(indexes), identifies=True)
    return {point.index: point for point in rows.select_related("customer")}


def points_beside(
    customers: Iterable[Customer], indexes: Iterable[str]
) -> dict[tuple[UUID, str], ContactPoint]:
    """The points that these customers wrote beside what identifies them, by customer and index. One query."""
    owners = {customer.pk for customer in customers}
    rows = ContactPoint.objects.filter(
        customer__in=owners, index__in=set(indexes), identifies=False
    )
    return {(row.customer_id, row.index): row for row in rows}


def owners_of(indexes: Iterable[str]) -> dict[str, set[UUID | str]]:
    """For each index the customers who have that point, proved or not, and the accounts that they are in. One query."""
    rows = ContactPoint.objects.filter(index__in=set(indexes))
    found: dict[str, set[UUID | str]] = {}
    for point in rows.select_related("customer__account"):
        owners = found.setdefault(point.index, set())
        owners.add(point.customer_id)
        if point.customer.account is not None:
            owners.add(point.customer.account.ref)
    return found


def point_at(index: str) -> ContactPoint | None:
    """The point with this index that identifies somebody, else the first that was written down. One query."""
    rows = ContactPoint.objects.filter(index=index).select_related("customer")
    return rows.order_by("-identifies", "created_at", "id").first()


def customer_name(opener: Opener, customer: Customer) -> str:
    """The customer's name, empty where none was given."""
    if customer.name is None:
        return ""
    return opener.text(customer.compartment_id, CUSTOMER_NAME, customer.id, customer.name)


def contact_value(opener: Opener, point: ContactPoint) -> str:
    """The address or number itself, as it is dialled or written to."""
    if point.value is None:
        return ""
    return opener.text(point.customer.compartment_id, CONTACT_VALUE, point.id, point.value)


def contact_shown(opener: Opener, point: ContactPoint) -> str:
    """The address or number as people write it."""
    value = contact_value(opener, point)
    return phone_shown(value) if point.kind == ContactKind.PHONE and value else value


def contact_masked(opener: Opener, point: ContactPoint) -> str:
    """As much of an address or number as tells its owner which one it is, and nobody else."""
    value = contact_value(opener, point)
    if point.kind == ContactKind.ZALO:
        return "Zalo"
    mask = phone_masked if point.kind == ContactKind.PHONE else mail_masked
    return mask(value) if value else ""


def account_shown(opener: Opener, account: Account) -> str:
    """What an owner is called to whom they let act for them: a name, else a masked contact point. Two queries."""
    for customer in account.customers.order_by("created_at", "id"):
        if name := customer_name(opener, customer):
            return name
    points = ContactPoint.objects.filter(customer__account=account, proved_at__isnull=False)
    point = points.select_related("customer").order_by("-proved_at").first()
    return contact_masked(opener, point) if point else account.ref


def staff_by_ref(refs: Iterable[str]) -> dict[str, Staff]:
    """Members of staff by reference. One query."""
    return {staff.ref: staff for staff in Staff.objects.filter(ref__in=set(refs))}
