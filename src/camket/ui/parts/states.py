"""The words, icon and tone of each state that a page shows. Colour only repeats what the words say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StateLook:
    """How one state looks: a tone (`kept`, `soon`, `late`, `waiting` or none), an icon, its words."""

    tone: str
    icon: str
    words: str | Promise


# Promises, as the clock shows them; then the moves of a complaint.
LOOKS: dict[str, StateLook] = {
    "running": StateLook("", "clock", _("Đang trong hạn")),
    "soon": StateLook("soon", "alarm", _("Sắp đến hạn")),
    "late": StateLook("late", "alert-triangle", _("Trễ hạn")),
    "broken": StateLook("late", "alert-triangle", _("Không giữ được hạn")),
    "kept": StateLook("kept", "circle-check", _("Đã giữ cam kết")),
    "superseded": StateLook("", "calendar-event", _("Đã hẹn ngày mới")),
    "received": StateLook("", "inbox", _("Mới nhận")),
    "acknowledged": StateLook("", "mail-opened", _("Đã xác nhận")),
    "checking": StateLook("", "search", _("Đang kiểm tra")),
    "waiting": StateLook("waiting", "message-question", _("Chờ Quý khách")),
    "decided": StateLook("", "gavel", _("Đã quyết định")),
    "told": StateLook("kept", "mail-check", _("Đã báo kết quả")),
    "closed": StateLook("", "archive", _("Đã đóng")),
    "contested": StateLook("waiting", "scale", _("Quý khách chưa đồng ý")),
    "held": StateLook("waiting", "hand-stop", _("Tạm giữ")),
    "failed": StateLook("late", "alert-octagon", _("Chưa đọc được")),
}


def look(code: str) -> StateLook:
    """The look of a state; an unknown code is shown as it is, in the plain tone."""
    return LOOKS.get(code, StateLook("", "circle", code))
