"""Which dates stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min

from camket.promises.models import Promise
from camket.promises.rules import PromiseKind


def open_promise(subject: str, kind: PromiseKind) -> Promise | None:
    """The promise of that kind that stands now."""
    return Promise.objects.open().filter(subject=subject, kind=kind).order_by("-made_at").first()


def next_due(subject: str) -> datetime | None:
    """When the subject's next open promise ends."""
    due: datetime | None = (
        Promise.objects.open().filter(subject=subject).aggregate(due=Min("due_at"))["due"]
    )
    return due


def promises_of(subjects: Iterable[str]) -> dict[str, list[Promise]]:
    """All promises of many subjects, oldest first. One query."""
    found: dict[str, list[Promise]] = {subject: [] for subject in subjects}
    rows = Promise.objects.filter(subject__in=found).order_by("made_at", "id")
    for promise in rows:
        found[promise.subject].append(promise)
    return found
