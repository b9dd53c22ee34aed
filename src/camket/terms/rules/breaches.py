"""An alleged breach of terms: how it can end, who decides it and not before when. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

CLAUSE = "nghia-vu.quy-dinh"
PARAMETER = "contest_working_days"
PREFIX = "VP"
ASSERTED_LETTER, DECIDED_LETTER = "breach_asserted", "breach_decided"
UNSAFE_LETTER = "breach_unsafe_file"


class Side(StrEnum):
    """Who put a paper in."""

    COMPANY = "company"
    CUSTOMER = "customer"


class PaperKind(StrEnum):
    """A file, or words that say where something is to be found."""

    FILE = "file"
    REFERENCE = "reference"


class Outcome(StrEnum):
    """How a breach was decided."""

    DISMISSED = "dismissed"
    WARNING = "warning"
    LIMIT = "limit"


class Stage(StrEnum):
    """Where a breach stands."""

    UNTOLD = "untold"
    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"


def stage_of(
    told_at: datetime | None, ends_at: datetime, decided_at: datetime | None, at: datetime
) -> Stage:
    """Not told yet, open to be contested, waiting for a second person, or decided."""
    if decided_at is not None:
        return Stage.DECIDED
    if told_at is None:
        return Stage.UNTOLD
    return Stage.OPEN if at < ends_at else Stage.WAITING


def may_have_effect(outcome: Outcome, stage: Stage) -> bool:
    """Nothing follows before the customer knew of it and the time to contest has ended; to drop it needs no wait."""
    return outcome == Outcome.DISMISSED or stage == Stage.WAITING


def subject_of(ref: str) -> str:
    """The name of a breach's chain of facts."""
    return f"breach:{ref}"
