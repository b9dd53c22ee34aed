"""Turns a refusal into an answer: HTML for people, JSON for programs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from camket.config.logs import page_of
from camket.refusals import NotAllowed, Refusal, TooManyTries

SECURITY = logging.getLogger("camket.security")
PROGRAMS = ("/api/", "/doors/")


class TlsMiddleware:
    """Programs are refused without TLS, and not led to it, so that a wrong address is noticed at once.

    TRACE repeats what was sent, and is for nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass the request on."""
        if request.method == "TRACE":
            return HttpResponse(status=405)
        is_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_open and request.path.startswith(PROGRAMS):
            vi, en = "Địa chỉ này chỉ nhận https.", "This address is https only."
            return JsonResponse({"code": "https_only", "vi": vi, "en": en}, status=403)
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no view caught becomes a page with its sentence and its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; exceptions come back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; let everything else be the bug that it is."""
        if not isinstance(exception, Refusal):
            return None
        log_refusal(request, exception)
        sentence = exception.sentence(get_language() or "vi")
        if request.path.startswith(PROGRAMS):
            body = {"code": exception.code, "vi": exception.vi, "en": exception.en}
            return JsonResponse(body, status=exception.status)
        context = {"refusal": exception, "sentence": sentence}
        return render(request, "ui/refusal.html", context, status=exception.status)


def log_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Say that somebody was not let do something: what, where and who, by reference."""
    if isinstance(refusal, NotAllowed | TooManyTries):
        who = getattr(getattr(request, "user", None), "ref", "guest")
        SECURITY.warning("refused: %s at %s for %s", refusal.code, page_of(request.path_info), who)
