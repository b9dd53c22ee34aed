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

from camket.clock import now
from camket.people.models import Account, Visit
from camket.people.signing.stages import was_proved
from camket.people.signing.visits import CUSTOMERS, current_visit
from camket.portal.account.kept import keep

READS = ("GET", "HEAD")
Page = Callable[..., HttpResponse]
_KEPT = "_camket_visit"


class AccountRequest(HttpRequest):
    """A request of somebody who has signed in to an account of a customer."""

    account: Account
    visit: Visit


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that goes on here, if there is one; asked once a request."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _visit(request))
    return cast("Visit | None", getattr(request, _KEPT))


def _visit(request: HttpRequest) -> Visit | None:
    user = request.user
    if not isinstance(user, Account) or getattr(user, "staff", None) is not None:
        return None
    return current_visit(request.session, user, CUSTOMERS, at=now())


def account_of(request: HttpRequest) -> Account | None:
    """The customer's account that is signed in, if there is one."""
    return cast("Account", request.user) if visit_of(request) else None


def account_page(
    *methods: str, sensitive: bool = False, back: str = "portal:security"
) -> Callable[[Page], Page]:
    """Let in the owner; everybody else signs in first. GET and HEAD only, unless `methods` says more.

    What is sensitive asks again who it is, unless that was shown within five minutes. A form that was sent then
    leads back to the page that has it, named `back`, with what was typed still in it; a view that shows its own
    form needs no `back`.
    """

    shows_itself = "GET" in methods

    def wrap(page: Page) -> Page:
        @never_cache
        @require_http_methods(methods or READS)
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
            visit = visit_of(request)
            if visit is None:
                return _elsewhere(request, "portal:sign_in", "" if shows_itself else back)
            if sensitive and not was_proved(request.session, at=now()):
                return _elsewhere(request, "portal:again", "" if shows_itself else back)
            asked = cast("AccountRequest", request)
            asked.account, asked.visit = cast("Account", request.user), visit
            return page(asked, *args, **words)

        guarded.is_sensitive = sensitive  # type: ignore[attr-defined]
        return guarded

    return wrap


def _elsewhere(request: HttpRequest, name: str, back: str) -> HttpResponse:
    """Off to show who it is, and back here afterwards; a form that was sent leads back to the page that has it."""
    goal = reverse(back) if back and request.method not in READS else request.get_full_path()
    if request.method not in READS:
        keep(request, goal.partition("?")[0])
    return redirect(f"{reverse(name)}?{urlencode({'next': goal})}")
