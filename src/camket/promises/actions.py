"""Giving dates, keeping them, replacing them with a reason, and noticing when they were broken."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from camket.evidence.actions import NewFact, hold, record, record_many
from camket.people.rules import SYSTEM
from camket.promises.models import Promise
from camket.promises.rules import Basis, NewPromise, PromiseKind, State
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotUnderstood
from camket.rows import in_turn, insert
from camket.vault.rules import new_id

log = logging.getLogger(__name__)


@transaction.atomic
def make(new: Sequence[NewPromise], *, by: str, at: datetime) -> list[Promise]:
    """Give dates. Records `promise.made` on each subject's chain."""
    promises = [_promise(item, at=at) for item in new]
    insert(promises)
    record_many(
        [_fact(promise, "promise.made", _given(promise), by=by, at=at) for promise in promises]
    )
    return promises


def _promise(item: NewPromise, *, at: datetime) -> Promise:
    return Promise(
        id=new_id(at),
        subject=item.subject,
        kind=item.kind,
        basis=item.basis,
        clause_id=item.clause_id,
        clause_digest=item.clause_digest,
        calendar_version=item.calendar_version,
        made_at=at,
        received_at=item.received_at,
        aim=item.aim.due if item.aim else None,
        limit=item.limit.due,
        due_at=item.limit.ends_at,
        arithmetic=item.limit.to_json(),
        aim_arithmetic=item.aim.to_json() if item.aim else None,
    )


def _given(promise: Promise) -> dict[str, Any]:
    """Everything that is frozen, so that the chain holds what the row says."""
    return {
        "kind": promise.kind,
        "basis": promise.basis,
        "clause": promise.clause_id,
        "clause_digest": promise.clause_digest,
        "calendar": promise.calendar_version,
        "received_at": promise.received_at.isoformat(),
        "aim": promise.aim.isoformat() if promise.aim else None,
        "limit": promise.limit.isoformat(),
        "arithmetic": promise.arithmetic,
        "aim_arithmetic": promise.aim_arithmetic,
    }


def _fact(promise: Promise, kind: str, body: dict[str, Any], *, by: str, at: datetime) -> NewFact:
    return NewFact(promise.subject, kind, at, by, {"promise": str(promise.id), **body})


@transaction.atomic
def keep(subject: str, kind: PromiseKind, *, by: str, at: datetime) -> Promise | None:
    """What was promised is done: the standing promise of that kind is kept. None where none stands."""
    rows = Promise.objects.filter(subject=subject, kind=kind, done_at__isnull=True)
    standing = rows.exclude(state=State.SUPERSEDED).order_by("-made_at").first()
    if standing is not None:
        keep_promise(standing, by=by, at=at)
    return standing


@transaction.atomic
def keep_promise(promise: Promise, *, by: str, at: datetime) -> None:
    """Keep one promise. After its limit it is broken first: what is done late was not kept."""
    hold(promise.subject)
    if promise.state == State.OPEN and promise.due_at <= at:
        _break(promise, at=at)
    changes: dict[str, Any] = {"done_at": at}
    if promise.state == State.OPEN:
        changes |= {"state": State.KEPT, "ended_at": at}
    rows = Promise.objects.filter(pk=promise.pk, state=promise.state, done_at__isnull=True)
    if not rows.update(**changes):
        raise ChangedMeanwhile
    late = promise.state == State.BROKEN
    promise.refresh_from_db()
    kind = "promise.done_late" if late else "promise.kept"
    record_many([_fact(promise, kind, {"kind": promise.kind}, by=by, at=at)])


@transaction.atomic
def reopen(subject: str, kind: PromiseKind, *, by: str, at: datetime) -> Promise | None:
    """What counted as done turned out not to be, as when a letter came back: it is owed again.

    A kept promise is open again, and broken at once if its day has passed; a broken one stays broken.
    """
    hold(subject)
    rows = Promise.objects.filter(subject=subject, kind=kind, done_at__isnull=False)
    promise = rows.exclude(state=State.SUPERSEDED).order_by("-made_at").first()
    if promise is None:
        return None
    changes: dict[str, Any] = {"done_at": None}
    if promise.state == State.KEPT:
        changes |= {"state": State.OPEN, "ended_at": None}
    if not Promise.objects.filter(pk=promise.pk, state=promise.state).update(**changes):
        raise ChangedMeanwhile
    promise.refresh_from_db()
    record_many([_fact(promise, "promise.reopened", {"kind": promise.kind}, by=by, at=at)])
    if promise.state == State.OPEN and promise.due_at <= at:
        _break(promise, at=at)
    return promise


@transaction.atomic
def supersede(promise: Promise, new: NewPromise, *, reason: str, by: str, at: datetime) -> Promise:
    """Replace a standing date by another, with the reason that the customer is told.

    A limit that the law sets is never moved by an extension.
    """
    if promise.basis == Basis.LAW:
        raise MoveNotAllowed(
            "Hạn do luật định không được dời.", "A limit that the law sets cannot be moved."
        )
    if not reason.strip():
        raise NotUnderstood("Xin ghi lý do đổi hạn.", "Give the reason for the new date.")
    successor = make([new], by=by, at=at)[0]
    rows = Promise.objects.filter(pk=promise.pk, state=State.OPEN)
    if not rows.update(state=State.SUPERSEDED, ended_at=at, superseded_by=successor):
        raise ChangedMeanwhile
    promise.refresh_from_db()
    body = {"kind": promise.kind, "successor": str(successor.id)}
    record_many([_fact(promise, "promise.superseded", body, by=by, at=at)])
    return successor


def break_due(*, at: datetime, done: Mapping[str, datetime] = MappingProxyType({})) -> int:
    """Break what has run out, oldest first, each in a transaction of its own. Returns how many.

    The cost grows with what is due, and a clock that was off for a week finds everything on its return. A
    promise that cannot be broken now is left whole for the next time, and does not stop the others. So is one
    of whose subject something was `done` before the limit that is only not written down yet.
    """
    due = Promise.objects.open().filter(due_at__lte=at).order_by("due_at", "id")
    broken = 0
    for promise in in_turn(due):
        if done.get(promise.subject, at) < promise.due_at:
            continue
        try:
            _break(promise, at=at)
        except ChangedMeanwhile:
            continue
        except Exception as error:
            log.warning("a promise could not be broken: %s", type(error).__name__)
            continue
        broken += 1
    return broken


@transaction.atomic
def _break(promise: Promise, *, at: datetime) -> None:
    hold(promise.subject)
    rows = Promise.objects.filter(pk=promise.pk, state=State.OPEN)
    if not rows.update(state=State.BROKEN, ended_at=at):
        raise ChangedMeanwhile
    promise.refresh_from_db()
    body = {"promise": str(promise.id), "kind": promise.kind, "limit": promise.limit.isoformat()}
    record(promise.subject, "promise.broken", at=at, by=SYSTEM, body=body)
