"""The contact points at which a case's customer can be told."""

from __future__ import annotations

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.people.models import ContactPoint

GIVEN = ("answer_at", "phone", "mail")
"""Where the facts of a case name a contact point."""


def points_known_to(case: Case) -> list[ContactPoint]:
    """The points that this very case was given and that are still its customer's, in the order in which they came.

    Whoever has the code of a case may be a stranger who typed the customer's address: what the customer's other
    cases know is not for them. Two queries.
    """
    given = {
        fact.body[name]
        for fact in facts_of(case.subject)
        if fact.kind in {"case.opened", "case.contact_changed"}
        for name in GIVEN
        if fact.body.get(name)
    }
    rows = ContactPoint.objects.filter(pk__in=given, customer=case.customer)
    known = rows.filter(removed_at__isnull=True).select_related("customer")
    return list(known.order_by("created_at", "id"))
