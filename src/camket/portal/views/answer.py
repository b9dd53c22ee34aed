"""What a customer does on a case: say more, accept the result, or contest it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from secrets import token_urlsafe
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.clock import now
from camket.complaints.actions.ending import accept_result
from camket.complaints.actions.ending import contest as contest_result
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor
from camket.people.models import Account
from camket.people.rules import Right
from camket.portal.forms.following import DisagreeForm, MessageForm
from camket.portal.limits import count_sending, told_to_wait
from camket.portal.sending import add, was_added
from camket.portal.tracking.gate import code_of, followed_case, grant_of, no_such_case
from camket.portal.views.follow import show_case
from camket.refusals import Refusal, TooManyTries
from camket.ui.pages import told_of_token
from camket.ui.uploads import check_size, refuse

View = Callable[[HttpRequest, str, str], HttpResponse]


def posted(view: View) -> View:
    """Only a posted form acts; who comes back to the address by other ways sees the case."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, number: str, code: str) -> HttpResponse:
        if request.method != "POST":
            return redirect("portal:track", number, code)
        return view(request, number, code)

    return guarded


@posted
def message(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Keep more words and files on the case."""
    case = followed_case(request, number, code, need=Right.ANSWER)
    form = _filled(request)
    if not form.is_valid():
        return show_case(request, case, form, status=422)
    at = now()
    try:
        count_sending(request, case.number, at=at)
    except TooManyTries as refusal:
        refuse(form, request, told_to_wait())
        return show_case(request, case, form, status=refusal.status)
    _add(request, case, form, at=at)
    messages.success(request, _told(case))
    return _back(request, case)


def _told(case: Case) -> str:
    """What became of the message: one on a complaint that is closed goes before a person first."""
    if case.is_closed and case.kind == Matter.COMPLAINT:
        return _(
            "Chúng tôi đã nhận lời nhắn của Quý khách. Hồ sơ này đã đóng, "
            "nên nhân viên sẽ đọc trước rồi trả lời Quý khách."
        )
    return _("Chúng tôi đã nhận lời nhắn của Quý khách.")


def _shown_again(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The case with the message as it was typed, when its token was not accepted: nothing is added."""
    case = followed_case(request, number, code, need=Right.ANSWER)
    form = _filled(request)
    refuse(form, request, told_of_token())
    return show_case(request, case, form, status=403)


message.shown_again = _shown_again  # type: ignore[attr-defined]


@posted
def acceptance(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The customer accepts the result."""
    case = followed_case(request, number, code)
    accept_result(_complaint(case), actor=Actor.CUSTOMER, by=case.customer.ref, at=now())
    messages.success(request, _("Cảm ơn Quý khách. Hồ sơ đã đóng."))
    return _back(request, case)


@posted
def contest(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The customer does not agree with the result, and says why if they like.

    The words are kept with the move, or shown again with what stands against it.
    """
    case = followed_case(request, number, code)
    form = DisagreeForm(request.POST)
    if not form.is_valid():
        return show_case(request, case, _empty(), form, status=422)
    try:
        _contest(request, case, form, at=now())
    except Refusal as refusal:
        if not form.cleaned_data["reason"]:
            raise
        form.add_error("reason", refusal.sentence(get_language() or "vi"))
        return show_case(request, case, _empty(), form, status=refusal.status)
    messages.success(request, _("Chúng tôi đã ghi nhận Quý khách chưa đồng ý, và sẽ xem lại."))
    return _back(request, case)


def _contest(request: HttpRequest, case: Case, form: DisagreeForm, *, at: datetime) -> None:
    """Both or neither. The button pressed twice contests once, and says it once."""
    reason, key = form.cleaned_data["reason"], form.cleaned_data["key"]
    words = {"text": reason, "attachments": (), "key": key}
    if reason and was_added(case, words):
        return
    if reason:
        count_sending(request, case.number, at=at)
    with transaction.atomic():
        contest_result(_complaint(case), actor=Actor.CUSTOMER, by=case.customer.ref, at=at)
        if reason:
            add(case, words, at=at)


def _empty() -> MessageForm:
    return MessageForm(initial={"key": token_urlsafe(16)})


def _add(request: HttpRequest, case: Case, form: MessageForm, *, at: datetime) -> None:
    """Keep it as the customer's own, or as what a delegate says for them."""
    delegate = cast("Account", request.user).ref if grant_of(request) else ""
    add(case, form.cleaned_data, delegate=delegate, at=at)


def _filled(request: HttpRequest) -> MessageForm:
    form = MessageForm(request.POST, request.FILES)
    try:
        check_size(request)
    except ValidationError as error:
        form.full_clean()
        form.add_error("attachments", error)
    return form


def _complaint(case: Case) -> Complaint:
    complaint = Complaint.objects.filter(pk=case.pk).select_related("case").first()
    if complaint is None:
        raise no_such_case()
    return complaint


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    return redirect("portal:track", case.number, code_of(request, case))
