"""What was typed into a form of the account, kept sealed while its owner shows again who it is.

It has a key of its own, as a begun complaint has; the session holds what opens it, for the same account only.
It is shown once, on the page that its owner comes back to: the session forgets what opens it, and the row goes
after a week, since looking at a page writes nothing else. Passwords and codes are never kept, and nothing is done
with the rest until its owner sends it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from camket.clock import now
from camket.intake.actions.beginning import begin
from camket.intake.queries.begun import begun_with
from camket.people.models import Account
from camket.portal.begun import Kept

NAME = "kept_form"
PAGE, OWNER = "page of the form", "whose form"
"""Beside the fields; no field is called like that."""
SECRETS = ("password", "code", "credential")
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", "sealed", "confirm", "next", "send", "version", "digest"}
)


def keep(request: HttpRequest, page: str) -> None:
    """Keep what was typed into this form for the page that its owner comes back to."""
    fields = typed(request)
    if not isinstance(request.user, Account) or not any(fields.values()):
        return
    _forget(request)
    row, secret = begin(at=now())
    Kept(row, secret).keep({**fields, PAGE: page, OWNER: request.user.ref}, at=now())
    request.session[NAME] = secret


def typed(request: HttpRequest) -> dict[str, str]:
    """The fields of a form, without what is secret and what no person typed."""
    return {
        name: str(request.POST[name])
        for name in request.POST
        if name not in NOT_TYPED and not any(secret in name for secret in SECRETS)
    }


def kept(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form of this page before its owner was asked again; empty where nothing was."""
    found = _found(request)
    if found is None:
        return {}
    fields = found.answers(at=now())
    if fields.pop(PAGE) != request.path or fields.pop(OWNER) != getattr(request.user, "ref", ""):
        return {}
    del request.session[NAME]
    told = _("Những gì Quý khách đã nhập vẫn còn đây và chưa được gửi. Xin xem lại rồi bấm gửi.")
    messages.warning(request, told)
    return fields


def _found(request: HttpRequest) -> Kept | None:
    secret = request.session.get(NAME, "")
    row = begun_with(secret, at=now()) if secret else None
    return Kept(row, secret) if row else None


def _forget(request: HttpRequest) -> None:
    """Destroy what was kept before."""
    found = _found(request)
    if found is not None:
        found.forget(at=now())
    request.session.pop(NAME, None)
