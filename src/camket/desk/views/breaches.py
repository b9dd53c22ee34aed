"""Alleged breaches of terms: which wait for a second person, asserting one, deciding one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from camket.arrivals.content import UNKNOWN
from camket.cases.rules import Scan
from camket.clock import now
from camket.desk.forms.breach import AllegeForm, RulingForm
from camket.desk.http import DeskRequest, case_for, desk_page, show
from camket.notices.actions.calling import tell_in_person
from camket.notices.models import Notice
from camket.people.queries import customer_name
from camket.people.rules import DESK, Role
from camket.refusals import NotFound, Refusal
from camket.rulebook.company import governing_version
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.actions.deciding import decide, measure_named
from camket.terms.actions.papers import read_files
from camket.terms.models import Breach
from camket.terms.queries.breaches import paper_name, read_breach
from camket.terms.rules.breaches import ASSERTED_LETTER, Outcome, Stage
from camket.ui.files import file_answer
from camket.ui.paging import newest, page_by
from camket.ui.uploads import check_size
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

FILTERS = {
    "": gettext_lazy("Chờ người thứ hai"),
    "untold": gettext_lazy("Chưa báo được"),
    "open": gettext_lazy("Khách còn phản hồi"),
    "all": gettext_lazy("Tất cả"),
}
STAGES = {
    Stage.UNTOLD: (gettext_lazy("Chưa báo được khách"), "late"),
    Stage.OPEN: (gettext_lazy("Khách còn được phản hồi"), "waiting"),
    Stage.WAITING: (gettext_lazy("Chờ người thứ hai"), "soon"),
}
OUTCOMES = {
    Outcome.DISMISSED: (gettext_lazy("Đã bỏ qua"), "kept"),
    Outcome.WARNING: (gettext_lazy("Nhắc nhở"), ""),
    Outcome.LIMIT: (gettext_lazy("Hạn chế"), ""),
}


@desk_page(*DESK)
def breaches(request: DeskRequest) -> HttpResponse:
    """The list: what waits for a second person first."""
    wanted = request.GET.get("show", "")
    state = wanted if wanted in FILTERS else ""
    after, at = request.GET.get("after", ""), now()
    rows = Breach.objects.visible_to(request.staff).select_related("asserted_by", "case")
    if state == "all":
        page = newest(rows, after)
    elif state == "untold":
        page = page_by(rows.untold(), "ends_at", after)
    elif state == "open":
        page = page_by(
            rows.undecided().filter(told_at__isnull=False, ends_at__gt=at), "ends_at", after
        )
    else:
        page = page_by(rows.waiting(at=at), "ends_at", after)
    lines = [{"breach": row, "code": _code(row), "standing": _standing(row)} for row in page.rows]
    keep = f"show={state}" if state else ""
    context = {"page": page, "lines": lines, "state": state, "filters": FILTERS, "keep": keep}
    return show(request, "desk/breaches.html", context)


def _code(breach: Breach) -> str:
    found = governing_version(breach.clause_id, breach.clause_digest)
    return found[0].head.code if found else breach.clause_id


def _standing(breach: Breach) -> tuple[Any, str]:
    stage = breach.stage(now())
    return STAGES[stage] if stage in STAGES else OUTCOMES[Outcome(breach.outcome)]


@desk_page(*DESK, methods=("GET", "HEAD", "POST"))
def asserted(request: DeskRequest) -> HttpResponse:
    """Assert a breach, with its evidence."""
    if request.method != "POST":
        form = AllegeForm(initial={"number": request.GET.get("case", "")})
        return show(request, "desk/breach_assert.html", {"form": form})
    form = AllegeForm(request.POST, request.FILES)
    try:
        check_size(request)
    except ValidationError as error:
        form.full_clean()
        form.add_error("attachments", error)
    if not form.is_valid():
        return show(request, "desk/breach_assert.html", {"form": form}, 422)
    try:
        breach = assert_breach(_alleged(request, form), by=request.staff, at=now())
    except Refusal as refusal:
        field = "number" if isinstance(refusal, NotFound) else None
        form.add_error(field, refusal.sentence(get_language() or "vi"))
        return show(request, "desk/breach_assert.html", {"form": form}, 422)
    messages.success(request, _("Đã lập thông báo và gửi cho khách. Chưa có hệ quả nào."))
    return redirect("desk:breach", breach.ref)


def _alleged(request: DeskRequest, form: AllegeForm) -> Alleged:
    said = form.cleaned_data
    case = case_for(request, said["number"].strip().upper())
    files = read_files(said["attachments"])
    return Alleged(case, said["clause"], said["claim"], form.cited(), files)


@desk_page(*DESK)
def breach(request: DeskRequest, ref: str) -> HttpResponse:
    """Everything that either side has said, and the decision if it is one's to make."""
    return _page(request, breach_for(request, ref), RulingForm())


def _page(request: DeskRequest, row: Breach, form: RulingForm, status: int = 200) -> HttpResponse:
    at, lang = now(), get_language() or "vi"
    by = request.staff.ref
    with purpose(Purpose.HANDLE_CASE, by=by, at=at, about=row.subject) as opener:
        read, name = read_breach(opener, row), customer_name(opener, row.customer)
    found = governing_version(row.clause_id, row.clause_digest)
    stage = row.stage(at)
    context = {
        "breach": row,
        "read": read,
        "name": name,
        "code": _code(row),
        "version": found[1] if found else None,
        "clause_title": found[1].title(lang) if found else "",
        "standing": _standing(row),
        "stage": stage,
        "may_open_harm": request.staff.has_role(Role.SUPERVISOR),
        "is_mine": row.asserted_by_id == request.staff.pk,
        "measure": measure_named(row.measure, lang) if row.measure else "",
        "form": form,
    }
    return show(request, "desk/breach.html", context, status)


@desk_page(*DESK, methods=("POST",))
def decided(request: DeskRequest, ref: str) -> HttpResponse:
    """Decide it, as a second person."""
    row, form = breach_for(request, ref), RulingForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        decide(row, form.ruling(), by=request.staff, at=now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(get_language() or "vi"))
        return _page(request, breach_for(request, ref), form, refusal.status)
    messages.success(request, _("Đã kết luận. Khách đang được báo."))
    return redirect("desk:breach", ref)


@desk_page(*DESK, methods=("POST",))
def told(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer heard of it by phone, or was given it; the time to contest runs from today."""
    row = breach_for(request, ref)
    notice = Notice.objects.filter(about=row.subject, letter=ASSERTED_LETTER).first()
    if notice is None:
        raise Http404
    tell_in_person(notice, channel="phone", by=request.staff, at=now())
    messages.success(request, _("Đã ghi: khách đã được báo."))
    return redirect("desk:breach", ref)


@desk_page(*DESK)
def file(request: DeskRequest, ref: str, pk: UUID) -> HttpResponse:
    """One file of either side; what may do harm is opened by a supervisor alone, who has to save it."""
    row = breach_for(request, ref)
    paper = row.papers.files().servable_to(request.staff).filter(pk=pk).first()
    if paper is None or paper.blob is None:
        raise Http404
    harm = paper.scan == Scan.QUARANTINED
    why = Purpose.LOOK_AT_HARM if harm else Purpose.HANDLE_CASE
    with purpose(why, by=request.staff.ref, at=now(), about=row.subject) as opener:
        content, name = opener.blob(paper.blob), paper_name(opener, row, paper)
    kind = UNKNOWN if harm else paper.type
    return file_answer(content, name, kind, request.headers.get("Range", ""))


def breach_for(request: DeskRequest, ref: str) -> Breach:
    """The notice, if this person may see it."""
    people = ("customer", "case", "compartment", "asserted_by", "decided_by")
    rows = Breach.objects.visible_to(request.staff).select_related(*people)
    found = rows.filter(ref=ref).first()
    if found is None:
        raise NotFound("Không có thông báo vi phạm nào mang số này.", "There is no such notice.")
    return found
