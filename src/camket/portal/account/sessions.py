"""My devices and sessions: which are open, ending them, and “that was not me”."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from camket.clock import now
from camket.people.models import Visit
from camket.people.signing.recognising import questions_for
from camket.people.signing.signals import are_many
from camket.people.signing.visits import (
    CUSTOMERS,
    disown,
    end_other_visits,
    end_visit,
    visits_of,
)
from camket.portal.account.added import doubt
from camket.portal.account.gate import AccountRequest, account_page


@dataclass(frozen=True, slots=True)
class Line:
    """One open session: whether it is this one, and whether it comes from the same network."""

    visit: Visit
    is_here: bool
    is_near: bool


@account_page()
def sessions(request: AccountRequest) -> HttpResponse:
    """The open sessions, the last seen first."""
    here = request.visit
    lines = [
        Line(visit, visit.pk == here.pk, visit.network == here.network)
        for visit in visits_of(request.account, CUSTOMERS, at=now())
    ]
    is_shared = are_many([line.visit for line in lines], at=now())
    context = {
        "lines": lines,
        "others": len(lines) - 1,
        "questions": questions_for(here),
        "is_shared": is_shared,
    }
    return render(request, "portal/account/sessions.html", context)


@account_page("POST", sensitive=True, back="portal:sessions")
def ended(request: AccountRequest, pk: UUID) -> HttpResponse:
    """End one of them."""
    end_visit(request.account, pk, at=now())
    messages.success(request, _("Phiên ấy đã kết thúc."))
    return redirect("portal:sessions")


@account_page("POST", sensitive=True, back="portal:sessions")
def others_ended(request: AccountRequest) -> HttpResponse:
    """End all but this one."""
    end_other_visits(request.account, request.visit, by=request.account.ref, at=now())
    messages.success(request, _("Các phiên khác đã kết thúc."))
    return redirect("portal:sessions")


@account_page("POST", back="portal:sessions")
def disowned(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Somebody else was in: all other sessions end, the password goes, and a new factor is asked for."""
    at = now()
    doubt(request, disown(request.account, pk, request.visit, at=at), at=at)
    # The password is part of what a session is checked by: this one goes on.
    update_session_auth_hash(request, request.account)
    messages.warning(
        request,
        _(
            "Mọi phiên khác đã kết thúc và mật khẩu cũ không còn dùng được. "
            "Xin xem những gì vừa được thêm vào tài khoản, rồi thêm khóa truy cập hoặc ứng dụng tạo mã."
        ),
    )
    return redirect("portal:security")
