"""What was added to an account lately, for who has just said “that was not me”.

Sessions and the password are gone by then. What a thief may have left behind stays until the owner has looked
at it: another key, another place to be reached, somebody who acts for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from camket.clock import now
from camket.evidence.queries import facts_of
from camket.people.granting.standing import grants_of
from camket.people.models import Visit
from camket.people.queries import contact_shown
from camket.people.signing.factors.sight import Factor
from camket.people.signing.points import points_of
from camket.portal.account.gate import AccountRequest
from camket.portal.account.history import FACTORS
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

SINCE = "doubted_since"
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Added:
    """One thing: what it is, which one, since when, and the address that takes it away."""

    what: str
    which: str
    at: datetime
    removal: str


def doubt(request: HttpRequest, visit: Visit | None, *, at: datetime) -> None:
    """From now on this session shows what was added since that visit began, and in any case in thirty days.

    Who was in once may have been in before, in a visit that has ended and is not listed any more.
    """
    since = min(visit.began_at, at - LATELY) if visit else at - LATELY
    request.session[SINCE] = since.isoformat()


def added_lately(request: AccountRequest, factors: list[Factor]) -> list[Added] | None:
    """What was added, the newest first; None where nobody has said “that was not me” in this session."""
    if SINCE not in request.session:
        return None
    account, since = request.account, datetime.fromisoformat(request.session[SINCE])
    found = list(_factors(factors, since))
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=now(), about=account.subject) as opener:
        found += _points(request, opener, since)
        found += _delegates(request, opener, since)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _factors(factors: list[Factor], since: datetime) -> Iterator[Added]:
    for factor in factors:
        if factor.kind in FACTORS and factor.added >= since:
            removal = reverse("portal:factor_removed", args=[factor.pk])
            yield Added(str(FACTORS[factor.kind]), factor.name, factor.added, removal)


def _points(request: AccountRequest, opener: Opener, since: datetime) -> Iterator[Added]:
    """A point's own row says when it was first written down, which may be long before it came to this account."""
    came = {
        str(fact.body["contact"]): fact.at
        for fact in facts_of(request.account.subject)
        if fact.kind == "account.contact_added" and fact.at >= since
    }
    for point in points_of(request.account):
        if at := came.get(str(point.pk)):
            removal = reverse("portal:point_removed", args=[point.pk])
            yield Added(_("địa chỉ liên lạc"), contact_shown(opener, point), at, removal)


def _delegates(request: AccountRequest, opener: Opener, since: datetime) -> Iterator[Added]:
    """Also an invitation that waits: whoever made it can still have it accepted."""
    for grant in grants_of(request.account, at=now()):
        at = grant.accepted_at or grant.invited_at
        if at >= since:
            removal = reverse("portal:delegate_revoked", args=[grant.pk])
            shown = contact_shown(opener, grant.contact_point)
            yield Added(_("người thay mặt"), shown, at, removal)
