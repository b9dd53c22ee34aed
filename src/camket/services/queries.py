"""Which outages there are, and the clause by which they are counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from camket.cases.models import Case
from camket.clock import civil_date
from camket.people.models import Account
from camket.policy.clauses import ClauseVersion
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.refusals import NotFound
from camket.rulebook.company import current_policy
from camket.services.models import Concern, Holding, Outage
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


def concerned_outage(account: Account, number: str) -> Outage:
    """The outage of that case, if it concerns what the account has. Raises NotFound."""
    mine = Holding.objects.of_account(account)
    rows = Outage.objects.filter(case__number=number, concerns__holding__in=mine)
    found = rows.select_related("case").first()
    if found is None:
        raise NotFound(
            "Không có sự cố này trong tài khoản của Quý khách.",
            "There is no such outage in your account.",
        )
    return found


def subjects_of(account: Account) -> QuerySet[Any, Any]:
    """The names of the chains on which something was promised to an account: its cases, and its outages."""
    outages = Concern.objects.filter(holding__customer__account=account).values("outage__case")
    mine = Case.objects.filter(Q(customer__account=account) | Q(pk__in=outages))
    return mine.annotate(about=Concat(Value("case:"), "number")).values("about")


def restore_promises(outages: Iterable[Outage]) -> dict[str, Promise]:
    """By when each outage is repaired, by the subject of its case. One query."""
    subjects = [outage.case.subject for outage in outages]
    rows = Promise.objects.filter(subject__in=subjects, kind=PromiseKind.RESOLVE)
    standing = rows.exclude(state=State.SUPERSEDED).order_by("made_at", "id")
    return {promise.subject: promise for promise in standing}
