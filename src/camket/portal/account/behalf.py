"""For whom somebody acts, until when, and how far: said on each page that they read for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from camket.clock import civil_date
from camket.people.models import Account, Grant
from camket.people.queries import account_shown
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom somebody acts here, until when, and whether they may answer."""

    grant: Grant
    name: str
    last_day: date


def acting_as(grant: Grant | None, by: str, *, at: datetime) -> Acting | None:
    """The same for the page of a case; None where its owner reads it."""
    return named([grant], by, at=at)[0] if grant else None


def named(grants: Sequence[Grant], by: str, *, at: datetime) -> list[Acting]:
    """Each grant with the name of its owner, opened for the delegate."""
    return [_named(grant, by, at=at) for grant in grants]


def _named(grant: Grant, by: str, *, at: datetime) -> Acting:
    owner: Account = grant.owner
    with purpose(Purpose.SHOW_DELEGATE, by=by, at=at, about=owner.subject) as opener:
        name = account_shown(opener, owner)
    return Acting(grant, name, last_day_of(grant))


def last_day_of(grant: Grant) -> date:
    """The last day on which a grant holds."""
    return civil_date(grant.ends_at - timedelta(seconds=1))
