"""Whether a call comes from the service that says so. Pure, but for the comparison's constant time.

Two forms. Ours, for telephone companies: HMAC-SHA256 over the timestamp, a dot and the body, in
`X-Camket-Signature: sha256=…`, with `X-Camket-Timestamp` in seconds. Zalo's, as its documents for official
accounts give it: `X-ZEvent-Signature: mac=…`, the SHA-256 of app id, body, the body's timestamp and the
account's secret key, one after the other.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from camket.arrivals.channels import told

WINDOW = timedelta(minutes=5)
ZALO_WINDOW = timedelta(days=7)
"""Zalo signs the event's own time and sends again for days; what comes twice is known by its name."""


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of our own form."""
    content = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, *, at: datetime) -> bool:
    """Whether the call was signed with the shared secret within five minutes of now."""
    stamp = headers.get("X-Camket-Timestamp", "")
    given = headers.get("X-Camket-Signature", "")
    right = hmac.compare_digest(sign(secret, stamp, body).encode(), given.encode())
    return bool(secret) and right and _is_near(stamp + "000", at, WINDOW)


def sign_as_zalo(app_id: str, secret: str, timestamp: str, body: bytes) -> str:
    """The signature of Zalo's form."""
    content = app_id.encode() + body + timestamp.encode() + secret.encode()
    return "mac=" + hashlib.sha256(content).hexdigest()


def is_signed_by_zalo(
    app_id: str, secret: str, headers: Mapping[str, str], body: bytes, *, at: datetime
) -> bool:
    """Whether Zalo signed the event for our app, within a week of now."""
    stamp = told.written(told.read(body), "timestamp")
    given = headers.get("X-ZEvent-Signature", "")
    right = sign_as_zalo(app_id, secret, stamp, body)
    is_right = hmac.compare_digest(right.encode(), f"mac={given.removeprefix('mac=')}".encode())
    return bool(app_id and secret) and is_right and _is_near(stamp, at, ZALO_WINDOW)


def _is_near(milliseconds: str, at: datetime, window: timedelta) -> bool:
    if not (milliseconds.isascii() and milliseconds.isdigit()):
        return False
    instant = told.instant(milliseconds)
    return instant is not None and abs(instant - at) <= window
