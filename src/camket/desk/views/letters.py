"""Letters and where they are. Without a mail server they are kept, and read here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from camket.clock import now
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.incoming.letters import letter_of, visible_letters
from camket.desk.incoming.words import DELIVERIES
from camket.notices.actions.again import send_again
from camket.notices.actions.calling import tell_in_person
from camket.notices.actions.delivering import ask_to_call
from camket.notices.models import Delivery
from camket.notices.queries import may_leave_again
from camket.people.rules import DESK
from camket.refusals import NotFound
from camket.ui.paging import newest


@desk_page(*DESK)
def letters(request: DeskRequest) -> HttpResponse:
    """All letters, the newest first, or those in one state."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in DELIVERIES else ""
    page = newest(visible_letters(request.staff, state), request.GET.get("after", ""))
    keep = f"state={state}" if state else ""
    context = {"page": page, "state": state, "states": list(DELIVERIES), "keep": keep}
    return show(request, "desk/letters.html", context)


@desk_page(*DESK)
def letter(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One letter, word for word."""
    delivery = letter_for(request, pk)
    sheet = letter_of(delivery, by=request.staff, at=now())
    context = {"delivery": delivery, "sheet": sheet, "may_leave": may_leave_again(delivery)}
    return show(request, "desk/letter.html", context)


@desk_page(*DESK, methods=("POST",))
def told(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The customer was given it, or heard it, in person."""
    notice = letter_for(request, pk).notice
    tell_in_person(notice, channel="counter", by=request.staff, at=now())
    messages.success(request, _("Đã ghi: khách đã được báo."))
    return redirect("desk:letter", pk)


@desk_page(*DESK, methods=("POST",))
def call(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put it on the call list."""
    ask_to_call([letter_for(request, pk).notice], at=now())
    messages.success(request, _("Đã thêm vào danh sách cần gọi."))
    return redirect("desk:letter", pk)


@desk_page(*DESK, methods=("POST",))
def again(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Send a letter again that was kept here or refused."""
    send_again(letter_for(request, pk), by=request.staff, at=now())
    messages.success(request, _("Thư đã vào hàng chờ gửi lại."))
    return redirect("desk:letter", pk)


def letter_for(request: DeskRequest, pk: UUID) -> Delivery:
    """The letter, if this person may see its case."""
    rows = visible_letters(request.staff).select_related(
        "notice__customer", "contact_point__customer"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(
            "Không có thư này trong phần việc của anh/chị.",
            "There is no such letter among those you work on.",
        )
    return found
