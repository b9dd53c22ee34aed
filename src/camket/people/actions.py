"""Knowing who wrote, as far as a claim can tell. Every verb takes a list, because intake does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from camket.arrivals.submission import Sender
from camket.evidence.actions import record
from camket.people.models import CONTACT_VALUE, CUSTOMER_NAME, ContactPoint, Customer, Staff
from camket.people.queries import contact_points_of, points_beside
from camket.people.rules import ContactKind, new_reference
from camket.rows import insert
from camket.text import mail_normal_form, nfc, phone_normal_form
from camket.vault.actions import Sealer, blind_index, new_compartments, sealer_for
from camket.vault.rules import CompartmentKind, new_id


@dataclass(frozen=True, slots=True)
class Claim:
    """One contact point as somebody gave it: kind, shown value, index of its normal form."""

    kind: ContactKind
    value: str
    index: str


@dataclass(frozen=True, slots=True)
class Known:
    """A sender with the customer behind it and the contact point at which to answer, if any."""

    sender: Sender
    customer: Customer
    mail: ContactPoint | None
    phone: ContactPoint | None
    zalo: ContactPoint | None = None

    @property
    def answer_at(self) -> ContactPoint | None:
        """Where to answer: where the person wrote to us from Zalo, else by mail, else by phone."""
        return self.zalo or self.mail or self.phone

    def answer_by(self, wanted: str | None) -> ContactPoint | None:
        """Where to answer who said how they want to be told; where that way is not known, as ever."""
        own: dict[str, ContactPoint | None] = {"mail": self.mail, "phone": self.phone}
        return own.get(wanted or "") or self.answer_at


def claims_of(sender: Sender) -> list[Claim]:
    """The contact points that a sender names; what is no address and no number is not one.

    A Zalo account comes first: Zalo vouches for it, while anyone may type a number into its form.
    """
    claims = []
    if sender.zalo:
        claims.append(
            Claim(ContactKind.ZALO, sender.zalo, blind_index(ContactKind.ZALO, sender.zalo))
        )
    if sender.mail and "@" in sender.mail:
        normal = mail_normal_form(sender.mail)
        claims.append(Claim(ContactKind.MAIL, normal, blind_index(ContactKind.MAIL, normal)))
    number = phone_normal_form(sender.phone) if sender.phone else None
    if number:
        claims.append(Claim(ContactKind.PHONE, number, blind_index(ContactKind.PHONE, number)))
    return claims


def identify(senders: Sequence[Sender], *, language: str = "vi", at: datetime) -> list[Known]:
    """The customer behind each sender, old or new, in the order given.

    The mail address decides, or the phone number where there is none; two senders of one batch with the same address are
    one customer. What else a sender gives is kept with that customer, whoever else has it. The number of queries
    does not grow with the senders.
    """
    claimed = [claims_of(sender) for sender in senders]
    indexes = {claim.index for claims in claimed for claim in claims}
    points = contact_points_of(indexes)
    newcomers: dict[str, Customer] = {}
    owners = [
        _owner(position, claims, points, newcomers) for position, claims in enumerate(claimed)
    ]
    sealer = _settle_newcomers(senders, owners, newcomers, language=language, at=at)
    own = {(point.customer_id, point.index): point for point in points.values()}
    own |= points_beside(owners, indexes)
    _add_points(owners, claimed, own, sealer, at=at)
    return [
        Known(sender, owner, *_points_of(owner, claims, own))
        for sender, owner, claims in zip(senders, owners, claimed, strict=True)
    ]


def _owner(
    position: int,
    claims: Sequence[Claim],
    points: dict[str, ContactPoint],
    newcomers: dict[str, Customer],
) -> Customer:
    """The customer whom the first claim names; the second is never asked.

    Somebody who gives an unknown address and a known phone number is a new customer: a number that
    anyone may write down must not open the door to another person's file.
    """
    first = claims[0].index if claims else f"nobody:{position}"
    if first in points:
        return points[first].customer
    return newcomers.setdefault(first, Customer(ref=new_reference("KH")))


def _settle_newcomers(
    senders: Sequence[Sender],
    owners: Sequence[Customer],
    newcomers: dict[str, Customer],
    *,
    language: str,
    at: datetime,
) -> Sealer:
    """Give the newcomers a compartment, a sealed name and a row; return a sealer for all owners."""
    new = list({id(customer): customer for customer in newcomers.values()}.values())
    kinds = [(CompartmentKind.CONTACT, customer.ref) for customer in new]
    for customer, compartment in zip(new, new_compartments(kinds, at=at), strict=True):
        customer.id, customer.compartment = new_id(at), compartment
        customer.language, customer.created_at = language, at
    sealer = sealer_for({owner.compartment_id for owner in owners})
    fresh = {customer.ref for customer in new}
    for sender, owner in zip(senders, owners, strict=True):
        if owner.ref in fresh and owner.name is None and sender.name:
            name = nfc(sender.name)
            owner.name = sealer.seal(owner.compartment_id, CUSTOMER_NAME, owner.id, name).value
    insert(new)
    return sealer


def _add_points(
    owners: Sequence[Customer],
    claimed: Sequence[Sequence[Claim]],
    own: dict[tuple[UUID, str], ContactPoint],
    sealer: Sealer,
    *,
    at: datetime,
) -> None:
    """Keep every contact point that is new to the customer who gave it, claimed. The first one identifies them."""
    fresh: list[ContactPoint] = []
    for owner, claims in zip(owners, claimed, strict=True):
        for claim in claims:
            if (owner.id, claim.index) not in own:
                point = ContactPoint(
                    id=new_id(at), customer=owner, kind=claim.kind, index=claim.index, created_at=at
                )
                point.identifies = claim is claims[0]
                sealed = sealer.seal(owner.compartment_id, CONTACT_VALUE, point.id, claim.value)
                point.value = sealed.value
                own[owner.id, claim.index] = point
                fresh.append(point)
    insert(fresh)


def _points_of(
    owner: Customer, claims: Iterable[Claim], own: dict[tuple[UUID, str], ContactPoint]
) -> tuple[ContactPoint | None, ContactPoint | None, ContactPoint | None]:
    """The owner's mail address, phone number and Zalo account among the claims."""
    given = {claim.kind: own[owner.id, claim.index] for claim in claims}
    return given.get(ContactKind.MAIL), given.get(ContactKind.PHONE), given.get(ContactKind.ZALO)


def begin_sitting(staff: Staff, *, at: datetime) -> None:
    """Somebody signed in at the desk. Records `staff.signed_in` on the person's own chain."""
    record(staff.subject, "staff.signed_in", at=at, by=staff.ref)


def end_sitting(staff: Staff, *, at: datetime) -> None:
    """Somebody signed out. A sitting that merely runs out leaves no fact."""
    record(staff.subject, "staff.signed_out", at=at, by=staff.ref)
