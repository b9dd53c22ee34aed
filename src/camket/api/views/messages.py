"""`/doors/sms`, `/doors/voice`, `/doors/zalo`: a service posts what somebody wrote or spoke. 200 means that it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from camket.api.actions import keep_call
from camket.api.gate import whole_body
from camket.api.problems import closed, not_signed, problem
from camket.api.signatures import is_signed, is_signed_by_zalo
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.refusals import Refusal

View = Callable[[HttpRequest], HttpResponse]


def door(view: View) -> View:
    """A door for programs: no browser, no session, refusals as problem details."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Refusal as refusal:
            return problem(request, refusal)

    return answered


@door
def sms(request: HttpRequest) -> HttpResponse:
    """A text message, or the receipt of one of ours, from the telephone company's gateway."""
    body, at = _signed_body(request), now()
    keep_call(Channel.SMS, body, at=at)
    return JsonResponse({"stored": True})


@door
def voice(request: HttpRequest) -> HttpResponse:
    """A message that somebody spoke, as the form that the telephone system posts."""
    body, at = _signed_body(request), now()
    keep_call(Channel.VOICE, body, at=at, caller=request.headers.get("Content-Type", ""))
    return JsonResponse({"stored": True})


def _signed_body(request: HttpRequest) -> bytes:
    """The body, if whoever shares our secret has signed it."""
    secret = settings.CAMKET_MESSAGE_SECRET
    if not secret:
        raise closed("CAMKET_MESSAGE_SECRET")
    body = whole_body(request)
    if not is_signed(secret, request.headers, body, at=now()):
        raise not_signed()
    return body


@door
def zalo(request: HttpRequest) -> HttpResponse:
    """An event of the company's official account."""
    app, secret = settings.CAMKET_ZALO_APP, settings.CAMKET_ZALO_SECRET
    if not (app and secret):
        raise closed("CAMKET_ZALO_APP, CAMKET_ZALO_SECRET")
    body, at = whole_body(request), now()
    if not is_signed_by_zalo(app, secret, request.headers, body, at=at):
        raise not_signed()
    keep_call(Channel.ZALO, body, at=at)
    return JsonResponse({"stored": True})
