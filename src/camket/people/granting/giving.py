"""What the owner does: invites somebody, and takes it back at once. Each is a fact of the owner's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from camket.evidence.actions import record
from camket.people.actions import Claim
from camket.people.granting.terms import answer_by, end_of
from camket.people.models import Account, ContactPoint, Grant
from camket.people.rules import Closeness, Right
from camket.people.signing.codes import point_for
from camket.refusals import NotFound, Refusal, TooManyTries
from camket.vault.rules import new_id

MOST_GRANTS = 10
MOST_INVITATIONS, WITHIN = 5, timedelta(days=1)
"""Enough for a family; too few to send letters to strangers by."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an owner wants: who, how far, and to which last day."""

    claim: Claim
    who: Closeness
    may_answer: bool
    last_day: date


@transaction.atomic
def invite(owner: Account, wish: Wish, *, language: str, at: datetime) -> Grant:
    """Invite whoever has a contact point. Records `account.delegate_invited`; raises a Refusal."""
    Account.objects.select_for_update().get(pk=owner.pk)
    ends_at = end_of(wish.last_day, at=at)
    _check(owner, wish.claim, at=at)
    point, _ = point_for(wish.claim, language=language, at=at)
    grant = Grant.objects.create(
        id=new_id(at),
        owner=owner,
        contact_point=point,
        index=wish.claim.index,
        who=wish.who,
        may_answer=wish.may_answer,
        invited_at=at,
        answer_by=answer_by(at),
        ends_at=ends_at,
    )
    record(owner.subject, "account.delegate_invited", at=at, by=owner.ref, body=_terms(grant))
    return grant


def _terms(grant: Grant) -> dict[str, object]:
    """What was allowed, as the fact keeps it."""
    rights = [right.value for right in Right if grant.allows(right)]
    return {
        "grant": str(grant.pk),
        "contact": str(grant.contact_point_id),
        "who": grant.who,
        "may": rights,
        "answer_by": grant.answer_by.isoformat(),
        "until": grant.ends_at.isoformat(),
    }


def _check(owner: Account, claim: Claim, *, at: datetime) -> None:
    if ContactPoint.objects.filter(customer__account=owner, index=claim.index).exists():
        raise Refusal(
            "Đây là nơi liên lạc của chính Quý khách. Xin dùng số hoặc địa chỉ của người kia.",
            "This contact point is your own. Use the other person's number or address.",
        )
    live = owner.grants.live(at)
    if live.filter(index=claim.index).exclude(accepted_at=None, answer_by__lte=at).exists():
        raise Refusal(
            "Quý khách đã mời người này. Muốn đổi điều được phép, xin thu hồi rồi mời lại.",
            "You have invited this person already. To change what is allowed, take it back and invite again.",
        )
    lately = owner.grants.filter(invited_at__gt=at - WITHIN).count()
    if lately >= MOST_INVITATIONS or live.count() >= MOST_GRANTS:
        raise TooManyTries(
            "Quý khách đã mời nhiều người. Xin thu hồi bớt, hoặc mời tiếp vào ngày mai.",
            "You have invited many people. Take some back, or go on tomorrow.",
        )


@transaction.atomic
def revoke(owner: Account, pk: UUID, *, at: datetime) -> Grant:
    """Take it back, accepted or not: the delegate's next page is not there.

    Records `account.delegate_revoked`; raises NotFound for another's, and for one that has ended.
    """
    rows = Grant.objects.filter(pk=pk, owner=owner, ended_at__isnull=True)
    if not rows.update(ended_at=at):
        raise no_such_grant()
    grant = Grant.objects.select_related("delegate").get(pk=pk)
    end_for_delegate(grant, at=at, by=owner.ref)
    body = {"grant": str(pk), "who": grant.who}
    record(owner.subject, "account.delegate_revoked", at=at, by=owner.ref, body=body)
    return grant


def end_for_delegate(grant: Grant, *, by: str, at: datetime) -> None:
    """The delegate's own history says it, too."""
    if grant.delegate is not None:
        body = {"grant": str(grant.pk), "for": grant.owner.ref}
        subject = grant.delegate.subject
        record(subject, "account.acts_for_no_more", at=at, by=by, body=body)


def no_such_grant() -> NotFound:
    """The one answer to another's, an ended and an unknown one."""
    return NotFound("Không có ủy quyền này.", "There is no such permission.")
