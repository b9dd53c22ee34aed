"""A program's call becomes an arrival, and then a case, once."""

from __future__ import annotations

import hashlib
import time
from datetime import datetime

from django.db import DatabaseError, IntegrityError

from camket.api.problems import KeyUsedAgain, NotStored
from camket.arrivals.actions import fingerprint_of, receive
from camket.arrivals.channels.call import Call, to_bytes
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form, Place, Raw
from camket.arrivals.submission import Channel
from camket.intake.actions.taking import take_in
from camket.people.models import ApiKey

PATIENCE_SECONDS = 5.0
LOOK_EVERY = 0.05


def hand_in(key: ApiKey, name: str, body: bytes, *, at: datetime) -> Arrival:
    """Store a call and have it taken. The same call again is the arrival that it was.

    `name` is the idempotency key. Raises KeyUsedAgain where it stood for another body, and NotStored
    where nothing is on disk.
    """
    content = to_bytes(Call(key.program, name, body))
    source = _source(key.program, name)
    raw = Raw(content, Form.CALL, Channel.API, mailbox(key), at, source)
    try:
        taken = take_in([raw], at=at)
    except IntegrityError:
        taken = []  # The other of two calls that came together was first.
    except (DatabaseError, OSError) as error:
        raise _not_stored() from error
    if taken:
        return Arrival.objects.get(pk=taken[0].arrival.pk)
    earlier = Arrival.objects.get(source=source)
    if earlier.fingerprint != fingerprint_of(content):
        raise _used_again()
    return _when_taken(earlier)


def keep_call(channel: Channel, body: bytes, *, at: datetime, caller: str = "") -> None:
    """Store what a service posted; the worker takes it. The same body again is passed over.

    Raises NotStored where nothing is on disk: the service sends it again.
    """
    content = to_bytes(Call(caller, "", body))
    source = f"{channel}:{hashlib.sha256(content).hexdigest()[:48]}"
    try:
        receive([Raw(content, Form.CALL, channel, channel, at, source)], at=at)
    except IntegrityError:
        return  # The same call came twice at once, and the other one is stored.
    except (DatabaseError, OSError) as error:
        raise _not_stored() from error


def mailbox(key: ApiKey) -> str:
    """The name under which the equation counts what a program hands in."""
    return f"api:{key.program}"


def _source(program: str, name: str) -> str:
    digest = hashlib.sha256(f"{program} {name}".encode()).hexdigest()
    return f"api:{digest[:48]}"


def _when_taken(arrival: Arrival) -> Arrival:
    """The arrival when whoever is taking it is done, or as it is after some seconds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while arrival.place == Place.WAITING and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
        arrival.refresh_from_db()
    return arrival


def _used_again() -> KeyUsedAgain:
    return KeyUsedAgain(
        "Idempotency-Key này đã được dùng cho một nội dung khác. Xin dùng khóa mới cho nội dung mới.",
        "This Idempotency-Key was used for another body. Use a new one for what is new.",
    )


def _not_stored() -> NotStored:
    return NotStored(
        "Chưa lưu được. Xin gửi lại y như vậy.",
        "This could not be stored. Send the same again.",
    )
