"""Who looks after a case, what kind it is, and the end of an answered matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from camket.arrivals.submission import Matter
from camket.cases.actions.care import (
    assign,
    change_kind,
    close_case,
    give_priority,
    name_person_concerned,
)
from camket.cases.models import Case
from camket.clock import now
from camket.desk.case.acting import act
from camket.desk.http import DeskRequest, case_for, desk_page
from camket.people.rules import DESK
from camket.refusals import ChangedMeanwhile


@desk_page(*DESK, methods=("POST",))
def handler(request: DeskRequest, number: str) -> HttpResponse:
    """Give the case to somebody, or take it: from the list, from its page, from the supervisor's."""
    case = case_for(request, number)
    back = reverse("desk:supervision") if "supervision" in request.POST else ""
    return act(
        request,
        case,
        "handler",
        lambda said: _give(request, case, said),
        done=_("Đã giao hồ sơ."),
        back=back,
    )


def _give(request: DeskRequest, case: Case, said: Mapping[str, Any]) -> None:
    """Only if the case is still whose it was when the page was made."""
    if said["seen"] != (case.handler.ref if case.handler else ""):
        raise ChangedMeanwhile
    assign(case, said["staff"], by=request.staff, at=now())


@desk_page(*DESK, methods=("POST",))
def person_concerned(request: DeskRequest, number: str) -> HttpResponse:
    """Say whom the customer complains about."""
    case = case_for(request, number)
    return act(
        request,
        case,
        "person-concerned",
        lambda said: name_person_concerned(case, said["staff"], by=request.staff, at=now()),
        done=_("Đã ghi người bị khiếu nại. Người này không còn thấy hồ sơ."),
    )


@desk_page(*DESK, methods=("POST",))
def priority(request: DeskRequest, number: str) -> HttpResponse:
    """The customer is protected by article 8: nobody passes the case on any more."""
    case = case_for(request, number)
    return act(
        request,
        case,
        "priority",
        lambda _said: give_priority(case, by=request.staff, at=now()),
        done=_("Đã ghi khách hàng được ưu tiên."),
    )


@desk_page(*DESK, methods=("POST",))
def kind(request: DeskRequest, number: str) -> HttpResponse:
    """Say what kind of case it is, with the reason."""
    case = case_for(request, number)
    return act(
        request,
        case,
        "kind",
        lambda said: change_kind(
            case, Matter(said["kind"]), reason=said["reason"], by=request.staff, at=now()
        ),
        done=_("Đã đổi loại hồ sơ."),
    )


@desk_page(*DESK, methods=("POST",))
def closing(request: DeskRequest, number: str) -> HttpResponse:
    """Close an enquiry or other matter: it was answered, or is with the words that are sent now."""
    case = case_for(request, number)
    return act(
        request,
        case,
        "closing",
        lambda said: close_case(case, said["answer"], by=request.staff, at=now()),
        done=_("Đã đóng hồ sơ. Khách đang được báo."),
    )
