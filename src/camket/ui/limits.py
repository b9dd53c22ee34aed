"""How often something may be tried. Counts live in the cache and name nobody: keys are digests.

They protect secrets from being guessed and the desk from floods, and are far above what one household or
one member of staff does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from camket.refusals import TooManyTries


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of one thing from one place within `seconds`."""

    name: str
    tries: int
    seconds: int


def address(request: HttpRequest) -> str:
    """Where a request comes from. What a proxy of ours says is believed, and nothing that was said before it."""
    believed = settings.CAMKET_PROXIES
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if believed and len(told) >= believed:
        return told[-believed]
    return str(request.META.get("REMOTE_ADDR", ""))


def check(limit: Limit, place: str) -> None:
    """Raise TooManyTries once the limit is used up."""
    if cache.get(_key(limit, place), 0) >= limit.tries:
        raise TooManyTries(
            "Quý khách đã thử quá nhiều lần. Xin thử lại sau một giờ, hoặc gọi cho chúng tôi.",
            "You have tried too often. Please try again in an hour, or call us.",
        )


def count(limit: Limit, place: str) -> None:
    """Count one try."""
    key = _key(limit, place)
    cache.add(key, 0, limit.seconds)
    try:
        cache.incr(key)
    except ValueError:  # It ran out between the two calls.
        cache.set(key, 1, limit.seconds)


def _key(limit: Limit, place: str) -> str:
    return f"{limit.name}:{hashlib.sha256(place.encode()).hexdigest()[:32]}"
