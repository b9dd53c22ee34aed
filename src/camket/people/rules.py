"""Who may do what, and what a reference looks like. Pure."""

from __future__ import annotations

import secrets
from calendar import monthrange
from datetime import datetime, timedelta
from enum import StrEnum

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REFERENCE_LENGTH = 10
DIGITS = "0123456789"


class Role(StrEnum):
    """What a member of staff is there for. A person may have several."""

    AGENT = "agent"
    RECEPTIONIST = "receptionist"
    SUPERVISOR = "supervisor"
    PRIVACY = "privacy"
    CASHIER = "cashier"
    ADMINISTRATOR = "administrator"


class ContactKind(StrEnum):
    """The kinds of contact point. A Zalo account is known by the number that Zalo gives it for us."""

    MAIL = "mail"
    PHONE = "phone"
    ZALO = "zalo"


class Right(StrEnum):
    """What a delegate may do for the owner of an account. Nothing else is ever allowed (docs/decisions/0015)."""

    SEE = "see"
    ANSWER = "answer"


class Closeness(StrEnum):
    """What a delegate is to the owner."""

    FAMILY = "family"
    ASSISTANT = "assistant"


class SignalKind(StrEnum):
    """What is unusual enough to ask the owner of an account about."""

    NEW_DEVICE = "new_device"
    FAR_PLACE = "far_place"
    MANY_VISITS = "many_visits"
    MANY_CODES = "many_codes"


class Answer(StrEnum):
    """What the owner says to it."""

    YES = "yes"
    NO = "no"


DESK: frozenset[Role] = frozenset({Role.AGENT, Role.SUPERVISOR})
COUNTER: frozenset[Role] = DESK | {Role.RECEPTIONIST}
EVERYONE: frozenset[Role] = frozenset(Role)

SYSTEM = "camket"
SOMEBODY = "somebody"
"""Who wrote on a case from an address that is not its customer's, as far as anybody can tell."""
"""The reference under which the desk itself acts: intake, the clock, deliveries."""


def new_reference(prefix: str) -> str:
    """An opaque name for a person, such as `KH-7QK2M9XWTA`: it says nothing and never changes."""
    letters = (secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
    return f"{prefix}-{''.join(letters)}"


FIRST_PASSWORD_LASTS = timedelta(days=7)
"""A password that we made opens the desk so long, and is then good for nothing (ASVS 6.4.1)."""


def has_run_out(first_password_at: datetime | None, at: datetime) -> bool:
    """Whether a password that we made was not replaced in time. One that its owner chose never runs out."""
    return first_password_at is not None and at - first_password_at > FIRST_PASSWORD_LASTS


CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_TO_A_POINT = 5
CODES_FROM_A_PLACE = 20
CODES_WITHIN = timedelta(hours=1)
"""Six digits are 20 bits, which with five tries and ten minutes is one chance in 200.000 (ASVS 6.5.4, 6.5.5, 6.6.3)."""

PROOF_LASTS = timedelta(days=365)
"""How long a proved number or address is taken to be its owner's still: carriers give numbers away again."""


def new_code() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def read_code(typed: str) -> str:
    """The digits of a code as people type or paste it: `123 456`, `123-456`."""
    return "".join(letter for letter in typed if letter in DIGITS)


def is_stale(proved_at: datetime, at: datetime) -> bool:
    """Whether a proof is so old that the point may have another owner by now."""
    return at - proved_at > PROOF_LASTS


def months_after(since: datetime, months: int) -> datetime:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + years, month + 1
    return since.replace(year=year, month=month, day=min(since.day, monthrange(year, month)[1]))
