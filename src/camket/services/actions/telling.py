"""Telling everybody whom an outage concerns, a thousand at a time: few queries, and one text a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from camket.notices.actions.queueing import NewNotice, queue
from camket.people.models import ContactPoint, Customer
from camket.people.rules import ContactKind
from camket.promises.models import Promise
from camket.rulebook.company import current_policy
from camket.services.models import Concern, Holding, Outage
from camket.services.queries import access_clause
from camket.services.rules import RESTORE_HOURS

LANGUAGES = ("vi", "en")
PAGES: Mapping[str, str] = {"vi": "/tai-khoan/su-co/", "en": "/en/account/outage/"}
TOGETHER = 1_000


def tell(
    outage: Outage,
    holdings: Iterable[Holding],
    letter: str,
    promise: Promise,
    *,
    by: str,
    at: datetime,
    **more: Any,
) -> None:
    """Queue one letter to each customer among these holdings; who has the service twice is told once.

    Every reader of a language is told the same, so that it is written once (`notices.queue`).
    """
    customers = {holding.customer_id: holding.customer for holding in holdings}
    points = _points_of(customers.values())
    contexts = {
        language: _context(outage, promise, language, at=at) | more for language in LANGUAGES
    }
    queue(
        [
            NewNotice(
                about=outage.case.subject,
                compartment=outage.case.compartment_id,
                letter=letter,
                customer=customer,
                contact_point=_best(points.get(_owner(customer), ())),
                language=_language(customer),
                context=contexts[_language(customer)],
            )
            for customer in customers.values()
        ],
        by=by,
        at=at,
    )


def tell_everybody(
    outage: Outage, letter: str, promise: Promise, *, by: str, at: datetime, **more: Any
) -> None:
    """Queue a letter to everybody whom the outage concerns."""
    last: UUID | None = None
    told: set[UUID] = set()
    while concerns := _batch(outage, last):
        fresh = [one.holding for one in concerns if one.holding.customer_id not in told]
        tell(outage, fresh, letter, promise, by=by, at=at, **more)
        told |= {holding.customer_id for holding in fresh}
        last = concerns[-1].pk


def _batch(outage: Outage, after: UUID | None) -> list[Concern]:
    rows = Concern.objects.filter(outage=outage).select_related("holding__customer")
    return list((rows.filter(pk__gt=after) if after else rows).order_by("pk")[:TOGETHER])


def _context(outage: Outage, promise: Promise, language: str, *, at: datetime) -> dict[str, Any]:
    return {
        "number": outage.case.number,
        "service": current_policy().service(outage.service).name.spoken(language),
        "began_at": outage.began_at,
        "known_at": promise.received_at,
        "due_at": promise.due_at,
        "hours": access_clause(promise.received_at).number(RESTORE_HOURS),
        "declared": outage.declared_at is not None,
        "at": at,
        "link": f"{settings.CAMKET_URL}{PAGES[language]}{outage.case.number}/",
    }


def _language(customer: Customer) -> str:
    return "en" if customer.language == "en" else "vi"


def _owner(customer: Customer) -> UUID:
    """Under whom points are looked for: the account, where there is one."""
    return customer.account_id or customer.id


def _points_of(customers: Iterable[Customer]) -> dict[UUID, list[ContactPoint]]:
    """Where each customer can be reached; an account is reached at any of its points. One query."""
    accounts = {customer.account_id for customer in customers if customer.account_id}
    guests = {customer.id for customer in customers if not customer.account_id}
    rows = ContactPoint.objects.filter(
        Q(customer__in=guests) | Q(customer__account__in=accounts), removed_at__isnull=True
    ).exclude(kind=ContactKind.ZALO)
    found: dict[UUID, list[ContactPoint]] = {}
    for point in rows.select_related("customer"):
        found.setdefault(_owner(point.customer), []).append(point)
    return found


def _best(points: Sequence[ContactPoint]) -> ContactPoint | None:
    """The chosen point, else a proved one, else a mail address; of several the newest."""

    def rank(point: ContactPoint) -> tuple[bool, bool, bool, datetime]:
        is_mail = point.kind == ContactKind.MAIL
        return (point.chosen_at is not None, point.proved_at is not None, is_mail, point.created_at)

    return max(points, key=rank, default=None)
