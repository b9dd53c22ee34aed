"""Editions of the policy: which days begin one, what it changes, and what it asks of a customer. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import rfc8785

from camket.policy import Change, Policy

SUBJECT = "terms"
"""The chain that tells which editions were published."""
DOCUMENT = "policy"
"""What a customer accepts: the whole published policy (docs/decisions/0017)."""

FIRST = "first"
CHANGES: tuple[str, ...] = (FIRST, *Change)
WEIGHTS = tuple(Change)

Clauses = Mapping[str, str]
"""Of each clause in force the digest of its version, in the order of the printed policy."""


class Occasion(StrEnum):
    """Why an edition was accepted."""

    OPENING = "opening"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition as the policy folder has it: its first day, and what holds from then on."""

    day: date
    clauses: Clauses

    @property
    def digest(self) -> str:
        """The SHA-256 of its canonical JSON."""
        return edition_digest(self.day, list(self.clauses.items()))


def edition_digest(day: date, clauses: Sequence[Sequence[str]]) -> str:
    """The SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of an edition."""
    said = {
        "document": DOCUMENT,
        "from": day.isoformat(),
        "clauses": [list(pair) for pair in clauses],
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def planned_editions(policy: Policy) -> Iterator[Planned]:
    """An edition for each day on which a version begins, or a clause has ended; the earliest first."""
    versions = [version for clause in policy.clauses for version in clause.versions]
    days = {version.in_force_from for version in versions}
    days |= {version.until + timedelta(days=1) for version in versions if version.until}
    for day in sorted(days):
        yield Planned(day, {version.id: version.digest for version in policy.in_force(day)})


def change_between(before: Clauses, after: Clauses, declared: Mapping[str, Change]) -> Change:
    """The weightiest change of any clause; `declared` is what each version says of itself, by digest.

    A clause that ended takes something away, and so does a version of which nothing is known.
    """
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    weights = [
        declared.get(after[name], Change.SUBSTANTIVE) if name in after else Change.SUBSTANTIVE
        for name in changed
    ]
    return max(weights, key=WEIGHTS.index, default=Change.EDITORIAL)


@dataclass(frozen=True, slots=True)
class Listed:
    """What must be known of an edition to say what it asks: number, first day, change."""

    version: int
    day: date
    change: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a customer is asked to accept, and since when it holds, or from when it will."""

    version: int
    day: date
    occasion: Occasion

    def may_wait(self, today: date) -> bool:
        """Whether it may be decided later: until the day on which it takes effect."""
        return today < self.day


def asked_of(editions: Sequence[Listed], accepted: int | None, today: date) -> Asked | None:
    """What is to be accepted; None where nothing is. `editions` are in the order in which they take effect.

    Whoever has accepted nothing yet is asked for what holds today. Afterwards only a substantive change
    asks again, and then for the newest edition, which holds everything before it too.
    """
    if accepted is None:
        begun = [edition for edition in editions if edition.day <= today]
        return Asked(begun[-1].version, begun[-1].day, Occasion.OPENING) if begun else None
    later = since(editions, accepted)
    weighty = [edition for edition in later if edition.change == Change.SUBSTANTIVE]
    return Asked(later[-1].version, weighty[0].day, Occasion.CHANGE) if weighty else None


def since(editions: Sequence[Listed], accepted: int) -> list[Listed]:
    """The editions that came after the accepted one."""
    place = next((n for n, edition in enumerate(editions) if edition.version == accepted), -1)
    return list(editions[place + 1 :])
