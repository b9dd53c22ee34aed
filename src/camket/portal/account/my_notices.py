"""Everything that was sent or said to me: when, by which way, whether it arrived, and word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.clock import now
from camket.notices.models import SUBJECT, TEXT, Notice
from camket.notices.rules import CODE, ON_THE_WAY, CallState, DeliveryState, NoticeState
from camket.portal.account.gate import AccountRequest, account_page
from camket.ui.formats.dates import full_moment
from camket.ui.paging import newest
from camket.ui.tags.words import reader
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

PAGE = 20
CHANNELS: Mapping[str, str | Lazy] = {
    "mail": gettext_lazy("thư điện tử"),
    "sms": gettext_lazy("tin nhắn SMS"),
    "zalo": gettext_lazy("tin nhắn Zalo"),
    "phone": gettext_lazy("điện thoại"),
    "counter": gettext_lazy("tại quầy"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One notice, opened. A code that was sent is shown by its name alone."""

    at: datetime
    subject: str
    text: str
    language: str
    channels: str
    words: str
    state: str


@account_page()
def my_notices(request: AccountRequest) -> HttpResponse:
    """The newest first, a page at a time."""
    rows = Notice.objects.filter(customer__account=request.account)
    rows = rows.select_related("call", "compartment").prefetch_related("deliveries")
    page = newest(rows, request.GET.get("after", ""), size=PAGE)
    context = {"lines": _lines(request, page.rows), "following": page.following}
    return render(request, "portal/account/my_notices.html", context)


def _lines(request: AccountRequest, rows: Sequence[Notice]) -> list[Line]:
    by, at = request.account, now()
    with purpose(Purpose.SHOW_OWNER, by=by.ref, at=at, about=by.subject) as opener:
        opener.load(row.compartment_id for row in rows if _is_readable(row))
        return [_line(opener, row) for row in rows]


def _is_readable(row: Notice) -> bool:
    """A code opens the account while it lasts, so it is not shown again; what was erased is gone."""
    return row.letter != CODE and row.compartment.erased_at is None


def _line(opener: Opener, row: Notice) -> Line:
    subject, text = _words(opener, row)
    words, state = _standing(row)
    used = list(dict.fromkeys(delivery.channel for delivery in row.deliveries.all()))
    if getattr(row, "call", None) is not None:
        used.append("phone")
    if row.told_by and row.told_by not in used:
        used.append(row.told_by)
    named = ", ".join(str(CHANNELS.get(channel, channel)) for channel in used)
    return Line(row.queued_at, subject, text, row.language, named, words, state)


def _words(opener: Opener, row: Notice) -> tuple[str, str]:
    if row.letter == CODE:
        return _("Mã đăng nhập"), ""
    if not _is_readable(row):
        return _("Nội dung đã được xóa theo yêu cầu"), ""
    key = row.compartment_id
    return (
        opener.text(key, SUBJECT, row.id, bytes(row.subject)),
        opener.text(key, TEXT, row.id, bytes(row.text)),
    )


def _standing(row: Notice) -> tuple[str, str]:
    if row.state == NoticeState.TOLD and row.told_at is not None:
        return _("đã tới %(moment)s") % {"moment": full_moment(row.told_at, reader())}, "kept"
    call = getattr(row, "call", None)
    if call is not None and call.state == CallState.OPEN:
        return _("chúng tôi sẽ gọi cho Quý khách"), "soon"
    states = {delivery.state for delivery in row.deliveries.all()}
    if states & {*ON_THE_WAY, DeliveryState.SENT}:
        return _("đang trên đường"), ""
    if DeliveryState.KEPT in states:
        return _("còn ở bàn của chúng tôi"), "soon"
    return _("không tới nơi"), "late"
