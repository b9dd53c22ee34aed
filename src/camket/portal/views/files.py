"""A file of the customer's own case. It is opened, never run."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket.cases.models import Attachment, Case
from camket.cases.rules import Direction, Scan
from camket.clock import now
from camket.complaints.reading import file_name
from camket.people.rules import Right
from camket.portal.tracking.gate import followed_case, reader_of
from camket.ui.files import file_answer
from camket.vault.actions import purpose


@require_safe
@never_cache
def show(request: HttpRequest, number: str, code: str, pk: UUID) -> HttpResponse:
    """One file, opened for its owner, or for who may see it for them."""
    case = followed_case(request, number, code, need=Right.SEE)
    file = _file(case, pk)
    by, why = reader_of(request, case)
    with purpose(why, by=by, at=now(), about=case.subject) as opener:
        content, name = opener.blob(file.blob), file_name(opener, case, file)
    return file_answer(content, name, file.type, request.headers.get("Range", ""))


def _file(case: Case, pk: UUID) -> Attachment:
    """A file of this case that is neither on a note nor known to do harm."""
    rows = Attachment.objects.select_related("blob").filter(pk=pk, message__case=case)
    file = rows.exclude(message__direction=Direction.NOTE).exclude(scan=Scan.QUARANTINED).first()
    if file is None:
        raise Http404
    return file
