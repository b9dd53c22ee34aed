"""“Is this still right?”: on the first page of an account, and where a complaint is sent with an old contact point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from camket.arrivals.submission import Sender
from camket.clock import now
from camket.people.actions import claims_of
from camket.people.models import Account, ContactPoint
from camket.people.queries import contact_shown
from camket.people.signing.asking import IN_ACCOUNT, IN_COMPLAINT, points_to_ask, still_right
from camket.portal.account.gate import AccountRequest, account_of, account_page
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Asked:
    """One point that is asked about, as its owner knows it."""

    point: ContactPoint
    shown: str


def asked_of(account: Account, *, at: datetime) -> list[Asked]:
    """Every point to ask about. Nothing is opened where there is none."""
    points = points_to_ask(account, at=at)
    if not points:
        return []
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=at, about=account.subject) as opener:
        return [Asked(point, contact_shown(opener, point)) for point in points]


@account_page("POST", back="portal:account")
def confirmed(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Yes, it is still right."""
    still_right(request.account, pk, where=IN_ACCOUNT, at=now())
    messages.success(request, _("Cảm ơn Quý khách. Chúng tôi đã ghi là vẫn đúng."))
    return redirect("portal:account")


def old_in_form(
    request: HttpRequest, said: Mapping[str, Any], *, at: datetime
) -> list[ContactPoint]:
    """The old points among those typed into a complaint, of who has signed in; a guest's are not looked up."""
    account = account_of(request)
    if account is None:
        return []
    sender = Sender(mail=said.get("mail") or None, phone=said.get("phone") or None)
    typed = {claim.index for claim in claims_of(sender)}
    return [point for point in points_to_ask(account, at=at) if point.index in typed]


def confirm_in_form(request: HttpRequest, said: Mapping[str, Any], *, at: datetime) -> None:
    """Sending it says that they are still right."""
    account = account_of(request)
    if account is None:
        return
    for point in old_in_form(request, said, at=at):
        still_right(account, point.pk, where=IN_COMPLAINT, at=at)
