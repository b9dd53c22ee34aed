"""Proof of work: a robot that sends a thousand forms pays a thousand times what a person never notices.

The protocol is ALTCHA's, version 2. A challenge is signed and not stored; a browser solves it in a worker while
its owner writes; a solution counts once. Who sends none is not refused: the door is only narrower.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from secrets import randbelow

import altcha
from django.utils.crypto import salted_hmac

from camket.intake.actions.proofs import spend

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 2_000
LEAST, MOST = 60, 180
"""How many tries a solution takes: about half a second on a cheap phone, and never much more."""
LASTS = timedelta(hours=4)
UNTIL = "until"
"""The signed instant at which a challenge runs out, by our own clock."""


def challenge(at: datetime) -> str:
    """A new challenge as JSON, for the page that will be sent."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=LEAST + randbelow(MOST - LEAST),
        data={UNTIL: int((at + LASTS).timestamp())},
        hmac_secret=_secret(),
    )
    return json.dumps(made.to_dict())


def is_proved(payload: str, *, at: datetime) -> bool:
    """Whether a page brought a right solution that nobody has used. It is used now."""
    if not payload:
        return False
    if not altcha.verify_solution(payload, _secret()).verified:
        return False
    solved = altcha.Payload.from_base64(payload).challenge
    ends_at = datetime.fromtimestamp((solved.parameters.data or {}).get(UNTIL, 0), UTC)
    # The signature names the challenge; the rest of a payload can be written in many ways.
    return at < ends_at and spend(solved.signature or "", ends_at=ends_at)


def _secret() -> str:
    return salted_hmac("camket.portal.proof", "", algorithm="sha256").hexdigest()
