"""What a proved contact point opens: the account that it belongs to, or a new one (docs/decisions/0012)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.evidence.actions import record
from camket.people.contacts import keep_point
from camket.people.models import CONTACT_VALUE, Account, ContactPoint, Customer
from camket.people.rules import is_stale, new_reference
from camket.people.signing.codes import check_code
from camket.refusals import NotAllowed
from camket.vault.actions import new_compartments, purpose
from camket.vault.rules import CompartmentKind, Purpose, new_id


@dataclass(frozen=True, slots=True)
class Entered:
    """Whose account a code has opened, with the point that it proved."""

    account: Account
    point: ContactPoint
    is_new: bool


def enter_by_code(proof: UUID, typed: str, *, at: datetime) -> Entered:
    """Sign up or in with a code. Raises NotUnderstood for a wrong one, NotAllowed for a closed account."""
    point = check_code(proof, typed, at=at).contact_point
    with transaction.atomic():
        return _entered(locked(point), at=at)


def locked(point: ContactPoint) -> ContactPoint:
    """The point and its customer as they are now, held until the transaction ends: two who prove it take turns.

    The customer is read once the point is held, so that what the other one did is seen.
    """
    held = ContactPoint.objects.select_for_update().get(pk=point.pk)
    customers = Customer.objects.select_for_update(of=("self",)).select_related("account")
    held.customer = customers.get(pk=held.customer_id)
    return held


def _entered(point: ContactPoint, *, at: datetime) -> Entered:
    account = point.customer.account
    if account is not None and not account.is_active:
        raise NotAllowed(
            "Tài khoản này đang khóa. Xin gọi cho chúng tôi.",
            "This account is closed. Please call us.",
        )
    if account is not None and opens(point, account, at=at):
        confirm(point, account, at=at)
        return Entered(account, point, is_new=False)
    opened = Account.objects.begin(at=at)
    record(opened.subject, "account.opened", at=at, by=opened.ref)
    return Entered(opened, take_in(point, opened, at=at), is_new=True)


def opens(point: ContactPoint, account: Account, *, at: datetime) -> bool:
    """Whether a proof of this point opens its account.

    Not where the point was only ever claimed, nor where its proof is a year old and there is another way in:
    the number may have been given to somebody else.
    """
    if point.proved_at is None:
        return False
    return not is_stale(point.proved_at, at) or not _other_points(point, account)


def _other_points(point: ContactPoint, account: Account) -> bool:
    rows = ContactPoint.objects.filter(customer__account=account, proved_at__isnull=False)
    return rows.filter(removed_at__isnull=True).exclude(pk=point.pk).exists()


def confirm(point: ContactPoint, account: Account, *, at: datetime) -> None:
    """The point is its owner's, as of now, and of nobody else who wrote it down. Records `account.contact_proved`."""
    _let_go(point, account, at=at)
    ContactPoint.objects.filter(pk=point.pk).update(proved_at=at, identifies=True)
    point.proved_at, point.identifies = at, True
    body = {"contact": str(point.id), "kind": point.kind}
    record(account.subject, "account.contact_proved", at=at, by=account.ref, body=body)


@transaction.atomic
def take_in(point: ContactPoint, account: Account, *, at: datetime) -> ContactPoint:
    """Give a proved point to an account. A guest comes with all its cases, if it is known by this very point;
    else the point comes alone, as it does from another account."""
    owner = point.customer
    if owner.account_id is None and point.identifies:
        Customer.objects.filter(pk=owner.pk).update(account=account)
        owner.account = account
        body = {"customer": owner.ref}
        record(account.subject, "account.customer_joined", at=at, by=account.ref, body=body)
    elif owner.account_id != account.pk:
        point = _moved(point, account, at=at)
    confirm(point, account, at=at)
    return point


def _moved(point: ContactPoint, account: Account, *, at: datetime) -> ContactPoint:
    """Take a point from somebody else. Its old row stays with what was sent to it, and is found no more."""
    with purpose(Purpose.SIGN_IN, by=account.ref, at=at) as opener:
        old = point.customer.compartment_id
        value = opener.text(old, CONTACT_VALUE, point.id, bytes(point.value or b""))
    kind, index = point.kind, point.index
    _take_away(point, account, at=at)
    written = ContactPoint.objects.filter(customer__account=account, index=index)
    if (mine := written.select_related("customer").first()) is not None:
        return mine
    owner = account.customers.order_by("created_at", "id").first() or _customer(
        account, language=point.customer.language, at=at
    )
    return keep_point(owner, kind, index, value, at=at)


def _let_go(point: ContactPoint, account: Account, *, at: datetime) -> None:
    """Whoever else wrote this point down, and never tried it, has it no more."""
    others = ContactPoint.objects.filter(index=point.index, identifies=False)
    for other in others.exclude(customer__account=account).select_related("customer__account"):
        if other.pk != point.pk:
            _take_away(other, account, at=at)


def _take_away(point: ContactPoint, account: Account, *, at: datetime) -> None:
    """Retire the point of somebody else. Records `account.contact_moved` on their account, if they have one."""
    before = point.customer.account
    retire(point, at=at)
    if before is not None:
        body = {"contact": str(point.id), "kind": point.kind}
        record(before.subject, "account.contact_moved", at=at, by=account.ref, body=body)


def retire(point: ContactPoint, *, at: datetime) -> None:
    """Find a point no more. What was sent to it, and the cases that name it, keep their row."""
    ContactPoint.objects.filter(pk=point.pk).update(removed_at=at, index=f"gone:{point.id.hex}")


def _customer(account: Account, *, language: str, at: datetime) -> Customer:
    """The first customer of a new account whose point was another's."""
    ref = new_reference("KH")
    (compartment,) = new_compartments([(CompartmentKind.CONTACT, ref)], at=at)
    customer = Customer.objects.create(
        id=new_id(at),
        ref=ref,
        compartment=compartment,
        language=language,
        created_at=at,
        account=account,
    )
    body = {"customer": ref}
    record(account.subject, "account.customer_joined", at=at, by=account.ref, body=body)
    return customer
