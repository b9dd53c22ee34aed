"""Who has a service, and what customers reported: opened for the desk, with one access entry for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from camket.clock import civil_date
from camket.desk.http import DeskRequest
from camket.people.queries import customer_name
from camket.policy import Service
from camket.refusals import NotFound
from camket.rulebook.company import current_policy
from camket.services.models import REFERENCE, REPORTED, Holding, Outage, Report
from camket.services.queries import access_clause, open_outages
from camket.services.rules import runs_until, troubles_of
from camket.ui.tags.words import reader
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

MOST_REPORTS = 50


@dataclass(frozen=True, slots=True)
class Offered:
    """One service of the company, with how many have it now and the outage that goes on."""

    service: Service
    name: str
    holders: int
    outage: Outage | None


@dataclass(frozen=True, slots=True)
class Holder:
    """One customer's holding: who, since when, until when, under which number."""

    holding: Holding
    name: str
    reference: str
    runs_until: object
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """What one customer could not reach, in their words."""

    at: datetime
    name: str
    what: str
    words: str


def offered(*, at: datetime) -> list[Offered]:
    """Every service of the policy folder. Two queries."""
    today = civil_date(at)
    runs = Q(since__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gte=today))
    counted = dict(
        Holding.objects.filter(runs).order_by().values_list("service").annotate(n=Count("pk"))
    )
    outages = open_outages()
    return [
        Offered(one, one.name.spoken(reader()), counted.get(one.id, 0), outages.get(one.id))
        for one in current_policy().services
    ]


def holders_of(holdings: Sequence[Holding], *, by: DeskRequest, at: datetime) -> list[Holder]:
    """What a list shows of each, in a fixed number of queries."""
    about = "list:holdings"
    with purpose(Purpose.HANDLE_CASE, by=by.staff.ref, at=at, about=about) as opener:
        opener.load(row.customer.compartment_id for row in holdings)
        opener.load(row.compartment_id for row in holdings if row.reference)
        return [
            Holder(
                row,
                customer_name(opener, row.customer) or row.customer.ref,
                opener.text(row.compartment_id, REFERENCE, row.id, bytes(row.reference))
                if row.reference
                else "",
                runs_until(row.runs_until, getattr(row, "credited", 0)),
                row.ended_on is not None and row.ended_on < civil_date(at),
            )
            for row in holdings
        ]


def reports_of(outage: Outage, *, by: DeskRequest, at: datetime) -> list[Reported]:
    """The newest reports, each opened in the compartment of whose it is."""
    rows = Report.objects.filter(outage=outage).select_related("holding__customer")
    newest = list(rows.order_by("-id")[:MOST_REPORTS])
    troubles = dict(troubles_of(access_clause(at), reader()))
    about = outage.case.subject
    with purpose(Purpose.HANDLE_CASE, by=by.staff.ref, at=at, about=about) as opener:
        opener.load(row.holding.customer.compartment_id for row in newest)
        opener.load(row.holding.compartment_id for row in newest if row.words)
        return [
            Reported(
                row.at,
                customer_name(opener, row.holding.customer) or row.holding.customer.ref,
                troubles.get(row.what, row.what),
                opener.text(row.holding.compartment_id, REPORTED, row.id, bytes(row.words))
                if row.words
                else "",
            )
            for row in newest
        ]


def outage_for(request: DeskRequest, number: str) -> Outage:
    """The outage of a case that this person may see."""
    rows = Outage.objects.filter(case__number=number).select_related("case__customer")
    found = rows.first()
    if found is None:
        raise NotFound("Không có sự cố nào mang số này.", "There is no outage with this number.")
    return found
