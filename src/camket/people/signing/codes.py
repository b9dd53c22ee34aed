"""Codes: one is made for a contact point, and counts once, for the browser that asked for it.

Asking costs the same work whether the point is known or not, so that nothing says who is a customer here.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from camket.arrivals.submission import Sender
from camket.evidence.actions import record
from camket.people.actions import Claim, claims_of
from camket.people.models import CONTACT_VALUE, ContactPoint, ContactProof, Customer
from camket.people.queries import point_at
from camket.people.rules import (
    CODE_LASTS,
    CODE_TRIES,
    CODES_FROM_A_PLACE,
    CODES_TO_A_POINT,
    CODES_WITHIN,
    SYSTEM,
    ContactKind,
    new_code,
    new_reference,
    read_code,
)
from camket.people.signing.signals import after_wrong_code
from camket.refusals import NotUnderstood, TooManyTries
from camket.rows import insert
from camket.text import is_mobile
from camket.vault.actions import blind_index, new_compartments, sealer_for
from camket.vault.models import Compartment
from camket.vault.rules import CompartmentKind, new_id

SECURITY = logging.getLogger("camket.security")


@dataclass(frozen=True, slots=True)
class Asked:
    """A code at the only moment at which it is known, with the compartment for the letter that brings it."""

    proof: ContactProof
    code: str
    compartment: Compartment


def claim_of(typed: str) -> Claim:
    """The mail address or mobile number that somebody typed. Raises NotUnderstood."""
    sender = Sender(mail=typed) if "@" in typed else Sender(phone=typed)
    claim = next(iter(claims_of(sender)), None)
    if claim is None or not _is_reachable(claim):
        raise NotUnderstood(
            "Địa chỉ thư hoặc số di động chưa đúng. Ví dụ: ten@example.vn, 0909 123 456",
            "This mail address or mobile number is not right. Example: name@example.com, 0909 123 456",
        )
    return claim


def _is_reachable(claim: Claim) -> bool:
    if claim.kind == ContactKind.PHONE:
        return is_mobile(claim.value)
    local, _, domain = claim.value.partition("@")
    return bool(local) and "." in domain.strip(".") and " " not in claim.value


@transaction.atomic
def ask_for_code(claim: Claim, *, place: str, language: str, at: datetime) -> Asked:
    """Make a code for a contact point. Records `proof.asked`; raises TooManyTries.

    Whoever is unknown becomes a guest whose only point is claimed, as if they had written to us.
    """
    away = blind_index("place", place)
    _check_limits(claim.index, away, at=at)
    point, compartment = point_for(claim, language=language, at=at)
    code = new_code()
    proof = ContactProof(
        id=new_id(at),
        contact_point=point,
        index=claim.index,
        place=away,
        asked_at=at,
        ends_at=at + CODE_LASTS,
    )
    proof.digest = _digest(proof, code)
    proof.save(force_insert=True)
    record(proof.subject, "proof.asked", at=at, by=SYSTEM, body={"contact": str(point.id)})
    return Asked(proof, code, compartment)


def _check_limits(index: str, place: str, *, at: datetime) -> None:
    lately = ContactProof.objects.filter(asked_at__gt=at - CODES_WITHIN)
    if (
        lately.filter(index=index).count() >= CODES_TO_A_POINT
        or lately.filter(place=place).count() >= CODES_FROM_A_PLACE
    ):
        raise TooManyTries(
            "Đã gửi nhiều mã trong một giờ qua. Xin chờ rồi thử lại, hoặc gọi cho chúng tôi.",
            "Many codes were sent within the last hour. Wait and try again, or call us.",
        )


def point_for(claim: Claim, *, language: str, at: datetime) -> tuple[ContactPoint, Compartment]:
    """The point, and a new compartment: a new guest's own, or one that holds a letter alone.

    Both ways read, seal and write as many rows.
    """
    known = point_at(claim.index)
    owner = known.customer.ref if known else new_reference("KH")
    (compartment,) = new_compartments([(CompartmentKind.CONTACT, owner)], at=at)
    point = ContactPoint(
        id=new_id(at), kind=claim.kind, index=claim.index, identifies=True, created_at=at
    )
    sealer = sealer_for([compartment.id])
    point.value = sealer.seal(compartment.id, CONTACT_VALUE, point.id, claim.value).value
    if known:
        Customer.objects.select_for_update().get(pk=known.customer_id)
        ContactPoint.objects.select_for_update().get(pk=known.pk)
        return known, compartment
    point.customer = Customer(
        id=new_id(at), ref=owner, compartment=compartment, language=language, created_at=at
    )
    insert([point.customer])
    insert([point])
    return point, compartment


def _digest(proof: ContactProof, code: str) -> str:
    return blind_index("code", f"{proof.id}\x00{proof.index}\x00{code}")


def check_code(pk: UUID, typed: str, *, at: datetime) -> ContactProof:
    """Use a code up, and return what it proves. Raises NotUnderstood.

    The try is counted before the code is looked at, in one statement: of many that come at once no more than
    five are looked at, and of two that are right one wins.
    """
    live = ContactProof.objects.filter(
        pk=pk, used_at__isnull=True, ends_at__gt=at, tries__lt=CODE_TRIES
    )
    if not live.update(tries=F("tries") + 1):
        raise _over()
    proof = ContactProof.objects.select_related("contact_point__customer__account").get(pk=pk)
    if not hmac.compare_digest(proof.digest, _digest(proof, read_code(typed))):
        after_wrong_code(proof, at=at)
        SECURITY.warning("a wrong code was typed: proof %s, try %d", proof.pk, proof.tries)
        raise _wrong(CODE_TRIES - proof.tries)
    if not ContactProof.objects.filter(pk=pk, used_at__isnull=True).update(used_at=at):
        raise _over()
    return proof


def _over() -> NotUnderstood:
    return NotUnderstood(
        "Mã này đã hết hạn hoặc đã dùng. Xin lấy mã mới.",
        "This code has run out or was used. Ask for a new one.",
    )


def _wrong(left: int) -> NotUnderstood:
    if left <= 0:
        return _over()
    return NotUnderstood(
        f"Mã chưa đúng. Quý khách còn {left} lần nhập.",
        f"The code is not right. You have {left} more tries.",
    )
