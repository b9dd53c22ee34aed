"""“Was this you?” on the pages of an account. The questions ask; only an answer does something."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from camket.clock import now
from camket.people.signing.recognising import was_me, was_not_me
from camket.portal.account.added import doubt
from camket.portal.account.gate import AccountRequest, account_page


@account_page("POST")
def mine(request: AccountRequest, pk: UUID) -> HttpResponse:
    """It was me."""
    was_me(request.visit, pk, at=now())
    messages.success(request, _("Cảm ơn Quý khách. Chúng tôi không hỏi lại việc này."))
    return redirect("portal:sessions")


@account_page("POST")
def not_mine(request: AccountRequest, pk: UUID) -> HttpResponse:
    """It was not: the other sessions end, the password goes, and a new factor is asked for."""
    at = now()
    doubt(request, was_not_me(request.visit, pk, at=at), at=at)
    # The password is part of what a session is checked by: this one goes on.
    update_session_auth_hash(request, request.visit.account)
    messages.warning(
        request,
        _(
            "Mọi phiên khác đã kết thúc và mật khẩu cũ không còn dùng được. "
            "Xin xem những gì vừa được thêm vào tài khoản, rồi thêm khóa truy cập hoặc ứng dụng tạo mã."
        ),
    )
    return redirect("portal:security")
