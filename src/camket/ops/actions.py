"""What an operator does to the desk itself. Each verb is one transaction and one fact."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import Account, Staff
from camket.people.rules import Role
from camket.people.signing.factors.keeping import remove_all_factors
from camket.people.signing.knowing import account_of_staff
from camket.people.signing.passwords import STAFF_LEAST, check_strength
from camket.people.signing.visits import end_other_visits
from camket.policy import Policy
from camket.refusals import NotUnderstood
from camket.rulebook.actions import Published, publish
from camket.rulebook.rules import SUBJECT as RULEBOOK
from camket.terms.actions.publishing import publish_editions

OPERATOR = "operator"
"""Whoever may run commands on this machine: they have no reference of their own."""

PASSWORD_BYTES = 12


def new_password() -> str:
    """A password that nobody has used before: 96 random bits in 16 letters."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@transaction.atomic
def add_staff(
    username: str,
    name: str,
    password: str,
    roles: Sequence[Role],
    *,
    is_first: bool = False,
    by: str,
    at: datetime,
) -> Staff:
    """Add a member of staff. Raises NotUnderstood for a name that is taken or a password that is weak.

    A first password is one that we made: its owner replaces it, within a week.
    """
    if Staff.objects.filter(username=username).exists():
        raise NotUnderstood(
            f"Đã có người dùng tên đăng nhập {username}. Xin chọn tên khác.",
            f"Somebody already signs in as {username}. Choose another name.",
        )
    check_strength(password, least=STAFF_LEAST, names=(username, name))
    staff = Staff.objects.create_staff(username, name, password, *roles)
    _mark_first(staff, at if is_first else None)
    record(staff.subject, "staff.added", at=at, by=by, body={"roles": sorted(roles)})
    return staff


@transaction.atomic
def give_password(
    username: str, password: str, *, is_first: bool = False, by: str, at: datetime
) -> Staff:
    """Give a new password, which ends the person's sessions. Raises NotFound or NotUnderstood."""
    staff = _named(username)
    check_strength(password, least=STAFF_LEAST, names=(username, staff.name))
    staff.account.set_password(password)
    staff.account.save(update_fields=["password"])
    _mark_first(staff, at if is_first else None)
    end_other_visits(staff.account, None, by=by, at=at)
    record(staff.subject, "staff.password_given", at=at, by=by)
    return staff


def _mark_first(staff: Staff, since: datetime | None) -> None:
    Staff.objects.filter(pk=staff.pk).update(first_password_at=since)


@transaction.atomic
def take_factors_back(username: str, *, by: str, at: datetime) -> Staff:
    """For who has lost the phone: the next sign-in begins with adding a factor. Records it on both chains."""
    staff = _named(username)
    remove_all_factors(staff.account, by=by, at=at)
    end_other_visits(staff.account, None, by=by, at=at)
    record(staff.subject, "staff.factors_taken_back", at=at, by=by)
    return staff


def _named(username: str) -> Staff:
    return account_of_staff(username).staff


@transaction.atomic
def end_sessions(account: Account, *, by: str, at: datetime) -> int:
    """Sign somebody out everywhere. Returns how many sessions there were; what is open is a fact on its chain.

    A member's own chain says so, too, whether or not there was any.
    """
    ended = end_other_visits(account, None, by=by, at=at)
    staff = Staff.objects.filter(account=account).first()
    if staff is not None:
        record(staff.subject, "staff.sessions_ended", at=at, by=by, body={"visits": ended})
    return ended


@transaction.atomic
def publish_policy(policy: Policy, *, by: str, at: datetime) -> Published:
    """Add the versions and calendars that are new as rows, and record which. Raises NotAllowed.

    The rulebook lies below the chain of facts, so the fact is recorded here, in the same transaction.
    """
    published = publish(policy, at=at)
    if published:
        record(RULEBOOK, "rulebook.published", at=at, by=by, body=published.to_json())
    publish_editions(policy, by=by, at=at)
    return published
