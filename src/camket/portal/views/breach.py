"""A breach notice as the customer reads it, contests it, and opens its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from camket.clock import civil_date, now
from camket.portal.breaches import breach_for, clause_of, standing_words
from camket.portal.forms.complaint import LONGEST_STORY
from camket.portal.limits import count_sending, told_to_wait
from camket.refusals import Refusal, TooManyTries
from camket.terms.actions.contesting import contest as say_against
from camket.terms.actions.deciding import measure_named
from camket.terms.actions.papers import read_files
from camket.terms.models import Breach
from camket.terms.queries.breaches import paper_name, read_breach
from camket.terms.rules.breaches import Stage
from camket.ui.files import file_answer
from camket.ui.pages import told_of_token
from camket.ui.parts.days import Terms
from camket.ui.parts.promise import PromiseClock, promise_clock
from camket.ui.uploads import FilesField, check_size, refuse
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


class ContestForm(forms.Form):
    """Words, files, or both."""

    text = forms.CharField(
        label=gettext_lazy("Quý khách thấy thế nào?"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    attachments = FilesField(label=gettext_lazy("Ảnh hoặc tệp"))

    def clean(self) -> dict[str, object]:
        """Something must be said or shown."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("Xin viết vài lời hoặc chọn tệp."))
        return cleaned


@require_safe
@never_cache
def show(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """The clause, what is said to have happened, the evidence, the time to contest, the decision."""
    return _page(request, breach_for(request, ref, code), code, ContestForm())


def _page(
    request: HttpRequest, breach: Breach, code: str, form: ContestForm, status: int = 200
) -> HttpResponse:
    at = now()
    by = breach.customer.ref
    with purpose(Purpose.SHOW_OWNER, by=by, at=at, about=breach.subject) as opener:
        read = read_breach(opener, breach)
    words, state = standing_words(breach, at=at)
    context: dict[str, Any] = {
        "breach": breach,
        "code": code,
        "read": read,
        "cited": clause_of(breach),
        "words": words,
        "state": state,
        "form": form,
        "is_decided": breach.stage(at) == Stage.DECIDED,
        "measure": measure_named(breach.measure, get_language() or "vi") if breach.measure else "",
        "clock": _clock(breach),
        "complain": f"{reverse('portal:complain')}?product={breach.ref}",
    }
    return render(request, "portal/breach.html", context, status=status)


def _clock(breach: Breach) -> PromiseClock:
    """The time to contest, day by day."""
    today = civil_date(now())
    running = today if today <= breach.contest_until else None
    began = civil_date(breach.told_at or breach.asserted_at)
    terms = Terms(began, breach.contest_until)
    return promise_clock(terms, breach.due.steps, today=running)


@require_POST
@never_cache
def contest(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """Keep what the customer says against it."""
    breach = breach_for(request, ref, code)
    form = _filled(request)
    if not form.is_valid():
        return _page(request, breach, code, form, 422)
    try:
        count_sending(request, breach.ref, at=now())
        files = read_files(form.cleaned_data["attachments"])
        say_against(breach, form.cleaned_data["text"], files, by=breach.customer.ref, at=now())
    except TooManyTries as refusal:
        refuse(form, request, told_to_wait())
        return _page(request, breach, code, form, refusal.status)
    except Refusal as refusal:
        refuse(form, request, refusal.sentence(get_language() or "vi"))
        return _page(request, breach, code, form, refusal.status)
    messages.success(request, _("Chúng tôi đã nhận phản hồi của Quý khách."))
    return redirect("portal:breach", ref, code)


def _shown_again(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """The notice with what was typed, when the token was not accepted: nothing is kept of it."""
    breach = breach_for(request, ref, code)
    form = _filled(request)
    refuse(form, request, told_of_token())
    return _page(request, breach, code, form, 403)


contest.shown_again = _shown_again  # type: ignore[attr-defined]


def _filled(request: HttpRequest) -> ContestForm:
    form = ContestForm(request.POST, request.FILES)
    try:
        check_size(request)
    except ValidationError as error:
        form.full_clean()
        form.add_error("attachments", error)
    return form


@require_safe
@never_cache
def file(request: HttpRequest, ref: str, code: str, pk: UUID) -> HttpResponse:
    """One file of either side in which nobody found harm, opened for the customer."""
    breach = breach_for(request, ref, code)
    row = breach.papers.files().harmless().filter(pk=pk).first()
    if row is None or row.blob is None:
        raise Http404
    by = breach.customer.ref
    with purpose(Purpose.SHOW_OWNER, by=by, at=now(), about=breach.subject) as opener:
        content, name = opener.blob(row.blob), paper_name(opener, breach, row)
    return file_answer(content, name, row.type, request.headers.get("Range", ""))
