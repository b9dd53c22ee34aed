"""Which outages there are, and the clause by which they are counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from camket.clock import civil_date
from camket.people.models import Account
from camket.policy.clauses import ClauseVersion
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.rulebook.company import current_policy
from camket.services.models import Holding, Outage
from camket.services.rules import ACCESS


def access_clause(at: datetime) -> ClauseVersion:
    """The clause on access as it is in force."""
    return current_policy().clause(ACCESS, on=civil_date(at))


def open_outages() -> dict[str, Outage]:
    """The outages that go on, by service. One query."""
    rows = Outage.objects.filter(ended_at__isnull=True).select_related("case")
    return {outage.service: outage for outage in rows}


def open_outage(service: str) -> Outage | None:
    """The outage of a service that goes on, if there is one."""
    rows = Outage.objects.filter(service=service, ended_at__isnull=True)
    return rows.select_related("case__compartment").first()


def outages_of(account: Account) -> dict[str, Outage]:
    """The outages that go on and concern what an account has, by service. One query."""
    mine = Holding.objects.of_account(account)
    rows = Outage.objects.filter(ended_at__isnull=True, concerns__holding__in=mine)
    return {outage.service: outage for outage in rows.select_related("case").distinct()}


def restore_promises(outages: Iterable[Outage]) -> dict[str, Promise]:
    """By when each outage is repaired, by the subject of its case. One query."""
    subjects = [outage.case.subject for outage in outages]
    rows = Promise.objects.filter(subject__in=subjects, kind=PromiseKind.RESOLVE)
    standing = rows.exclude(state=State.SUPERSEDED).order_by("made_at", "id")
    return {promise.subject: promise for promise in standing}
