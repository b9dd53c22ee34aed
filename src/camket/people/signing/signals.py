"""Signs that an account is shared or stolen. They ask its owner, and do nothing else (docs/decisions/0016)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Sum

from camket.evidence.actions import record
from camket.people.models import Account, ContactProof, Signal, Visit
from camket.people.rules import SYSTEM, SignalKind
from camket.vault.rules import new_id

FACTS = {
    SignalKind.NEW_DEVICE: "account.new_device",
    SignalKind.FAR_PLACE: "account.far_place",
    SignalKind.MANY_VISITS: "account.many_visits",
    SignalKind.MANY_CODES: "account.many_codes",
}
AN_HOUR, AT_ONCE, A_DAY = timedelta(hours=1), timedelta(minutes=30), timedelta(days=1)
MANY_DEVICES, MANY_NETWORKS = 4, 2
"""A phone, a tablet and a computer in one household are not many; four devices from two networks within half an hour are."""
MANY_WRONG = 10
LOOKED_AT = 200
"""So many of the last visits say where somebody usually is."""


def after_sign_in(visit: Visit, *, is_new_device: bool, at: datetime) -> None:
    """Ask about a new device, a far place, many at once. A far place is asked about instead of its device."""
    account = visit.account
    if getattr(account, "staff", None) is not None:
        return
    before = list(account.visits.exclude(pk=visit.pk).order_by("-began_at", "-pk")[:LOOKED_AT])
    for kind in _kinds(visit, before, is_new_device=is_new_device, at=at):
        ask(account, kind, visit=visit, at=at)


def _kinds(
    visit: Visit, before: list[Visit], *, is_new_device: bool, at: datetime
) -> Iterator[SignalKind]:
    if _is_far(visit, before, at=at):
        yield SignalKind.FAR_PLACE
    elif is_new_device:
        yield SignalKind.NEW_DEVICE
    if are_many([visit, *before], at=at):
        yield SignalKind.MANY_VISITS


def _is_far(visit: Visit, before: list[Visit], *, at: datetime) -> bool:
    """A network from whose surroundings nobody came before, while another device was seen elsewhere within the hour."""
    if not visit.area or any(one.area == visit.area for one in before):
        return False
    return any(
        one.area and one.device_id != visit.device_id and at - one.seen_at <= AN_HOUR
        for one in before
    )


def are_many(visits: list[Visit], *, at: datetime) -> bool:
    """Whether more devices are there at once, from more than one network, than one person has."""
    there = [one for one in visits if one.ended_at is None and at - one.seen_at <= AT_ONCE]
    devices, networks = {one.device_id for one in there}, {one.network for one in there}
    return len(devices) >= MANY_DEVICES and len(networks) >= MANY_NETWORKS


def after_wrong_code(proof: ContactProof, *, at: datetime) -> None:
    """Many wrong codes for one point within a day: whoever's account it is, is asked."""
    rows = ContactProof.objects.filter(index=proof.index, asked_at__gt=at - A_DAY)
    wrong = rows.filter(used_at__isnull=True).aggregate(all=Sum("tries"))["all"] or 0
    account = proof.contact_point.customer.account
    if wrong >= MANY_WRONG and account is not None:
        ask(account, SignalKind.MANY_CODES, at=at)


def ask(account: Account, kind: SignalKind, *, visit: Visit | None = None, at: datetime) -> None:
    """Ask, unless the same was asked within a day and waits. Records the signal's fact; the owner is told.

    Each new device is a question of its own.
    """
    waiting = account.signals.filter(kind=kind, answer="", raised_at__gt=at - A_DAY)
    if kind != SignalKind.NEW_DEVICE and waiting.exists():
        return
    signal = Signal.objects.create(
        id=new_id(at), account=account, kind=kind, visit=visit, raised_at=at
    )
    body = {"signal": str(signal.pk)} | ({"browser": visit.browser} if visit else {})
    by = account.ref if visit else SYSTEM
    record(account.subject, FACTS[kind], at=at, by=by, body=body)
