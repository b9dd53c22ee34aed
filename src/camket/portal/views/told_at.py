"""A guest chooses where to be told about a case, among the contact points that the case knows."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from camket.cases.actions.telling import choose_where_told
from camket.clock import now
from camket.portal.limits import TOLD_ELSEWHERE
from camket.portal.tracking.gate import code_of, followed_case
from camket.portal.views.answer import posted
from camket.refusals import NotUnderstood
from camket.ui.limits import address, check, count


@posted
def told_at(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Be told there from now on."""
    case = followed_case(request, number, code)
    named = f"{case.number} {address(request)}"
    check(TOLD_ELSEWHERE, named, at=now())
    count(TOLD_ELSEWHERE, named, at=now())
    choose_where_told(case, _chosen(request), by=case.customer.ref, at=now())
    messages.success(request, _("Từ nay chúng tôi báo tin về hồ sơ này ở nơi Quý khách vừa chọn."))
    return redirect("portal:track", case.number, code_of(request, case))


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("point", ""))
    except ValueError:
        raise NotUnderstood("Xin chọn một nơi nhận tin.", "Choose where to be told.") from None
