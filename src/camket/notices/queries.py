"""Finding a notice by its letter, and what is on the way."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from camket.notices.models import Delivery
from camket.notices.rules import DeliveryState, read_message_id
from camket.people.models import ContactPoint
from camket.vault.keys import keys


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


def points_that_failed(points: Iterable[ContactPoint]) -> set[UUID]:
    """Of these points, those at which a letter or text failed after they were last proved. One query."""
    proved = {point.pk: point.proved_at for point in points if point.proved_at is not None}
    rows = Delivery.objects.filter(
        contact_point__in=proved, state__in=[DeliveryState.BOUNCED, DeliveryState.REFUSED]
    )
    return {
        pk
        for pk, ended in rows.values_list("contact_point_id", "ended_at")
        if ended is not None and ended > proved[pk]
    }
