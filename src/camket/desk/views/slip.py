"""The slip as a PDF."""

from __future__ import annotations

from django.http import HttpResponse

from camket.clock import now
from camket.complaints.slip import slip_of
from camket.desk.http import DeskRequest, case_for, desk_page
from camket.desk.typing.taken import may_hand_out_code
from camket.people.rules import COUNTER
from camket.refusals import NotAllowed
from camket.ui.papers.slip import print_slip


@desk_page(*COUNTER)
def slip(request: DeskRequest, number: str) -> HttpResponse:
    """Print the slip of a case; printing leaves an access entry."""
    case = case_for(request, number)
    if not may_hand_out_code(request.staff, case):
        raise NotAllowed(
            "Phiếu có mã riêng của khách: chỉ người đã nhận khách, hoặc quản lý, được in.",
            "The receipt carries the customer's own code: only who took the customer in, or a "
            "supervisor, may print it.",
        )
    pdf = print_slip(slip_of(case, by=request.staff.ref, at=now()))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{case.number}.pdf"'
    return answer
