"""Sending something in: three steps, with or without scripts, and found again after the page was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from camket.arrivals.submission import Matter
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.clock import now
from camket.intake.actions.beginning import drop_file
from camket.portal.account.asking import confirm_in_form, old_in_form
from camket.portal.begun import COOKIE, Kept, id_of, kept_by, kept_or_new, remember
from camket.portal.forms.draft import (
    AT,
    SENT,
    STEPS,
    Draft,
    begin,
    resume,
    step_filled,
    stopped,
    typed,
    without_files,
)
from camket.portal.limits import PROVED, UNPROVED, told_to_wait
from camket.portal.proof import challenge, is_proved
from camket.portal.receipt import read_receipt, receipt_of
from camket.portal.sending import send
from camket.portal.today import hours_line, promised_dates, promised_today
from camket.refusals import Refusal, TooManyTries
from camket.ui import cookies
from camket.ui.limits import address, check, count
from camket.ui.pages import told_of_token


@csrf_exempt  # The company's own site may post a first step; a page of our own is protected below.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest) -> HttpResponse:
    """Show the step that is wanted, or send what is complete."""
    if request.method != "POST":
        return _found_again(request)
    if "csrfmiddlewaretoken" in request.POST:
        return _own_step(request)
    # Sending needs the token, so this one shows a step, or is refused.
    return _own_step(request) if request.POST.get("go") == SENT else _first_step(request)


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What was sent is kept, although a person has to look at it before it is a case.

    The address says in a signed word what was sent and when, so that a page that is opened again tells no later
    day. Without it the page promises nothing.
    """
    matter, at = read_receipt(request.GET.get("sent", ""))
    context = {
        "at": at,
        "dates": promised_dates(at) if at else None,
        "is_complaint": matter == Matter.COMPLAINT,
        "hours_line": hours_line(),
    }
    return render(request, "portal/kept.html", context)


def _found_again(request: HttpRequest) -> HttpResponse:
    """The first page, or the one on which the customer was when it was closed."""
    at = now()
    begun = kept_by(request, at=at)
    draft = begin(
        request.GET.get("matter", ""),
        request.GET.get("product", ""),
        begun.answers(at=at) if begun else None,
        begun.files(at=at) if begun else (),
    )
    return _page(request, draft, begun, is_found=begun is not None)


def _first_step(request: HttpRequest) -> HttpResponse:
    """What another site's form brought. It leaves nothing in this browser and finds nothing there."""
    return _page(request, resume(request, is_ours=False), None)


def _shown_again(request: HttpRequest) -> HttpResponse:
    """The form as it was posted, when its token was not accepted: nothing is kept, added or sent."""
    begun = kept_by(request, at=now())
    draft = stopped(request, told_of_token(), begun.files(at=now()) if begun else ())
    return _page(request, draft, begun, status=403)


write.shown_again = _shown_again  # type: ignore[attr-defined]


@csrf_protect
def _own_step(request: HttpRequest) -> HttpResponse:
    at = now()
    begun, refusal = _with_what_came(request)
    files = begun.files(at=at) if begun else ()
    if refusal is not None:
        draft = without_files(request, refusal.sentence(get_language() or "vi"), files)
    else:
        draft = resume(request, files)
        if "drop" in request.POST or request.POST.get("go") == "":
            draft = replace(draft, step=step_filled(request))
    if draft.is_complete:
        return _sent(request, draft, begun)
    if begun is not None:
        begun.keep({**typed(request), AT: draft.step}, at=at)
    response = _page(request, draft, begun, refusal.status if refusal else 0)
    if begun is not None:
        remember(response, begun)
    return response


def _with_what_came(request: HttpRequest) -> tuple[Kept | None, Refusal | None]:
    """The begun form, with the files of this page added and the unwanted one left out; and why some were not added.

    Who begins without end is not kept any more, and can still complain: the pages carry the words.
    """
    files, at = request.FILES.getlist("attachments"), now()
    try:
        begun = kept_or_new(request, at=at)
    except TooManyTries as refusal:
        return None, refusal if files else None
    try:
        begun.add([file for file in files if file.size], at=at)
    except Refusal as refusal:  # Those before it are kept, and stay in the form.
        return begun, refusal
    if drop := id_of(request.POST.get("drop", "")):
        drop_file(begun.row, drop)
    return begun, None


def _sent(request: HttpRequest, draft: Draft, begun: Kept | None) -> HttpResponse:
    at = now()
    try:
        _slow_down(request)
    except TooManyTries as refusal:
        return _page(request, draft.refused(told_to_wait()), begun, refusal.status)
    case = send(
        draft.answers(),
        files=begun.attached(at=at) if begun else (),
        language=request.LANGUAGE_CODE,
        at=at,
    )
    confirm_in_form(request, draft.answers(), at=at)
    if begun is not None:
        begun.forget(at=at)
    response = redirect(_thanks(case, draft.answers()["matter"], at=at))
    cookies.forget(response, COOKIE)
    return response


def _thanks(case: Case | None, matter: str, *, at: datetime) -> str:
    """The page after sending: the case's own, or that of what waits for a person."""
    if case is None:
        return f"{reverse('portal:kept')}?{urlencode({'sent': receipt_of(matter, at=at)})}"
    return reverse("portal:received", args=[case.number, tracking_code(case)])


def _slow_down(request: HttpRequest) -> None:
    """Count the sending. Raises TooManyTries, much sooner for who brings no proof of work."""
    at = now()
    limit = PROVED if is_proved(request.POST.get("proof", ""), at=at) else UNPROVED
    check(limit, address(request), at=at)
    count(limit, address(request), at=at)


def _page(
    request: HttpRequest,
    draft: Draft,
    begun: Kept | None,
    status: int = 0,
    *,
    is_found: bool = False,
) -> HttpResponse:
    context = {
        "draft": draft,
        "rows": _rows(draft),
        "clock": promised_today(now()),
        "begun": begun,
        "is_found": is_found,
        "challenge": challenge(now()),
        "old": old_in_form(request, _reached(draft), at=now()) if _is_last(draft) else [],
    }
    wrong = draft.form.is_bound and bool(draft.form.errors)
    return render(
        request, "portal/complain.html", context, status=status or (422 if wrong else 200)
    )


def _rows(draft: Draft) -> list[dict[str, Any]]:
    """The answers to look over, each with the step at which it can be changed."""
    if not _is_last(draft):
        return []
    what, contact = draft.forms["what"], draft.forms["contact"]
    said = {name: what[name].value() for name in ("story", "product", "remedy")}
    reached = [contact[name].value() for name in ("name", "phone", "mail")]
    rows = [
        (_("Chuyện gì đã xảy ra"), "what", [said["story"]]),
        (_("Ảnh hoặc tệp"), "what", [file.name for file in draft.files]),
        (pgettext("câu hỏi", "Việc này là"), "what", [_chosen(what, "matter")]),
        (_("Sản phẩm hoặc dịch vụ"), "what", [said["product"]]),
        (_("Quý khách mong muốn"), "what", [said["remedy"]]),
        (_("Liên lạc"), "contact", reached),
        (_("Báo cho tôi bằng"), "contact", [_chosen(contact, "answer_by")]),
        (_("Ưu tiên"), "contact", [_first(contact)]),
    ]
    return [
        {"question": question, "step": step, "lines": lines}
        for question, step, found in rows
        if (lines := [line for line in found if line])
    ]


def _first(contact: Any) -> str:
    """That somebody asked to come first: it changes how the case is treated, so it is looked over too."""
    return _("Tôi cần được ưu tiên") if contact["protected"].value() else ""


def _is_last(draft: Draft) -> bool:
    return draft.step == list(STEPS)[-1]


def _reached(draft: Draft) -> dict[str, str]:
    return {name: draft.forms["contact"][name].value() or "" for name in ("phone", "mail")}


def _chosen(form: Any, name: str) -> str:
    """The words of the choice that was made."""
    return str(dict(form.fields[name].choices).get(form[name].value() or "", ""))
