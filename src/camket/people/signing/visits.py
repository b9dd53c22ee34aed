"""Visits: begun at signing in, seen while somebody is there, ended by their owner, by time, or from another device.

Each page asks the row, so that what ended elsewhere is ended here with the next page.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from camket.evidence.actions import record
from camket.people.models import Account, Device, Visit
from camket.people.signing.browsers import area_of, browser_words, network_of
from camket.people.signing.signals import after_sign_in
from camket.refusals import NotFound
from camket.ui import cookies
from camket.vault.actions import blind_index
from camket.vault.rules import new_id

COOKIE = "camket_device"
COOKIE_LASTS = timedelta(days=400)
VISIT = "visit"
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a visit lasts: so long with nobody there, and so long in any case."""

    idle: timedelta
    longest: timedelta


CUSTOMERS = Term(timedelta(hours=12), timedelta(days=30))
STAFF = Term(timedelta(hours=1), timedelta(hours=12))


@dataclass(frozen=True, slots=True)
class Whence:
    """Where somebody signs in from. `device` is what its cookie says."""

    device: str
    browser: str
    network: str
    area: str = ""


def whence(request: HttpRequest, address: str) -> Whence:
    """The device, browser and network of a request; a device without a cookie gets a name."""
    device = cookies.read(request, COOKIE) or secrets.token_urlsafe(24)
    agent = request.headers.get("User-Agent", "")
    network = blind_index("network", network_of(address))
    area = blind_index("area", area_of(address))
    return Whence(device, browser_words(agent), network, area)


def remember_device(answer: HttpResponse, place: Whence) -> None:
    """Leave the device's name in its browser, where no script reads it."""
    cookies.leave(answer, COOKIE, place.device, lasts=COOKIE_LASTS)


@transaction.atomic
def begin_visit(
    session: SessionBase, account: Account, place: Whence, *, how: str, at: datetime
) -> Visit:
    """Somebody has signed in. Records `account.signed_in`; what is unusual about it is asked of a customer."""
    device, is_new_device = _device(account, place, at=at)
    visit = Visit.objects.create(
        id=new_id(at),
        account=account,
        device=device,
        how=how,
        browser=place.browser,
        network=place.network,
        area=place.area,
        began_at=at,
        seen_at=at,
    )
    session[VISIT] = visit.pk.hex
    body = {"visit": str(visit.pk), "how": how, "browser": place.browser}
    record(account.subject, "account.signed_in", at=at, by=account.ref, body=body)
    after_sign_in(visit, is_new_device=is_new_device, at=at)
    return visit


def _device(account: Account, place: Whence, *, at: datetime) -> tuple[Device, bool]:
    """The device, and whether it is one more than were known."""
    is_first = not account.devices.exists()
    mark = blind_index("device", place.device)
    device, is_new = Device.objects.get_or_create(
        account=account, mark=mark, defaults={"id": new_id(at), "first_at": at}
    )
    return device, is_new and not is_first


def current_visit(
    session: SessionBase, account: Account, term: Term, *, at: datetime
) -> Visit | None:
    """The visit that this session belongs to, while it goes on; being seen is written once a minute at most."""
    if VISIT not in session:
        return None
    rows = Visit.objects.filter(pk=UUID(session[VISIT]), account=account, ended_at__isnull=True)
    visit = rows.first()
    if visit is None or at - visit.seen_at > term.idle or at - visit.began_at > term.longest:
        return None
    if at - visit.seen_at >= SEEN_EVERY:
        rows.update(seen_at=at)
    return visit


def visits_of(account: Account, term: Term, *, at: datetime) -> list[Visit]:
    """The visits that go on, the last seen first."""
    rows = account.visits.filter(
        ended_at__isnull=True, seen_at__gte=at - term.idle, began_at__gte=at - term.longest
    )
    return list(rows.order_by("-seen_at", "-pk"))


@transaction.atomic
def end_visit(account: Account, pk: UUID, *, at: datetime) -> None:
    """End one visit of the account, from wherever. Records `account.visit_ended`; raises NotFound."""
    rows = Visit.objects.filter(pk=pk, account=account, ended_at__isnull=True)
    if not rows.update(ended_at=at):
        raise NotFound("Phiên này đã kết thúc.", "This session has ended.")
    body = {"visit": str(pk)}
    record(account.subject, "account.visit_ended", at=at, by=account.ref, body=body)


@transaction.atomic
def end_other_visits(account: Account, but: Visit | None, *, by: str, at: datetime) -> int:
    """End every visit but this one, or all. Records `account.visits_ended` where there was any."""
    rows = Visit.objects.filter(account=account, ended_at__isnull=True)
    ended = (rows.exclude(pk=but.pk) if but else rows).update(ended_at=at)
    if ended:
        record(account.subject, "account.visits_ended", at=at, by=by, body={"visits": ended})
    return ended


@transaction.atomic
def disown(account: Account, pk: UUID, current: Visit, *, at: datetime) -> Visit:
    """“That was not me”: every other visit ends, the password is good for nothing, and the owner is told.

    Records `account.disowned`; raises NotFound for a visit that is not this account's, or is this one.
    """
    visit = Visit.objects.filter(pk=pk, account=account).exclude(pk=current.pk).first()
    if visit is None:
        raise NotFound("Không có phiên này.", "There is no such session.")
    end_everything_else(account, current, {"visit": str(pk)}, at=at)
    return visit


@transaction.atomic
def end_everything_else(
    account: Account, current: Visit, body: dict[str, str], *, at: datetime
) -> None:
    """Somebody else was there: end what is not here, and the password with it. Records `account.disowned`."""
    end_other_visits(account, current, by=account.ref, at=at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    record(account.subject, "account.disowned", at=at, by=account.ref, body=body)
