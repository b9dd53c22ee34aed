"""How often something may be tried. Counts are rows, so that every process sees them; their keys are digests.

They protect secrets from being guessed and the desk from floods, and are far above what one household or
one member of staff does. Looking whether a limit is used up writes nothing; a wrong try is counted, however it
was sent. Those who try at the very same moment may each be looked at once more than the limit says.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest

from camket.clock import now
from camket.refusals import TooManyTries
from camket.ui.models import Tries
from camket.vault.actions import blind_index

AT_ONCE = 1_000
SECURITY = logging.getLogger("camket.security")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of one thing from one place within `seconds`."""

    name: str
    tries: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Guesses:
    """How often a password may be guessed: for one name from one place, and for any names from that place.

    A stranger's guesses shut nobody out who sits elsewhere. `refusal` says it in Vietnamese and in English.
    """

    for_a_name: Limit
    from_a_place: Limit
    refusal: tuple[str, str]

    def check(self, request: HttpRequest, name: str) -> None:
        """Raise TooManyTries once too many guesses came from there."""
        place, at = address(request), now()
        try:
            check(self.from_a_place, place, at=at)
            check(self.for_a_name, f"{name} {place}", at=at)
        except TooManyTries:
            raise TooManyTries(*self.refusal) from None

    def count(self, request: HttpRequest, name: str) -> None:
        """One guess was wrong."""
        place, at = address(request), now()
        count(self.from_a_place, place, at=at)
        count(self.for_a_name, f"{name} {place}", at=at)


def address(request: HttpRequest) -> str:
    """Where a request comes from. What a proxy of ours says is believed, and nothing that was said before it."""
    believed = settings.CAMKET_PROXIES
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if believed and len(told) >= believed:
        return told[-believed]
    return str(request.META.get("REMOTE_ADDR", ""))


def check(limit: Limit, place: str, *, at: datetime) -> None:
    """Raise TooManyTries once the limit is used up."""
    live = Tries.objects.filter(pk=_index(limit, place), ends_at__gt=at)
    if live.filter(tries__gte=limit.tries).exists():
        raise TooManyTries(
            "Quý khách đã thử quá nhiều lần. Xin thử lại sau một giờ, hoặc gọi cho chúng tôi.",
            "You have tried too often. Please try again in an hour, or call us.",
        )


def count(limit: Limit, place: str, *, at: datetime) -> None:
    """Count one try; the time begins with the first. Of several that come together all are counted."""
    SECURITY.warning("a try was counted: %s from %s", limit.name, _index(limit, place)[:8])
    index, ends_at = _index(limit, place), at + timedelta(seconds=limit.seconds)
    if _count_more(index, ends_at, at=at):
        return
    try:
        with transaction.atomic():
            Tries.objects.create(index=index, tries=1, ends_at=ends_at)
    except IntegrityError:  # Another process has just begun to count.
        _count_more(index, ends_at, at=at)


def _count_more(index: str, ends_at: datetime, *, at: datetime) -> int:
    """One statement: what has run out begins anew."""
    is_over = When(ends_at__lte=at, then=Value(1))
    return Tries.objects.filter(pk=index).update(
        tries=Case(is_over, default=F("tries") + 1),
        ends_at=Case(When(ends_at__lte=at, then=Value(ends_at)), default=F("ends_at")),
    )


def forget_tries(*, at: datetime) -> int:
    """Forget counts whose time is over. Returns how many."""
    old = Tries.objects.filter(ends_at__lte=at).values_list("pk", flat=True)[:AT_ONCE]
    return Tries.objects.filter(pk__in=list(old)).delete()[0]


def _index(limit: Limit, place: str) -> str:
    return blind_index("tries", f"{limit.name}\x00{place}")
