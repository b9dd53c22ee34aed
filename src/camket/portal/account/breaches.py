"""Notices about me: what is said that I have broken, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from camket.clock import now
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.breaches import clause_of, standing_words
from camket.portal.tracking.own import OWN
from camket.terms.models import Breach
from camket.ui.paging import newest

PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in the list."""

    breach: Breach
    clause: str
    words: str
    state: str


@account_page()
def breaches(request: AccountRequest) -> HttpResponse:
    """The list, the newest first, a page at a time."""
    rows = Breach.objects.filter(customer__account=request.account)
    page = newest(rows, request.GET.get("after", ""), size=PAGE)
    lines = [Line(row, clause_of(row).code, *standing_words(row, at=now())) for row in page.rows]
    context = {"lines": lines, "following": page.following, "own": OWN}
    return render(request, "portal/account/breaches.html", context)
