"""The page of a case, and its files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from camket.arrivals.content import UNKNOWN
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form
from camket.cases.models import Attachment
from camket.cases.rules import Scan
from camket.clock import now
from camket.complaints.reading import file_name
from camket.desk.case.acting import show_case
from camket.desk.http import DeskRequest, case_for, desk_page, show
from camket.desk.incoming.arrivals import look_at
from camket.people.rules import COUNTER, Role
from camket.ui.files import file_answer
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@desk_page(*COUNTER, Role.PRIVACY)
def page(request: DeskRequest, number: str) -> HttpResponse:
    """Everything that is known of a case, and what may be done."""
    return show_case(request, case_for(request, number))


@desk_page(*COUNTER, Role.PRIVACY)
def mail(request: DeskRequest, number: str, pk: UUID) -> HttpResponse:
    """A mail of the case as it came, with what it quotes: the page of the case shows what is new in it."""
    case = case_for(request, number)
    rows = Arrival.objects.select_related("raw").filter(pk=pk, form=Form.MAIL)
    found = rows.filter(pk__in=case.messages.values("arrival")).first()
    if found is None:
        raise Http404
    look = look_at(found, by=request.staff, at=now(), case=case)
    return show(request, "desk/case_mail.html", {"case": case, "arrival": found, "look": look})


@desk_page(*COUNTER, Role.PRIVACY)
def file(request: DeskRequest, number: str, pk: UUID) -> HttpResponse:
    """One file of the case; what may do harm is opened by a supervisor alone, who has to save it."""
    case = case_for(request, number)
    rows = Attachment.objects.select_related("blob").filter(pk=pk, message__case=case)
    row = rows.servable_to(request.staff).first()
    if row is None:
        raise Http404
    harm = row.scan == Scan.QUARANTINED
    why = Purpose.LOOK_AT_HARM if harm else Purpose.HANDLE_CASE
    with purpose(why, by=request.staff.ref, at=now(), about=case.subject) as opener:
        content, name = opener.blob(row.blob), file_name(opener, case, row)
    kind = UNKNOWN if harm else row.type
    return file_answer(content, name, kind, request.headers.get("Range", ""))
