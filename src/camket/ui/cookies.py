"""Cookies of ours: no script reads them, no other host sets them, and no other site's form brings them along."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def _named(name: str) -> str:
    """Over TLS the name begins with `__Host-`: a browser takes such a cookie from this very host alone."""
    return f"{settings.CAMKET_COOKIE_PREFIX}{name}"


def read(request: HttpRequest, name: str) -> str:
    """What a cookie of ours says; empty where there is none."""
    return request.COOKIES.get(_named(name), "")


def leave(answer: HttpResponse, name: str, value: str, *, lasts: timedelta) -> None:
    """Leave a cookie in the browser."""
    answer.set_cookie(
        _named(name),
        value,
        max_age=int(lasts.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(answer: HttpResponse, name: str) -> None:
    """Take it away again."""
    answer.delete_cookie(_named(name), samesite="Lax")
