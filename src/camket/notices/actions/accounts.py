"""What an account's owner is told: the code that proves a contact point, and what was done to the account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from camket.evidence.actions import RecordedFact
from camket.notices.actions.queueing import NewNotice, queue
from camket.notices.rules import CODE
from camket.notices.ways import way_to
from camket.people.actions import Claim
from camket.people.models import Account, ContactPoint, ContactProof
from camket.people.rules import CODE_LASTS, SYSTEM, ContactKind
from camket.people.signing.codes import ask_for_code, claim_of
from camket.refusals import NotUnderstood

MINUTES = int(CODE_LASTS.total_seconds() // 60)


@transaction.atomic
def send_code(typed: str, *, place: str, language: str, at: datetime) -> ContactProof:
    """Send a code to a mail address or mobile number. Raises NotUnderstood and TooManyTries."""
    claim = claim_of(typed)
    check_reachable(claim)
    asked = ask_for_code(claim, place=place, language=language, at=at)
    point = asked.proof.contact_point
    notice = NewNotice(
        about=asked.proof.subject,
        compartment=asked.compartment.id,
        letter=CODE,
        customer=point.customer,
        contact_point=point,
        language=language,
        context={"code": asked.code, "minutes": MINUTES},
    )
    queue([notice], by=SYSTEM, at=at)
    return asked.proof


def check_reachable(claim: Claim) -> None:
    """Raise NotUnderstood for a number while nobody carries our text messages."""
    if way_to(ContactPoint(kind=claim.kind)) is None:
        raise NotUnderstood(
            "Hiện chúng tôi chưa gửi được tin nhắn. Xin dùng địa chỉ thư.",
            "We cannot send text messages at present. Please use a mail address.",
        )


def after_contact_moved(fact: RecordedFact) -> None:
    """Somebody else has proved a point of this account: its owner is told where else they are reached."""
    ref = fact.subject.removeprefix("account:")
    account = Account.objects.get(ref=ref)
    tell_owner(account, proved_points(account), "contact_moved", fact)


def after_change(fact: RecordedFact) -> None:
    """Something about the safety of an account changed: its owner is told wherever they are reached."""
    account = Account.objects.get(ref=fact.subject.removeprefix("account:"))
    tell_owner(account, proved_points(account), "account_changed", fact)


def after_visits_ended(fact: RecordedFact) -> None:
    """Visits were ended. Who ended their own knows it, and who leaves is told so; else the owner is told."""
    ref = fact.subject.removeprefix("account:")
    if fact.by != ref and Account.objects.filter(ref=ref, is_active=True).exists():
        after_change(fact)


def proved_points(account: Account) -> list[ContactPoint]:
    """Where an account's owner is reached for certain. One query."""
    rows = ContactPoint.objects.filter(customer__account=account, proved_at__isnull=False)
    known = rows.filter(removed_at__isnull=True).exclude(kind=ContactKind.ZALO)
    return list(known.select_related("customer").order_by("created_at", "id"))


def tell_owner(
    account: Account, points: Iterable[ContactPoint], letter: str, fact: RecordedFact
) -> None:
    """Queue one letter about an account to each of these points."""
    notices = [
        NewNotice(
            about=account.subject,
            compartment=point.customer.compartment_id,
            letter=letter,
            customer=point.customer,
            contact_point=point,
            language=point.customer.language,
            context={
                "at": fact.at,
                "what": fact.kind,
                "link": _sessions(point.customer.language),
                **fact.body,
            },
        )
        for point in points
        if way_to(point)
    ]
    queue(notices, by=SYSTEM, at=fact.at)


def _sessions(language: str) -> str:
    """Where the owner sees what is open and ends it."""
    path = "/en/account/sessions/" if language == "en" else "/tai-khoan/phien/"
    return f"{settings.CAMKET_URL}{path}"
