"""The policy folder that this desk was started with, loaded once, and its calendar."""

from __future__ import annotations

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


def current_calendar() -> Calendar:
    """The calendar that the company counts by."""
    return current_policy().calendar


@cache
def _load(folder: Path) -> Policy:
    return load_policy(folder)
