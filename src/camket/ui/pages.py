"""Pages for what went wrong, in words. `config.urls` names them as Django's handlers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_NO_REFERER
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from camket.refusals import Refusal

ELSEWHERE = tuple(words.partition(" - ")[0] for words in (REASON_BAD_ORIGIN, REASON_NO_REFERER))
"""How Django begins its reason when a form came from another site, or hides where it came from."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, and what to do."""

    status: int
    title: str | Promise
    sentence: str | Promise


TROUBLES = {
    trouble.status: trouble
    for trouble in (
        Trouble(
            400,
            _("Yêu cầu này không đọc được"),
            _("Nội dung gửi lên bị thiếu hoặc sai. Xin Quý khách mở lại trang rồi làm lại."),
        ),
        Trouble(
            403,
            _("Trang này không mở được"),
            _(
                "Trang dành cho người khác, hoặc đã mở quá lâu. "
                "Xin Quý khách mở lại trang trước rồi gửi lại."
            ),
        ),
        Trouble(
            404,
            _("Không có trang này"),
            _(
                "Có thể địa chỉ bị gõ thiếu, hoặc trang đã được dời đi. Hồ sơ của Quý khách "
                "vẫn còn nguyên: xin mở bằng số hồ sơ và mã theo dõi ở trang đầu."
            ),
        ),
        Trouble(
            429,
            _("Quý khách đã thử quá nhiều lần"),
            _("Để bảo vệ hồ sơ, xin Quý khách thử lại sau một giờ, hoặc gọi cho chúng tôi."),
        ),
        Trouble(
            500,
            _("Lỗi này là của chúng tôi"),
            _(
                "Việc vừa rồi chưa làm được. Lỗi đã được ghi lại để sửa. "
                "Xin Quý khách thử lại, hoặc gọi cho chúng tôi nếu việc gấp."
            ),
        ),
    )
}


def trouble(request: HttpRequest, status: int) -> HttpResponse:
    """One page for one status."""
    seen = TROUBLES[status]
    context = {"title": seen.title, "sentence": seen.sentence}
    return render(request, "ui/refusal.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    return trouble(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not see this."""
    return trouble(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere, or from a page that was open too long.

    Signing in changes the token of every page that is open. A view that has `shown_again` shows what was typed
    once more, with a token that is good, and does nothing; a form of another site is never shown like that.
    """
    match = request.resolver_match
    shown_again = getattr(match.func, "shown_again", None) if match else None
    if match is None or shown_again is None or reason.startswith(ELSEWHERE):
        return trouble(request, 403)
    try:
        answer: HttpResponse = shown_again(request, **match.kwargs)
    except Refusal:
        return trouble(request, 403)
    add_never_cache_headers(answer)
    return answer


def told_of_token() -> str:
    """Why a form whose token was not accepted is shown again."""
    return gettext(
        "Trang này đã mở từ trước khi Quý khách đăng nhập, hoặc đã quá lâu, nên chưa gửi được. "
        "Những gì Quý khách đã viết vẫn còn đây: xin bấm gửi lại."
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing stands at this address."""
    return trouble(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug of ours; the page itself must not fail, so it draws without the context of the request."""
    seen = TROUBLES[500]
    context = {"title": seen.title, "sentence": seen.sentence}
    return render(None, "ui/refusal.html", context, status=500)
