"""Who may open a page of an account: its owner, signed in. A member of staff is no customer here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from camket.people.models import Account

READS = ("GET", "HEAD")
Page = Callable[..., HttpResponse]


class AccountRequest(HttpRequest):
    """A request of somebody who has signed in to an account of a customer."""

    account: Account


def account_of(request: HttpRequest) -> Account | None:
    """The customer's account that is signed in, if there is one."""
    user = request.user
    if not isinstance(user, Account) or getattr(user, "staff", None) is not None:
        return None
    return user


def account_page(*methods: str) -> Callable[[Page], Page]:
    """Let in the owner; everybody else signs in first. GET and HEAD only, unless `methods` says more."""

    def wrap(page: Page) -> Page:
        @never_cache
        @require_http_methods(methods or READS)
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
            account = account_of(request)
            if account is None:
                return to_sign_in(request)
            asked = cast("AccountRequest", request)
            asked.account = account
            return page(asked, *args, **words)

        return guarded

    return wrap


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in page, and back here afterwards."""
    back = request.get_full_path() if request.method in READS else reverse("portal:account")
    return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
