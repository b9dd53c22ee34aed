"""Taking somebody in by hand: on the phone, at the counter, or from a message that was heard or read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.cases.models import Case
from camket.clock import now
from camket.desk.http import DeskRequest, case_for, desk_page, show
from camket.desk.typing import doors
from camket.desk.typing.doors import TypingDoor, take
from camket.desk.typing.known import known_cases
from camket.desk.typing.taken import first_notice, taken_of
from camket.notices.actions.calling import tell_in_person
from camket.people.rules import COUNTER
from camket.refusals import NotFound, Refusal

METHODS = ("GET", "HEAD", "POST")


@desk_page(*COUNTER, methods=METHODS)
def phone(request: DeskRequest) -> HttpResponse:
    """Fill in the form while somebody speaks, or after a message was heard."""
    return _page(request, doors.PHONE)


@desk_page(*COUNTER, methods=METHODS)
def counter(request: DeskRequest) -> HttpResponse:
    """Fill in the form while somebody stands at the counter."""
    return _page(request, doors.COUNTER)


@desk_page(*COUNTER)
def taken(request: DeskRequest, number: str) -> HttpResponse:
    """What to say now, and what is under way."""
    case = case_for(request, number)
    return show(request, "desk/taken.html", {"taken": taken_of(case, by=request.staff, at=now())})


@desk_page(*COUNTER, methods=("POST",))
def told(request: DeskRequest, number: str) -> HttpResponse:
    """The customer heard it, or has the slip in hand."""
    case = case_for(request, number)
    notice = first_notice(case)
    if notice is None:
        raise NotFound("Hồ sơ này không có gì phải báo.", "There is nothing to tell on this case.")
    channel = "counter" if case.channel == "counter" else "phone"
    tell_in_person(notice, channel=channel, by=request.staff, at=now())
    messages.success(request, _("Đã ghi: khách đã được báo."))
    return redirect("desk:taken", number)


def _page(request: DeskRequest, door: TypingDoor) -> HttpResponse:
    """A blank page; one with what a number already has; or what was typed, kept and taken."""
    if request.method != "POST":
        return show(request, door.template, {"form": door.form()})
    if request.POST.get("go") == "look":
        page = "desk/parts/known.html" if getattr(request, "htmx", False) else door.template
        form = door.form(initial=request.POST.dict())
        return show(request, page, {"form": form, **_known(request)})
    form = door.form(request.POST)
    if not form.is_valid():
        return show(request, door.template, {"form": form, **_known(request)}, status=422)
    try:
        case = take(door, form.cleaned_data, _joined(request), by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        shown = {"form": form, **_known(request)}
        return show(request, door.template, shown, status=refusal.status)
    return _off(request, door, case)


def _joined(request: DeskRequest) -> Case | None:
    number = request.POST.get("case", "")
    return case_for(request, number) if number else None


def _known(request: DeskRequest) -> dict[str, Any]:
    typed = request.POST
    phone, mail = typed.get("phone", "").strip(), typed.get("mail", "").strip()
    known = known_cases(phone, mail, by=request.staff, at=now())
    return {"looked": True, "known": known, "chosen": typed.get("case", "")}


def _off(request: DeskRequest, door: TypingDoor, case: Case | None) -> HttpResponse:
    if case is not None:
        return redirect("desk:taken", case.number)
    words = _(
        "Đã lưu lời khách, nhưng chưa mở được hồ sơ. Lời ấy chờ ở mục Tạm giữ, hạn vẫn tính từ lúc "
        "nhận. Xin báo khách rằng chúng tôi sẽ liên lạc lại."
    )
    messages.warning(request, words)
    return redirect(door.name)
