"""What members of staff may do, which programs may sign in, and who may act for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from camket.evidence.rules import RecordedFact
from camket.people.models import ApiKey, Grant
from camket.people.rules import Right
from camket.reports.comparing.facts import Facts, differing, instant, last, of_kind

ACCEPTED = "account.delegate_accepted"
ENDED = ("account.delegate_declined", "account.delegate_revoked", "account.delegate_returned")


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


def grants_fault(rows: Mapping[str, Grant], facts: Facts) -> str | None:
    """Exactly those may act for an owner whom its facts let, as far and as long as the facts say."""
    invited = {str(fact.body["grant"]): fact for fact in of_kind(facts, "account.delegate_invited")}
    if rows.keys() != invited.keys():
        return "a permission to act was given, or removed, without a fact"
    accepted = {str(fact.body["grant"]): fact for fact in of_kind(facts, ACCEPTED)}
    ended = {str(fact.body["grant"]): fact.at for fact in of_kind(facts, *ENDED)}
    for pk, row in rows.items():
        said = _allowed(invited[pk]) | {
            "accepted_at": accepted[pk].at if pk in accepted else None,
            "ended_at": ended.get(pk),
        }
        if differing(row, said) or _acts(row) != (pk in accepted and accepted[pk].body["delegate"]):
            return "a permission to act was changed without a fact"
    return None


def _allowed(fact: RecordedFact) -> dict[str, object]:
    return {
        "contact_point_id": UUID(str(fact.body["contact"])),
        "who": fact.body["who"],
        "may_answer": Right.ANSWER in fact.body["may"],
        "invited_at": fact.at,
        "answer_by": instant(str(fact.body["answer_by"])),
        "ends_at": instant(str(fact.body["until"])),
    }


def _acts(row: Grant) -> str | bool:
    """Who acts under it; nobody before it is accepted."""
    return row.delegate.ref if row.delegate else False
