"""Where the letters of a case go, when its customer's contact points change."""

from __future__ import annotations

from uuid import UUID

from camket.cases.models import Case, CaseQuerySet
from camket.evidence.actions import RecordedFact
from camket.people.models import Account, ContactPoint


def after_contact_chosen(fact: RecordedFact) -> None:
    """The owner of an account chose where to be told: the open cases answer there."""
    _open_cases(fact).update(answer_at=UUID(str(fact.body["contact"])))


def after_contact_lost(fact: RecordedFact) -> None:
    """A point is no longer the account's: its open cases answer at the chosen one, else at the newest proved."""
    lost = UUID(str(fact.body["contact"]))
    account = Account.objects.get(ref=fact.subject.removeprefix("account:"))
    known = ContactPoint.objects.filter(
        customer__account=account, proved_at__isnull=False, removed_at__isnull=True
    ).exclude(pk=lost)
    chosen = known.filter(chosen_at__isnull=False).first()
    other = chosen or known.order_by("-proved_at", "pk").first()
    _open_cases(fact).filter(answer_at=lost).update(answer_at=other)
    _open_cases(fact).filter(phone=lost).update(phone=None)


def _open_cases(fact: RecordedFact) -> CaseQuerySet:
    ref = fact.subject.removeprefix("account:")
    return Case.objects.open().filter(customer__account__ref=ref)
