"""What is written on a case: replies, notes, points, findings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from camket.clock import now
from camket.complaints.actions.checking import add_point, record_finding
from camket.complaints.actions.writing import reply, write_note
from camket.complaints.models import Point
from camket.desk.case.acting import act, ids
from camket.desk.forms.case import FindingForm
from camket.desk.http import DeskRequest, case_for, complaint_for, desk_page
from camket.people.rules import DESK


@desk_page(*DESK, methods=("POST",))
def message(request: DeskRequest, number: str) -> HttpResponse:
    """Reply to the customer, or keep a note."""
    case = case_for(request, number)
    write = write_note if request.POST.get("kind") == "note" else reply
    done = _("Đã ghi chú.") if write is write_note else _("Lời trả lời đang được gửi tới khách.")
    return act(
        request,
        case,
        "composer",
        lambda said: write(case, said["text"], by=request.staff, at=now()),
        done=done,
    )


@desk_page(*DESK, methods=("POST",))
def points(request: DeskRequest, number: str) -> HttpResponse:
    """Write down one more thing that is complained of."""
    complaint = complaint_for(request, number)
    return act(
        request,
        complaint.case,
        "points",
        lambda said: add_point(complaint, said["text"], by=request.staff, at=now()),
        done=_("Đã thêm một điểm khiếu nại."),
    )


@desk_page(*DESK, methods=("POST",))
def finding(request: DeskRequest, number: str, position: int) -> HttpResponse:
    """Say what was found on a point."""
    complaint = complaint_for(request, number)
    rows = Point.objects.select_related("complaint__case__handler")
    point = get_object_or_404(rows, complaint=complaint, position=position)
    name = f"finding_{position}"
    return act(
        request,
        complaint.case,
        name,
        lambda said: record_finding(point, said["finding"], by=request.staff, at=now()),
        done=_("Đã ghi kết quả kiểm tra."),
        form=FindingForm(request.POST, auto_id=ids(name)),
    )
