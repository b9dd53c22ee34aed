"""What the company offers, who has it, entering and ending what a customer has bought."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.arrivals.submission import Sender
from camket.clock import now
from camket.desk.forms.services import EndForm, HoldingForm, OutageForm
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.serving.sight import holders_of, offered
from camket.people.rules import COUNTER
from camket.refusals import NotFound, Refusal
from camket.rulebook.company import current_policy
from camket.services.actions.holdings import NewHolding, customer_at, end_holding, enter
from camket.services.models import Holding
from camket.services.queries import open_outage
from camket.ui.paging import newest
from camket.ui.tags.words import reader


@desk_page(*COUNTER)
def services(request: DeskRequest) -> HttpResponse:
    """Every service with how many have it, and whether it works."""
    return show(request, "desk/services.html", {"lines": offered(at=now())})


@desk_page(*COUNTER, methods=("GET", "HEAD", "POST"))
def service(request: DeskRequest, service_id: str) -> HttpResponse:
    """Who has it; a form to enter one more, which comes back with what was typed if something is wrong."""
    if request.method != "POST":
        return service_page(request, service_id, HoldingForm())
    form = HoldingForm(request.POST)
    if not form.is_valid():
        return service_page(request, service_id, form, status=422)
    said = form.cleaned_data
    sender = Sender(name=said["name"], mail=said["mail"] or None, phone=said["phone"] or None)
    new = NewHolding(service_id, said["since"], said["runs_until"], said["reference"])
    try:
        enter(new, customer_at(sender, at=now()), by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return service_page(request, service_id, form, status=refusal.status)
    messages.success(request, _("Đã ghi dịch vụ của khách."))
    return redirect("desk:service", service_id)


def service_page(
    request: DeskRequest,
    service_id: str,
    form: HoldingForm,
    outage_form: OutageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one service, with the forms as they stand."""
    one = current_policy().service(service_id)
    rows = Holding.objects.filter(service=one.id).select_related("customer").with_credit()
    page = newest(rows, request.GET.get("after", ""))
    context = {
        "service": one,
        "name": one.name.spoken(reader()),
        "page": page,
        "holders": holders_of(page.rows, by=request, at=now()),
        "outage": open_outage(one.id),
        "form": form,
        "outage_form": outage_form or OutageForm(),
        "end_form": EndForm(),
    }
    return show(request, "desk/service.html", context, status=status)


@desk_page(*COUNTER, methods=("POST",))
def ended(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say the last day of one customer's holding."""
    holding = Holding.objects.select_related("customer").filter(pk=pk).first()
    if holding is None:
        raise NotFound("Không có dịch vụ này của khách.", "There is no such holding.")
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["last"][0]))
        return redirect("desk:service", holding.service)
    end_holding(holding, form.cleaned_data["last"], by=request.staff, at=now())
    messages.success(request, _("Đã ghi ngày cuối."))
    return redirect("desk:service", holding.service)
