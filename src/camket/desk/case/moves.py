"""What may be done next on a case, and why something may not: read from the one table of moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.cases.queries.answered import is_answered
from camket.complaints.actions.moving import actor_of
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Actor, Status, check_move
from camket.people.models import Staff
from camket.promises.models import Promise
from camket.promises.rules import PromiseKind, State
from camket.refusals import Refusal
from camket.ui.formats.dates import numeric_date


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do. With `why_not` it cannot be done now, and this says why."""

    name: str
    icon: str
    label: str
    why_not: str = ""
    hint: str = ""


STEPS: tuple[tuple[str, str, str, Lazy], ...] = (
    ("checking", "check", "search", pgettext_lazy("step", "Bắt đầu kiểm tra")),
    ("question", "ask", "message-question", gettext_lazy("Xin thêm thông tin")),
    ("answer", "answer", "message-2", gettext_lazy("Khách đã trả lời")),
    ("waiting", "stop_waiting", "clock", gettext_lazy("Thôi chờ, kiểm tra tiếp")),
    ("decision", "decide", "gavel", gettext_lazy("Quyết định và báo kết quả")),
    ("acceptance", "accept", "thumb-up", gettext_lazy("Khách đồng ý với kết quả")),
    ("contest", "contest", "scale", gettext_lazy("Khách không đồng ý")),
)
"""Name in the address, verb of the table, icon and words of each step of a complaint."""
RARE = frozenset({"checking", "answer", "waiting", "acceptance", "contest"})
"""Steps that are left out where they cannot be taken: their reason would be noise."""


def offers_of(
    case: Case,
    complaint: Complaint | None,
    promises: Sequence[Promise],
    *,
    by: Staff,
    at: datetime,
) -> list[Offer]:
    """Everything that this person may do on this case now, in the order of the work."""
    try:
        actor = actor_of(by, case)
    except Refusal as refusal:
        return [Offer("none", "lock", _("Chỉ xem"), why_not=_said(refusal))]
    if complaint is None:
        return [_closing(case, promises)]
    return [*_steps(complaint, actor), *_later_date(promises, at=at)]


def _steps(complaint: Complaint, actor: Actor) -> Iterable[Offer]:
    for name, verb, icon, label in STEPS:
        try:
            check_move(Status(complaint.status), verb, actor)
        except Refusal as refusal:
            if name not in RARE:
                yield Offer(name, "lock", str(label), why_not=_said(refusal))
        else:
            missing = _unchecked(complaint) if name == "decision" else ""
            yield Offer(name, "lock" if missing else icon, str(label), why_not=missing)


def _unchecked(complaint: Complaint) -> str:
    """What must be written down before the complaint can be decided."""
    points = complaint.points.all()
    if not points:
        return _("Chưa được: hồ sơ chưa có điểm khiếu nại nào.")
    left = ", ".join(str(point.position) for point in points if point.checked_at is None)
    return (
        _("Chưa được: điểm %(points)s chưa có kết quả kiểm tra.") % {"points": left} if left else ""
    )


def _later_date(promises: Sequence[Promise], *, at: datetime) -> Iterable[Offer]:
    standing = [p for p in promises if p.kind == PromiseKind.RESOLVE and p.state == State.OPEN]
    if not standing:
        return
    limit = numeric_date(standing[-1].limit)
    label = _("Báo vụ việc phức tạp")
    if standing[-1].due_at <= at:
        why = _("Hạn %(day)s đã qua, không còn được hẹn ngày mới.") % {"day": limit}
        yield Offer("later-date", "lock", label, why_not=why)
    else:
        hint = _("Phải báo trước 24:00 ngày %(day)s. Hạn luật định không dời.") % {"day": limit}
        yield Offer("later-date", "calendar-event", label, hint=hint)


def _closing(case: Case, promises: Sequence[Promise]) -> Offer:
    label = _("Trả lời xong, đóng hồ sơ")
    if case.is_closed:
        return Offer("closing", "lock", label, why_not=_("Hồ sơ đã đóng."))
    owed = [p for p in promises if p.done_at is None and p.state != State.SUPERSEDED]
    if any(p.kind != PromiseKind.RESOLVE for p in owed):
        why = _("Khách chưa được xác nhận hoặc còn điều đã hứa.")
        return Offer("closing", "lock", label, why_not=why)
    if case.kind == Matter.OUTAGE:
        return Offer("closing", "archive", _("Đóng hồ sơ"))
    hint = (
        _("Khách đã nhận lời trả lời. Có thể để trống.")
        if is_answered(case)
        else _("Khách chưa nhận lời trả lời nào từ lần viết gần nhất: xin viết ở đây.")
    )
    return Offer("closing", "archive", label, hint=hint)


def _said(refusal: Refusal) -> str:
    return refusal.sentence(get_language() or "vi")
