"""Which dates stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min

from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State


def open_promise(subject: str, kind: PromiseKind) -> Promise | None:
    """The promise of that kind that stands now."""
    return Promise.objects.open().filter(subject=subject, kind=kind).order_by("-made_at").first()


def first_promise(subject: str) -> Promise | None:
    """What a customer is told first: by when there is a result, or, without one, a confirmation."""
    rows = Promise.objects.filter(subject=subject).exclude(state=State.SUPERSEDED)
    by_kind = {row.kind: row for row in rows.order_by("made_at", "id")}
    return by_kind.get(PromiseKind.RESOLVE) or by_kind.get(PromiseKind.ACKNOWLEDGE)


def is_done(subject: str, kind: PromiseKind) -> bool:
    """Whether what was promised last, of that kind, was done, in time or late."""
    rows = Promise.objects.filter(subject=subject, kind=kind).exclude(state=State.SUPERSEDED)
    last = rows.order_by("-made_at").first()
    return last is not None and last.done_at is not None


def next_due(subject: str) -> datetime | None:
    """When the first thing that is still owed to the subject was, or is, due.

    A broken promise is owed until it is done, late as it is.
    """
    owed = Promise.objects.filter(
        subject=subject, state__in=[State.OPEN, State.BROKEN], done_at__isnull=True
    )
    due: datetime | None = owed.aggregate(due=Min("due_at"))["due"]
    return due


def promises_of(subjects: Iterable[str]) -> dict[str, list[Promise]]:
    """All promises of many subjects, oldest first. One query."""
    found: dict[str, list[Promise]] = {subject: [] for subject in subjects}
    rows = Promise.objects.filter(subject__in=found).order_by("made_at", "id")
    for promise in rows:
        found[promise.subject].append(promise)
    return found
