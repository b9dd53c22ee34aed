"""Turns a refusal into an answer: HTML for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from camket.refusals import Refusal


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
        sentence = exception.sentence(get_language() or "vi")
        if request.path.startswith(("/api/", "/doors/")):
            body = {"code": exception.code, "vi": exception.vi, "en": exception.en}
            return JsonResponse(body, status=exception.status)
        context = {"refusal": exception, "sentence": sentence}
        return render(request, "ui/refusal.html", context, status=exception.status)
