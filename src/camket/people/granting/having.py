"""What the delegate does: accepts or declines, acts, and gives it back. The facts stand in the owner's account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.evidence.actions import RecordedFact, record
from camket.people.granting.giving import end_for_delegate, no_such_grant
from camket.people.granting.standing import invitations_for
from camket.people.models import Account, Grant


@transaction.atomic
def accept(delegate: Account, pk: UUID, *, at: datetime) -> Grant:
    """Act for the owner from now on. Records `account.delegate_accepted`; raises NotFound.

    Only an account that has proved the invited point may, and of two that accept at once one wins.
    """
    grant = _invited(delegate, pk, at=at)
    rows = Grant.objects.waiting(at).filter(pk=pk)
    if not rows.update(delegate=delegate, accepted_at=at):
        raise no_such_grant()
    body = {"grant": str(pk), "for": grant.owner.ref}
    record(delegate.subject, "account.acts_for", at=at, by=delegate.ref, body=body)
    _record(grant, "account.delegate_accepted", delegate, at=at, delegate=delegate.ref)
    return grant


@transaction.atomic
def decline(delegate: Account, pk: UUID, *, at: datetime) -> None:
    """Do not want to. Records `account.delegate_declined`; raises NotFound."""
    grant = _invited(delegate, pk, at=at)
    if not Grant.objects.waiting(at).filter(pk=pk).update(ended_at=at):
        raise no_such_grant()
    _record(grant, "account.delegate_declined", delegate, at=at)


def _invited(delegate: Account, pk: UUID, *, at: datetime) -> Grant:
    found = next((one for one in invitations_for(delegate, at=at) if one.pk == pk), None)
    if found is None:
        raise no_such_grant()
    return found


@transaction.atomic
def give_back(delegate: Account, pk: UUID, *, at: datetime) -> None:
    """Act for the owner no more. Records `account.delegate_returned`; raises NotFound."""
    rows = Grant.objects.holding(at).filter(pk=pk, delegate=delegate)
    grant = rows.select_related("owner", "delegate").first()
    if grant is None or not Grant.objects.filter(pk=pk, ended_at=None).update(ended_at=at):
        raise no_such_grant()
    end_for_delegate(grant, by=delegate.ref, at=at)
    _record(grant, "account.delegate_returned", delegate, at=at)


def after_message(fact: RecordedFact) -> None:
    """A delegate said something on a case: the owner's history names it. Records `account.delegate_acted`.

    The grant may have ended while the message waited to be taken; it held when it was sent.
    """
    if "for" not in fact.body:
        return
    rows = Grant.objects.filter(
        delegate__ref=fact.body["from"], owner__customers__ref=fact.body["for"]
    )
    grant = rows.select_related("owner", "delegate").order_by("-accepted_at").first()
    if grant is not None and grant.delegate is not None:
        case = fact.subject.removeprefix("case:")
        _record(grant, "account.delegate_acted", grant.delegate, at=fact.at, case=case)


def _record(grant: Grant, kind: str, by: Account, *, at: datetime, **more: str) -> None:
    body = {"grant": str(grant.pk), "for": grant.owner.ref, "who": grant.who, **more}
    record(grant.owner.subject, kind, at=at, by=by.ref, body=body)
