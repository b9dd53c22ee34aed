"""Letting somebody act for me, and acting for somebody: inviting, accepting, taking back, giving back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import civil_date, now
from camket.notices.actions.delegates import invite_delegate
from camket.people.granting.giving import Wish, revoke
from camket.people.granting.having import accept, decline, give_back
from camket.people.granting.standing import acting_for, grants_of, invitations_for
from camket.people.granting.terms import invitation_days, longest_days
from camket.people.models import Grant
from camket.people.queries import contact_shown
from camket.people.rules import Closeness
from camket.people.signing.codes import claim_of
from camket.portal.account.behalf import last_day_of, named
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.kept import kept
from camket.portal.forms.delegating import InviteForm
from camket.refusals import NotUnderstood, Refusal
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Line:
    """One grant as its owner sees it: to whom, how far, and until when."""

    grant: Grant
    shown: str
    last_day: date
    answer_by: date


@account_page()
def delegates(request: AccountRequest) -> HttpResponse:
    """Who acts for me, for whom I act, and what waits for my answer."""
    form = InviteForm(today=civil_date(now()), initial=kept(request))
    return _shown(request, form)


def _shown(request: AccountRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    account, at = request.account, now()
    context = {
        "lines": _lines(request, at=at),
        "invitations": named(invitations_for(account, at=at), account.ref, at=at),
        "mine": named(acting_for(account, at=at), account.ref, at=at),
        "form": form,
        "longest": longest_days(at),
        "waits": invitation_days(at),
    }
    return render(request, "portal/account/delegates.html", context, status=status)


def _lines(request: AccountRequest, *, at: datetime) -> list[Line]:
    account = request.account
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=at, about=account.subject) as opener:
        return [
            Line(
                grant,
                contact_shown(opener, grant.contact_point),
                last_day_of(grant),
                civil_date(grant.answer_by),
            )
            for grant in grants_of(account, at=at)
        ]


@account_page("POST", sensitive=True, back="portal:delegates")
def invited(request: AccountRequest) -> HttpResponse:
    """Invite somebody. It is told, wherever the owner is reached, once they have accepted."""
    form = InviteForm(request.POST, today=civil_date(now()))
    if not form.is_valid():
        return _shown(request, form, 422)
    said, language = form.cleaned_data, get_language() or "vi"
    try:
        claim, who = claim_of(said["point"]), Closeness(said["who"])
        wish = Wish(claim, who, said["may"] == "answer", said["until"])
        invite_delegate(request.account, wish, language=language, at=now())
    except Refusal as refusal:
        form.add_error("point", refusal.sentence(language))
        return _shown(request, form, 422 if isinstance(refusal, NotUnderstood) else refusal.status)
    messages.success(
        request, _("Đã gửi lời mời. Xin báo cho người ấy biết, vì thư không nêu tên Quý khách.")
    )
    return redirect("portal:delegates")


@account_page("POST", back="portal:delegates")
def revoked(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Take it back. It asks for nothing: it only ever makes the account safer."""
    revoke(request.account, pk, at=now())
    messages.success(request, _("Đã thu hồi. Người ấy không mở được gì nữa."))
    return redirect("portal:delegates")


@account_page("POST", back="portal:delegates")
def accepted(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Accept: from now on the owner's cases are open here."""
    accept(request.account, pk, at=now())
    messages.success(request, _("Đã nhận lời. Việc Quý khách làm thay được ghi tên Quý khách."))
    return redirect("portal:acting", pk)


@account_page("POST", back="portal:delegates")
def declined(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Do not want to."""
    decline(request.account, pk, at=now())
    messages.success(request, _("Đã từ chối lời mời."))
    return redirect("portal:delegates")


@account_page("POST", back="portal:delegates")
def returned(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Give it back. The owner is told."""
    give_back(request.account, pk, at=now())
    messages.success(request, _("Đã trả lại ủy quyền."))
    return redirect("portal:delegates")
