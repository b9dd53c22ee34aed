"""A contact point that a known customer adds later, for example while somebody rings them."""

from __future__ import annotations

from datetime import datetime

from camket.arrivals.submission import Sender
from camket.people.actions import claims_of
from camket.people.models import CONTACT_VALUE, ContactPoint, Customer
from camket.people.queries import contact_points_of
from camket.people.rules import ContactKind
from camket.refusals import NotAllowed, NotUnderstood
from camket.vault.actions import sealer_for
from camket.vault.rules import new_id


def add_mail(customer: Customer, address: str, *, at: datetime) -> ContactPoint:
    """The customer's mail address, kept as a claim where it is new. One that is another's stays theirs."""
    claim = next((c for c in claims_of(Sender(mail=address)) if c.kind == ContactKind.MAIL), None)
    if claim is None or " " in claim.value:
        raise NotUnderstood(
            "Địa chỉ thư chưa đúng. Ví dụ: ten@example.vn",
            "This mail address is not right. Example: name@example.com",
        )
    known = point_of(customer, claim.index) or contact_points_of([claim.index]).get(claim.index)
    if known is not None and known.customer_id != customer.id:
        raise NotAllowed(
            "Địa chỉ này đang thuộc một khách hàng khác. Xin hỏi lại, hoặc dùng địa chỉ khác.",
            "This address belongs to another customer. Ask again, or use another address.",
        )
    return known or keep_point(customer, claim.kind, claim.index, claim.value, at=at)


def point_of(customer: Customer, index: str) -> ContactPoint | None:
    """The customer's own row of a point, whether it identifies them or was written down."""
    return customer.contact_points.filter(index=index).first()


def keep_point(owner: Customer, kind: str, index: str, value: str, *, at: datetime) -> ContactPoint:
    """A new contact point of a customer, sealed, and claimed until it is proved."""
    point = ContactPoint(id=new_id(at), customer=owner, kind=kind, index=index, created_at=at)
    sealer = sealer_for([owner.compartment_id])
    point.value = sealer.seal(owner.compartment_id, CONTACT_VALUE, point.id, value).value
    point.save(force_insert=True)
    return point
