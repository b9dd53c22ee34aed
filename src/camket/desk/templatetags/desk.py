"""Words and addresses that only the desk's pages need."""

from __future__ import annotations

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from camket.arrivals.submission import Channel, Matter
from camket.cases.models import Case
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind
from camket.ui.parts.promise import PromiseClock

register = template.Library()

PROMISES = {
    PromiseKind.ACKNOWLEDGE: gettext_lazy("Xác nhận"),
    PromiseKind.RESOLVE: gettext_lazy("Kết quả"),
    PromiseKind.REMEDY: gettext_lazy("Khắc phục"),
}
CHANNELS: dict[str, tuple[str, Words]] = {
    Channel.MAIL: ("mail", gettext_lazy("Thư điện tử")),
    Channel.WEB: ("world", gettext_lazy("Trang web")),
    Channel.PHONE: ("phone", gettext_lazy("Điện thoại")),
    Channel.COUNTER: ("building-store", gettext_lazy("Quầy")),
    Channel.VOICE: ("microphone", gettext_lazy("Lời nhắn thoại")),
    Channel.SMS: ("message-dots", gettext_lazy("Tin nhắn")),
    Channel.ZALO: ("message-dots", gettext_lazy("Zalo")),
    Channel.API: ("world", gettext_lazy("Phần mềm của công ty")),
}
KINDS = {
    Matter.COMPLAINT: gettext_lazy("Khiếu nại"),
    Matter.ENQUIRY: gettext_lazy("Hỏi đáp"),
    Matter.FEEDBACK: gettext_lazy("Góp ý"),
    Matter.RETURN: gettext_lazy("Đổi trả"),
    Matter.PRIVACY: gettext_lazy("Dữ liệu cá nhân"),
}


@register.filter
def promise_name(promise: Promise) -> str:
    """What was promised, in a word."""
    return str(PROMISES[PromiseKind(promise.kind)])


@register.filter
def channel_name(channel: str) -> str:
    """The way in which something came."""
    return str(CHANNELS[channel][1])


@register.filter
def channel_icon(channel: str) -> str:
    """Its picture."""
    return CHANNELS[channel][0]


@register.filter
def kind_name(kind: str) -> str:
    """What kind of case it is."""
    return str(KINDS[Matter(kind)])


@register.filter
def case_url(case: Case) -> str:
    """The page of a case."""
    try:
        return reverse("desk:case", args=[case.number])
    except NoReverseMatch:
        return reverse("desk:search") + f"?q={case.number}"


@register.filter
def time_left(clock: PromiseClock) -> str:
    """`còn 5 ngày`, `hôm nay`, `trễ 1 ngày`: working days."""
    if clock.state == "late":
        late = clock.late_by
        return ngettext("trễ %(days)s ngày", "trễ %(days)s ngày", late) % {"days": late}
    if clock.today == clock.terms.limit:
        return _("hôm nay")
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", clock.left) % {"days": clock.left}
