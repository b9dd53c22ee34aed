"""May I return it? When must I be answered? Asked of the rules themselves; nothing is kept of the question."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from camket.clock import HOME_ZONE, civil_date, now
from camket.portal.forms.calculating import ReturnForm
from camket.portal.forms.receipt_day import ReceiptDayForm
from camket.portal.policy.calculating import Goods, may_return
from camket.portal.today import promised_today
from camket.rulebook.company import current_policy

NOON = time(12)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Both questions, and the answer to the one that was asked."""
    at = now()
    context = {**_returned(request, at), **_answered(request, at)}
    return render(request, "portal/policy/calculate.html", context)


def _returned(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """I received it on that day, may I return it?"""
    today = civil_date(at)
    asked = request.GET if "delivered" in request.GET else None
    form = ReturnForm(asked, today=today, initial={"delivered": today})
    if asked is None or not form.is_valid():
        return {"goods": form}
    state = form.cleaned_data["state"]
    said = Goods(form.cleaned_data["delivered"], state != "used", state == "our_fault")
    answer = may_return(current_policy(), said, at=at, lang=get_language() or "vi")
    return {"goods": form, "answer": answer, "no_answer": answer is None}


def _answered(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """I complained on that day, when must I be answered?"""
    asked = request.GET if "sent" in request.GET else None
    form = ReceiptDayForm(asked, initial={"sent": civil_date(at)})
    if asked is None or not form.is_valid():
        return {"sent": form}
    clock = promised_today(datetime.combine(form.cleaned_data["sent"], NOON, HOME_ZONE))
    return {"sent": form, "clock": clock, "no_day": clock is None}
