"""The policy folder that this desk was started with, loaded once, and its calendar."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from camket.policy import Policy, load_policy
from camket.policy.clauses import Clause, ClauseVersion
from camket.worktime import Calendar


def current_policy() -> Policy:
    """The policy of `CAMKET_POLICY`. Reading it again costs nothing."""
    return _load(settings.CAMKET_POLICY)


def governing_version(clause_id: str, digest: str) -> tuple[Clause, ClauseVersion] | None:
    """The clause and the very version that something was promised under; None where the folder lost it."""
    for clause in current_policy().clauses:
        for version in clause.versions if clause.id == clause_id else ():
            if version.digest == digest:
                return clause, version
    return None


def published_number(clause_id: str, name: str, *, on: date, otherwise: int) -> int:
    """A number of a clause as it holds on a day.

    Where no version had it yet, the first that has it holds already: it was told, and nothing else was. A policy
    that says nothing of it gets what the product would do by itself.
    """
    found = [
        version
        for clause in current_policy().clauses
        for version in (clause.versions if clause.id == clause_id else ())
        if name in version.numbers
    ]
    now = [version for version in found if version.is_in_force(on)]
    version = next(iter(now or found), None)
    return version.number(name) if version else otherwise


def current_calendar() -> Calendar:
    """The calendar that the company counts by."""
    return current_policy().calendar


@cache
def _load(folder: Path) -> Policy:
    return load_policy(folder)
