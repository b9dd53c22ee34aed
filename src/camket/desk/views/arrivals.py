"""Held and failed arrivals: look at one, take it again, open or join a case, or dismiss it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.arrivals.actions import dismiss as dismiss_arrival
from camket.arrivals.models import Arrival
from camket.arrivals.queries import waiting_for_a_person
from camket.arrivals.reading import raw_name
from camket.arrivals.rules import Outcome, Place
from camket.cases.models import Case
from camket.clock import now
from camket.desk.forms.arrivals import FORMS, forms_for
from camket.desk.http import DeskRequest, case_for, desk_page, show
from camket.desk.incoming.arrivals import (
    corrected,
    dismissed_lines,
    look_at,
    raw_of,
    waiting_line,
    waiting_lines,
)
from camket.intake.actions.by_hand import add_by_hand, open_by_hand, take_by_hand
from camket.people.rules import DESK
from camket.refusals import NotFound, Refusal
from camket.ui.paging import newest, page_by

Act = Callable[[dict[str, Any]], Case | None]


@desk_page(*DESK)
def waiting(request: DeskRequest) -> HttpResponse:
    """Everything that waits, the oldest first."""
    page = page_by(waiting_for_a_person(), "received_at", request.GET.get("after", ""))
    context = {"lines": waiting_lines(page.rows, at=now()), "page": page}
    return show(request, "desk/waiting.html", context)


@desk_page(*DESK)
def dismissals(request: DeskRequest) -> HttpResponse:
    """What was dismissed, by whom and why, the newest first."""
    rows = Arrival.objects.filter(outcome=Outcome.DISMISSED)
    page = newest(rows, request.GET.get("after", ""))
    return show(
        request, "desk/dismissals.html", {"lines": dismissed_lines(page.rows), "page": page}
    )


@desk_page(*DESK)
def arrival(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One of them, opened safely: text, headers, files by name."""
    return _page(request, arrival_for(pk))


@desk_page(*DESK)
def raw(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The bytes as they came, never shown, only handed out."""
    found = arrival_for(pk)
    content = raw_of(found, by=request.staff, at=now())
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{raw_name(found)}"'
    return answer


@desk_page(*DESK, methods=("POST",))
def again(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Have it taken again."""
    taken = take_by_hand(arrival_for(pk), by=request.staff, at=now())
    if taken.destination in {Place.HELD, Place.FAILED}:
        messages.warning(request, _("Đã nhận lại, và vẫn phải có người xem."))
        return redirect("desk:waiting_arrival", pk)
    return _done(request, taken.case)


@desk_page(*DESK, methods=("POST",))
def opened(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Open a case with it, as it was read or put right."""
    found, staff = arrival_for(pk), request.staff

    def act(typed: dict[str, Any]) -> Case:
        said = corrected(look_at(found, by=staff, at=now()).said, typed)
        return open_by_hand(found, corrected=said, by=staff, at=now())

    return _act(request, found, "open", act)


@desk_page(*DESK, methods=("POST",))
def joined(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put it into a case that this person may see."""
    found, staff = arrival_for(pk), request.staff
    return _act(
        request,
        found,
        "join",
        lambda typed: add_by_hand(found, case_for(request, typed["number"]), by=staff, at=now()),
    )


@desk_page(*DESK, methods=("POST",))
def dismissed(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say why it opens nothing."""
    found, by = arrival_for(pk), request.staff.ref

    def act(typed: dict[str, Any]) -> None:
        dismiss_arrival(found, typed["reason"], remark=typed["remark"], by=by, at=now())

    return _act(request, found, "dismiss", act)


def arrival_for(pk: UUID) -> Arrival:
    """The arrival, while it waits."""
    found = waiting_for_a_person().select_related("raw").filter(pk=pk).first()
    if found is None:
        raise NotFound(
            "Lượt tiếp nhận này đã được xử lý. Xin xem lại danh sách.",
            "This arrival is no longer waiting. Look at the list again.",
        )
    return found


def _act(request: DeskRequest, found: Arrival, name: str, act: Act) -> HttpResponse:
    form = FORMS[name](request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return _page(request, found, name, form, status=422)
    try:
        case = act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return _page(request, arrival_for(found.pk), name, form, status=refusal.status)
    return _done(request, case)


def _done(request: DeskRequest, case: Case | None) -> HttpResponse:
    if case is not None:
        messages.success(request, _("Đã vào hồ sơ %(number)s.") % {"number": case.number})
        return redirect("desk:case", case.number)
    messages.success(request, _("Đã xong, không còn chờ."))
    return redirect("desk:waiting_arrivals")


def _page(
    request: DeskRequest,
    found: Arrival,
    name: str = "",
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    look = look_at(found, by=request.staff, at=now())
    filled = forms_for(look.said, found.case_number)
    if form is not None:
        filled[name] = form
    context = {
        "line": waiting_line(found, at=now()),
        "look": look,
        "forms": filled,
        "problem": form,
        "tried": name,
    }
    return show(request, "desk/arrival.html", context, status=status)
