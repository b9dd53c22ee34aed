"""What members of staff may do, and which programs may sign in."""

from __future__ import annotations

from collections.abc import Collection

from camket.people.models import ApiKey
from camket.reports.comparing.facts import Facts, last


def staff_fault(roles: Collection[str] | None, facts: Facts) -> str | None:
    """A person has the roles that were given, and no others."""
    added = last(facts, "staff.added")
    if added is None:
        return None
    if roles is None:
        return "the member of staff is gone"
    if sorted(roles) != list(added.body["roles"]):
        return "a role was given, or taken, without a fact"
    return None


def key_fault(row: ApiKey | None, facts: Facts) -> str | None:
    """A key belongs to the program that got it, until it was revoked."""
    if row is None:
        return "the key is gone"
    revoked = last(facts, "apikey.revoked")
    said = (facts[0].body["program"], facts[0].at, revoked.at if revoked else None)
    if (row.program, row.made_at, row.revoked_at) != said:
        return "a key was changed, or revoked, without a fact"
    return None


def account_fault(customers: Collection[str], facts: Facts) -> str | None:
    """Exactly those customers stand in an account that its facts put there."""
    joined = {
        str(fact.body["customer"]) for fact in facts if fact.kind == "account.customer_joined"
    }
    if set(customers) - joined:
        return "a customer was put into the account without a fact"
    return "a customer is gone from the account" if joined - set(customers) else None
