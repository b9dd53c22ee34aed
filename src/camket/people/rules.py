"""Who may do what, and what a reference looks like. Pure."""

from __future__ import annotations

import secrets
from enum import StrEnum

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REFERENCE_LENGTH = 10


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


DESK: frozenset[Role] = frozenset({Role.AGENT, Role.SUPERVISOR})
COUNTER: frozenset[Role] = DESK | {Role.RECEPTIONIST}
EVERYONE: frozenset[Role] = frozenset(Role)

SYSTEM = "camket"
"""The reference under which the desk itself acts: intake, the clock, deliveries."""


def new_reference(prefix: str) -> str:
    """An opaque name for a person, such as `KH-7QK2M9XWTA`: it says nothing and never changes."""
    letters = (secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
    return f"{prefix}-{''.join(letters)}"
