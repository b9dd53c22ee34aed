"""Words for what came of a call, why an arrival waits, and where a letter is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from camket.arrivals.rules import Outcome
from camket.intake.rules import Held
from camket.notices.rules import CallOutcome, DeliveryState

CALLS: Mapping[str, Lazy] = {
    CallOutcome.REACHED: _("Gặp được khách và đã báo"),
    CallOutcome.NO_ANSWER: _("Không ai nghe máy"),
    CallOutcome.CALL_BACK: _("Khách hẹn gọi lại"),
    CallOutcome.OTHER_CHANNEL: _("Khách muốn nhận bằng thư"),
    CallOutcome.WRONG_NUMBER: _("Sai số"),
}
HELD: Mapping[str, Lazy] = {
    Held.STRANGER: _("Người lạ ghi một số hồ sơ có thật"),
    Held.UNREADABLE: _("Không đọc được: mã hóa hoặc hỏng"),
    Held.EMPTY: _("Không có lời nào"),
    Held.MANY: _("Người gửi đã mở quá nhiều hồ sơ hôm nay"),
    Held.NOBODY: _("Không rõ ai gửi, chưa có địa chỉ để trả lời"),
    Held.CLOSED: _("Khách viết tiếp sau khi khiếu nại đã đóng"),
    Held.DOUBTED: _("Máy cho là không cần mở hồ sơ, người xem ngờ là cần"),
}
FAILURES: Mapping[str, Lazy] = {
    "NotUnderstood": _("Không hiểu được nội dung gửi tới"),
}
"""Refusals that stop an arrival, by the name that it waits under; every other error is a bug of ours."""
DISMISSALS: Mapping[str, Lazy] = {
    "advertising": _("Quảng cáo, thư rác"),
    "not_for_us": _("Gửi nhầm, không phải việc của công ty"),
    "already_known": _("Đã có trong hồ sơ khác"),
    "typed_in": _("Đã nhập tay thành hồ sơ"),
    "empty": _("Trống, không có gì để trả lời"),
    "other": _("Lý do khác"),
}
DELIVERIES: Mapping[str, tuple[Lazy, str, str]] = {
    DeliveryState.QUEUED: (_("Chờ gửi"), "clock", ""),
    DeliveryState.CLAIMED: (_("Đang gửi"), "send", ""),
    DeliveryState.HANDED: (_("Vừa giao, đang ghi sổ"), "mail-forward", ""),
    DeliveryState.SENT: (_("Đã gửi, chờ biên nhận"), "send", ""),
    DeliveryState.ACCEPTED: (_("Đã giao"), "mail-check", "kept"),
    DeliveryState.KEPT: (_("Giữ tại bàn, chưa gửi"), "mail-off", "soon"),
    DeliveryState.REFUSED: (_("Bị từ chối"), "mail-off", "late"),
    DeliveryState.BOUNCED: (_("Bị trả lại"), "mail-off", "late"),
}
"""Words, icon and tone of each state of a letter."""
SET_ASIDE: Mapping[str, Lazy] = {
    Outcome.AUTOMATIC: _("Thư tự động, bản tin, hoặc thư của chính công ty"),
    Outcome.BOUNCE: _("Báo thư gửi đi không tới"),
    Outcome.DUPLICATE: _("Trùng với điều đã nhận"),
}
"""Why the machine opened nothing."""
PARTS_OF_ALL: Mapping[str, Lazy] = {
    "opened": _("Thành hồ sơ mới"),
    "added": _("Vào hồ sơ"),
    "duplicate": _("Trùng"),
    "automatic": _("Tự động"),
    "bounce": _("Thư trả"),
    "dismissed": _("Bỏ qua"),
    "held": _("Tạm giữ"),
    "failed": _("Chưa nhận được"),
    "waiting": _("Đang nhận"),
}
"""The parts of the equation, in its order."""
