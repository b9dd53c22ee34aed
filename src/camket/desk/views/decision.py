"""Deciding on every point, and doing what was promised."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import now
from camket.complaints.actions.deciding import decide, finish_remedy
from camket.complaints.models import Complaint, Remedy
from camket.desk.case.acting import act
from camket.desk.case.sight import Sight, sight_of
from camket.desk.forms.decision import DecisionForm
from camket.desk.http import DeskRequest, complaint_for, desk_page, show
from camket.people.rules import DESK
from camket.refusals import Refusal


@desk_page(*DESK, methods=("GET", "HEAD", "POST"))
def decision(request: DeskRequest, number: str) -> HttpResponse:
    """Write the decision, see what it must hold, and send the result on its way."""
    complaint = complaint_for(request, number)
    sight = sight_of(complaint.case, by=request.staff, at=now())
    typed = request.POST if request.method == "POST" else None
    form = DecisionForm(typed, points=sight.read.points)
    if not form.is_valid():
        return _asked(request, sight, form, 422 if form.is_bound else 200)
    try:
        decide(complaint, form.verdict(), by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return _asked(request, sight, form, refusal.status)
    messages.success(request, _("Đã quyết định. Kết quả đang được báo tới khách."))
    return redirect("desk:case", number)


def _asked(request: DeskRequest, sight: Sight, form: DecisionForm, status: int) -> HttpResponse:
    context = {"sight": sight, "case": sight.case, "form": form}
    return show(request, "desk/decision.html", context, status)


@desk_page(*DESK, methods=("POST",))
def remedy(request: DeskRequest, number: str, pk: UUID) -> HttpResponse:
    """The customer has what was promised."""
    complaint: Complaint = complaint_for(request, number)
    rows = Remedy.objects.select_related("decision__complaint__case", "promise")
    row = get_object_or_404(rows, pk=pk, decision__complaint=complaint)
    return act(
        request,
        complaint.case,
        "remedy",
        lambda _said: finish_remedy(row, by=request.staff, at=now()),
        done=_("Đã ghi là làm xong."),
    )
