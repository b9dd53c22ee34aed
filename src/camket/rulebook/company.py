"""The policy folder that this desk was started with, loaded once, and its calendar."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from camket.policy import Policy, load_policy
from camket.worktime import Calendar


def current_policy() -> Policy:
    """The policy of `CAMKET_POLICY`. Reading it again costs nothing."""
    return _load(settings.CAMKET_POLICY)


def current_calendar() -> Calendar:
    """The calendar that the company counts by."""
    return current_policy().calendar


@cache
def _load(folder: Path) -> Policy:
    return load_policy(folder)
