"""Sending something in: three steps, with or without scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from camket.cases.actions.opening import tracking_code
from camket.clock import now
from camket.portal.forms.draft import Draft, begin, resume
from camket.portal.limits import SENDINGS
from camket.portal.sending import send
from camket.portal.today import promised_today
from camket.ui.limits import address, check, count


@csrf_exempt  # The company's own site may post a first step; sending itself is protected below.
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Show the step that is wanted, or send what is complete."""
    if request.method != "POST":
        return _page(request, begin(request.GET.get("matter", ""), request.GET.get("product", "")))
    draft = resume(request)
    return _sent(request, draft) if draft.is_complete else _page(request, draft)


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What was sent is kept, although a person has to look at it before it is a case."""
    return render(request, "portal/kept.html")


def _page(request: HttpRequest, draft: Draft) -> HttpResponse:
    context = {"draft": draft, "rows": _rows(draft), "clock": promised_today(now())}
    status = 422 if draft.form.is_bound and draft.form.errors else 200
    return render(request, "portal/complain.html", context, status=status)


@csrf_protect
def _sent(request: HttpRequest, draft: Draft) -> HttpResponse:
    check(SENDINGS, address(request))
    count(SENDINGS, address(request))
    case = send(draft.answers(), language=request.LANGUAGE_CODE, at=now())
    if case is None:
        return redirect("portal:kept")
    return redirect("portal:received", case.number, tracking_code(case))


def _rows(draft: Draft) -> list[dict[str, Any]]:
    """The answers to look over, each with the step at which it can be changed."""
    what, contact = draft.forms["what"], draft.forms["contact"]
    if draft.step != "send":
        return []
    matters = dict(what.fields["matter"].choices)  # type: ignore[attr-defined]
    rows = [
        (_("Chuyện gì đã xảy ra"), "what", [what["story"].value()]),
        (pgettext("câu hỏi", "Việc này là"), "what", [matters.get(what["matter"].value(), "")]),
        (_("Sản phẩm hoặc dịch vụ"), "what", [what["product"].value()]),
        (_("Quý khách mong muốn"), "what", [what["remedy"].value()]),
        (_("Liên lạc"), "contact", [contact[name].value() for name in ("name", "phone", "mail")]),
    ]
    return [
        {"question": question, "step": step, "lines": lines}
        for question, step, said in rows
        if (lines := [line for line in said if line])
    ]
