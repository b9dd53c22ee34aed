"""Acting for somebody else: the owner's cases, as far as the grant goes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from camket.cases.models import Case
from camket.clock import now
from camket.people.granting.giving import no_such_grant
from camket.people.models import Grant
from camket.portal.account.behalf import acting_as
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.my_cases import PAGE, line_of
from camket.portal.tracking.own import OWN
from camket.ui.paging import newest


@account_page()
def acting(request: AccountRequest, pk: UUID) -> HttpResponse:
    """The owner's cases, a page at a time. One that ended or ran out is not there."""
    at = now()
    holding = Grant.objects.holding(at).filter(delegate=request.account)
    grant = holding.select_related("owner").filter(pk=pk).first()
    if grant is None:
        raise no_such_grant()
    rows = Case.objects.filter(customer__account=grant.owner).select_related("complaint")
    page = newest(rows, request.GET.get("after", ""), size=PAGE)
    context = {
        "acting": acting_as(grant, request.account.ref, at=at),
        "lines": [line_of(case) for case in page.rows],
        "following": page.following,
        "own": OWN,
    }
    return render(request, "portal/account/acting.html", context)
