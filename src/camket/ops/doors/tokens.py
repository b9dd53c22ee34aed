"""OAuth2 access tokens for mailboxes: given from outside, or had for a refresh token (RFC 6749, 6).

An access token lives about an hour. The one in hand is used until a minute before its end.
"""

from __future__ import annotations

import json
import time
import urllib.request
from urllib.parse import urlencode

from camket.ops.doors.faults import NoToken
from camket.ops.doors.mailboxes import Mailbox

TIMEOUT_SECONDS = 30
MARGIN_SECONDS = 60
_in_hand: dict[str, tuple[str, float]] = {}


def access_token(mailbox: Mailbox) -> str:
    """A token that is good now. Raises NoToken where the provider gives none."""
    if not mailbox.token_url:
        return mailbox.token
    token, ends = _in_hand.get(mailbox.name, ("", 0.0))
    if time.monotonic() < ends:
        return token
    token, lasts = _ask(mailbox)
    _in_hand[mailbox.name] = (token, time.monotonic() + lasts - MARGIN_SECONDS)
    return token


def forget_token(mailbox: Mailbox) -> None:
    """The mail server did not accept it: the next time asks for a new one."""
    _in_hand.pop(mailbox.name, None)


def _ask(mailbox: Mailbox) -> tuple[str, float]:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": mailbox.refresh_token,
        "client_id": mailbox.client_id,
        "client_secret": mailbox.client_secret,
    }
    content = urlencode({name: value for name, value in form.items() if value}).encode()
    # The address stands in the operator's own file.
    request = urllib.request.Request(mailbox.token_url, content)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            said = json.load(answer)
        return str(said["access_token"]), float(said.get("expires_in", 0))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoToken from error
