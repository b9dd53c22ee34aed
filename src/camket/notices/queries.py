"""Finding a notice by its letter, and what is on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from camket.notices.models import Delivery, Notice
from camket.notices.rules import (
    AGAIN,
    ERASED,
    LAPSED,
    NO_RECEIPT,
    DeliveryState,
    NoticeState,
    read_message_id,
)
from camket.notices.ways import is_carried
from camket.people.models import ContactPoint, Customer
from camket.people.rules import ContactKind
from camket.vault.keys import keys

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


def delivery_named(message_id: str) -> Delivery | None:
    """The delivery whose signed Message-ID this is."""
    pk = read_message_id(message_id, keys().letters)
    if pk is None:
        return None
    return Delivery.objects.select_related("notice__customer").filter(pk=pk).first()


def texted_as(name: str) -> Delivery | None:
    """The text that a receipt names: by our reference, or by the service's own name for it."""
    found = delivery_named(name)
    rows = Delivery.objects.select_related("notice__customer").exclude(carrier_ref="")
    return found or rows.filter(carrier_ref=name).first()


def letters_named(named: Iterable[Iterable[str]]) -> dict[str, str]:
    """For each Message-ID of ours among those given, the subject that the letter was about. One query."""
    key = keys().letters
    ours = {name: read_message_id(name, key) for names in named for name in names}
    wanted = {pk for pk in ours.values() if pk is not None}
    rows = Delivery.objects.filter(pk__in=wanted).values_list("pk", "notice__about")
    about = dict(rows)
    return {name: about[pk] for name, pk in ours.items() if pk is not None and pk in about}


def may_leave_again(delivery: Delivery) -> bool:
    """Whether a letter that was kept or refused may be sent again: somebody carries it, to a point that is theirs.

    A text without a receipt may have arrived, and its gateway would not send it twice.
    """
    return (
        delivery.state in AGAIN
        and delivery.error not in {ERASED, LAPSED, NO_RECEIPT}
        and delivery.notice.state != NoticeState.TOLD
        and delivery.contact_point.removed_at is None
        and is_carried(delivery.channel)
    )


def held_up(*, at: datetime) -> int:
    """How many letters and texts have been waiting for more than an hour, because nobody takes them."""
    rows = Delivery.objects.filter(state=DeliveryState.QUEUED, notice__queued_at__lte=at - AN_HOUR)
    return rows.exclude(error="").count()


def handed_lately(*, at: datetime) -> dict[str, datetime]:
    """The subjects of letters that the post took within a day and of which nobody was told yet, with when it did.

    What follows from such a letter is about to be done. One query, over what is on its way.
    """
    rows = Delivery.objects.filter(state=DeliveryState.HANDED, ended_at__gt=at - A_DAY)
    pairs = rows.order_by("-ended_at").values_list("notice__about", "ended_at")
    return {about: handed for about, handed in pairs if handed is not None}


def numbers_to_call(notices: Iterable[Notice]) -> dict[UUID, list[ContactPoint]]:
    """For each notice the numbers at which it may be told, in the order in which they are rung. One query.

    The number that came with the matter stands first, then those that the customer has proved, the newest of
    them first. A number that somebody typed beside the customer's address elsewhere is not among them: it may
    be anybody's.
    """
    wanted = list(notices)
    owners = [notice.customer for notice in wanted]
    accounts = {owner.account_id for owner in owners} - {None}
    of_owners = Q(customer__in=owners) | Q(customer__account__in=accounts)
    phones = ContactPoint.objects.filter(kind=ContactKind.PHONE, removed_at__isnull=True)
    with_matter = Q(pk__in={notice.phone_id for notice in wanted} - {None})
    rows = phones.filter(with_matter | (of_owners & Q(proved_at__isnull=False)))
    newest = list(rows.select_related("customer").order_by("-created_at", "id"))
    return {notice.pk: _numbers(notice, newest) for notice in wanted}


def _numbers(notice: Notice, phones: Iterable[ContactPoint]) -> list[ContactPoint]:
    owner = notice.customer
    may = [
        point
        for point in phones
        if point.pk == notice.phone_id
        or (point.proved_at is not None and _is_of(point.customer, owner))
    ]
    return sorted(may, key=lambda point: point.pk != notice.phone_id)


def _is_of(other: Customer, owner: Customer) -> bool:
    """Whether two customers are one person: one row, or of one account."""
    return other.pk == owner.pk or (
        other.account_id is not None and other.account_id == owner.account_id
    )


def points_that_failed(points: Iterable[ContactPoint]) -> set[UUID]:
    """Of these points, those at which a letter or text failed after they were last proved. One query."""
    proved = {point.pk: point.proved_at for point in points if point.proved_at is not None}
    failed = [DeliveryState.BOUNCED, DeliveryState.REFUSED]
    # A code that lay here until it had run out says nothing of the point.
    rows = Delivery.objects.filter(contact_point__in=proved, state__in=failed).exclude(error=LAPSED)
    return {
        pk
        for pk, ended in rows.values_list("contact_point_id", "ended_at")
        if ended is not None and ended > proved[pk]
    }
