"""What the machine alone found to open nothing: robots, bounces and twins, for a person who doubts it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from camket.arrivals.models import Arrival
from camket.arrivals.queries import set_aside
from camket.clock import now
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.incoming.arrivals import look_at
from camket.intake.actions.by_hand import doubt
from camket.people.rules import DESK
from camket.refusals import NotFound
from camket.ui.paging import newest


@desk_page(*DESK)
def listed(request: DeskRequest) -> HttpResponse:
    """All of them, the newest first. Nothing sealed is opened."""
    page = newest(set_aside(), request.GET.get("after", ""))
    return show(request, "desk/set_aside.html", {"page": page})


@desk_page(*DESK)
def one(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One of them, opened safely."""
    found = _found(pk)
    look = look_at(found, by=request.staff, at=now())
    return show(request, "desk/set_aside_one.html", {"arrival": found, "look": look})


@desk_page(*DESK, methods=("POST",))
def doubted(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put it before a person, who opens a case with it or says why not."""
    doubt(_found(pk), by=request.staff, at=now())
    messages.success(request, _("Đã đưa vào danh sách chờ xem."))
    return redirect("desk:waiting_arrival", pk)


def _found(pk: UUID) -> Arrival:
    found = set_aside().select_related("raw").filter(pk=pk).first()
    if found is None:
        raise NotFound(
            "Lượt tiếp nhận này không nằm trong danh sách. Xin xem lại danh sách.",
            "This arrival is not in the list. Look at the list again.",
        )
    return found
