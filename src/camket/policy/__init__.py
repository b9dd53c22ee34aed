"""The company's policy as data: contact, hours, and clauses with dated parameters. Pure."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from camket.worktime import Calendar, OpeningHours, load_calendar


@dataclass(frozen=True, slots=True)
class Company:
    """Who gives the promises, and how to reach them."""

    name: str
    short_name: str
    case_prefix: str
    mail: str
    phone: str
    address: str
    address_now: str
    advice_line: str
    mailboxes: tuple[str, ...] = ()
    group_lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseVersion:
    """One version of a clause, with the numbers that the code uses."""

    id: str
    version: int
    digest: str
    in_force_from: date
    numbers: dict[str, int]

    def number(self, name: str) -> int:
        """A parameter."""
        return self.numbers[name]


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that one company promises."""

    company: Company
    calendar: Calendar
    hours: OpeningHours
    clauses: tuple[ClauseVersion, ...]

    def clause(self, clause_id: str, *, on: date) -> ClauseVersion:
        """The version of a clause that is in force on a day."""
        found = [c for c in self.clauses if c.id == clause_id and c.in_force_from <= on]
        return max(found, key=lambda clause: clause.in_force_from)


def load_policy(folder: Path) -> Policy:
    """Read a policy folder."""
    plain = tomllib.loads((folder / "company.toml").read_text("utf-8"))
    clauses = tuple(
        ClauseVersion(
            name, 1, hashlib.sha256(repr(numbers).encode()).hexdigest(), date(2024, 7, 1), numbers
        )
        for name, numbers in plain["clauses"].items()
    )
    return Policy(
        Company(**plain["company"]),
        load_calendar("vn", swaps_adopted=False),
        OpeningHours.from_plain(plain["hours"]),
        clauses,
    )
