"""The desk's words for codes: channels, kinds, promises, letters, decisions, remedies."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from camket.arrivals.submission import Channel, Matter
from camket.complaints.rules.decisions import Outcome, RemedyKind
from camket.complaints.rules.moves import Status
from camket.promises.rules import PromiseKind

PROMISES: Mapping[str, Lazy] = {
    PromiseKind.ACKNOWLEDGE: pgettext_lazy("promise", "Xác nhận"),
    PromiseKind.RESOLVE: _("Kết quả"),
    PromiseKind.REMEDY: _("Khắc phục"),
}
CHANNELS: Mapping[str, tuple[str, Lazy]] = {
    Channel.MAIL: ("mail", _("Thư điện tử")),
    Channel.WEB: ("world", _("Trang web")),
    Channel.PHONE: ("phone", _("Điện thoại")),
    Channel.COUNTER: ("building-store", _("Quầy")),
    Channel.VOICE: ("microphone", _("Lời nhắn thoại")),
    Channel.SMS: ("message-dots", _("Tin nhắn")),
    Channel.ZALO: ("message-circle", _("Zalo")),
    Channel.API: ("server", _("Phần mềm của công ty")),
}
KINDS: Mapping[str, Lazy] = {
    Matter.COMPLAINT: _("Khiếu nại"),
    Matter.ENQUIRY: _("Hỏi đáp"),
    Matter.FEEDBACK: _("Góp ý"),
    Matter.RETURN: _("Đổi trả"),
    Matter.PRIVACY: _("Dữ liệu cá nhân"),
    Matter.OUTAGE: _("Sự cố"),
}
OUTCOMES: Mapping[str, Lazy] = {
    Outcome.ACCEPTED: _("chấp nhận"),
    Outcome.PARTLY: _("chấp nhận một phần"),
    Outcome.REJECTED: _("không chấp nhận"),
}
REMEDIES: Mapping[str, Lazy] = {
    RemedyKind.REDO: _("Làm lại"),
    RemedyKind.REPAIR: _("Sửa chữa"),
    RemedyKind.EXCHANGE: _("Đổi hàng"),
    RemedyKind.REFUND: _("Hoàn tiền"),
    RemedyKind.DISCOUNT: _("Giảm giá"),
    RemedyKind.APOLOGY: _("Xin lỗi"),
    RemedyKind.COMPENSATION: _("Bồi thường"),
    RemedyKind.OTHER: _("Cách khác"),
}
LETTERS: Mapping[str, Lazy] = {
    "acknowledged": _("thư xác nhận"),
    "broken": _("lời xin lỗi vì trễ hạn"),
    "closed": _("báo đóng hồ sơ"),
    "contested": _("xác nhận khách chưa đồng ý"),
    "expected_date": _("ngày dự kiến mới"),
    "question": _("xin thêm thông tin"),
    "reminder": _("nhắc thông tin còn thiếu"),
    "reply": _("trả lời"),
    "told_elsewhere": _("báo đổi nơi nhận tin"),
    "result": _("kết quả giải quyết"),
    "unsafe_file": _("tệp có mã độc"),
    "after_hours": _("đã nhận ngoài giờ"),
    "outage_began": _("báo có sự cố"),
    "outage_ended": _("báo hết sự cố"),
    "outage_late": _("lời xin lỗi vì sự cố quá hạn"),
}
STATES: Mapping[str, Lazy] = {
    Status.WAITING: _("Chờ khách"),
    Status.CONTESTED: _("Khách chưa đồng ý"),
}
"""Where the page for customers addresses them, and the desk speaks of them."""
