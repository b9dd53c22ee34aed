"""Where an arrival stands, where it may end, and when a failed one is tried again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

CLAIM_LASTS = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


class Place(StrEnum):
    """Where an arrival is: on its way, waiting for a person, or at its end."""

    WAITING = "waiting"
    HELD = "held"
    FAILED = "failed"
    ENDED = "ended"


class Outcome(StrEnum):
    """Where an arrival ended. Exactly one."""

    OPENED = "opened"
    ADDED = "added"
    DUPLICATE = "duplicate"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    DISMISSED = "dismissed"


SET_ASIDE = frozenset({Outcome.AUTOMATIC, Outcome.BOUNCE, Outcome.DUPLICATE})
"""Where the machine alone decided that an arrival opens nothing. A person may doubt it."""


class Form(StrEnum):
    """In which form the raw bytes are: who reads them."""

    MAIL = "mail"
    FORM = "form"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes at a door. `source` names them for good at their origin, so that they are taken in once."""

    content: bytes
    form: Form
    channel: str
    mailbox: str
    received_at: datetime
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a twin is known: keyed hashes of the Message-ID and of what the message says.

    The Message-ID alone is not enough: anyone can write one, and a complaint must not vanish behind a
    forged or repeated name.
    """

    message: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an arrival."""

    arrival: UUID
    place: Place
    outcome: Outcome | None = None
    case_number: str = ""
    reason: str = ""
    marks: Marks = Marks()

    @classmethod
    def held(cls, arrival: UUID, *, reason: str, case_number: str, marks: Marks) -> Self:
        """It waits for a person."""
        return cls(arrival, Place.HELD, None, case_number, reason, marks)

    @classmethod
    def ended(cls, arrival: UUID, outcome: Outcome, *, case_number: str, marks: Marks) -> Self:
        """It has its outcome."""
        return cls(arrival, Place.ENDED, outcome, case_number, "", marks)


@dataclass(frozen=True, slots=True)
class Equation:
    """received = opened + added + duplicate + automatic + bounce + dismissed + held + failed + waiting."""

    mailbox: str
    received: int
    parts: Mapping[str, int]

    @property
    def balances(self) -> bool:
        """Whether every arrival is accounted for."""
        return self.received == sum(self.parts.values())


PARTS: tuple[str, ...] = (*Outcome, Place.HELD, Place.FAILED, Place.WAITING)


def next_try(tries: int, at: datetime) -> datetime:
    """When a failed arrival is taken again by itself, ever more slowly."""
    return at + min(FIRST_PAUSE * (1 << min(tries, 12)), LONGEST_PAUSE)
