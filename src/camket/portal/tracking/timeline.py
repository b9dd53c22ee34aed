"""The chain of facts as lines that a customer reads, newest first. Pure.

What happened is told from the facts themselves, so the page cannot say anything that the chain does not.
A fact without a line here stays inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from camket.complaints.promised import opens_next
from camket.complaints.reading import Read
from camket.people.rules import SOMEBODY
from camket.ui.formats import dates
from camket.ui.formats.closed import came_while_closed
from camket.ui.parts.timeline import Entry, Said


class Fact(Protocol):
    """What a line needs of a fact."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...
    @property
    def commitments(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Scene:
    """What the facts are read with: opened texts, names of staff, the customer, the language.

    `announced` is what was told of a later date, by its moment; `promised` is the day of each promise;
    `confirm_by` the day by which the confirmation was promised, if it came in time.
    """

    read: Read
    staff: Mapping[str, str]
    customer: str
    language: str
    announced: Mapping[datetime, str] = field(default_factory=dict)
    promised: Mapping[str, date] = field(default_factory=dict)
    confirm_by: date | None = None
    is_complaint: bool = True


CHANNELS: Mapping[str, str | Lazy] = {
    "mail": gettext_lazy("qua thư điện tử"),
    "web": gettext_lazy("qua trang web"),
    "phone": gettext_lazy("qua điện thoại"),
    "counter": gettext_lazy("tại quầy"),
    "voice": gettext_lazy("qua lời nhắn thoại"),
    "sms": gettext_lazy("qua tin nhắn"),
    "zalo": gettext_lazy("qua Zalo"),
    "api": gettext_lazy("qua trang của công ty"),
}

PLAIN: Mapping[str, tuple[str | Lazy, str, str]] = {
    "complaint.checking": (pgettext_lazy("đã xảy ra", "Bắt đầu kiểm tra"), "search", ""),
    "complaint.answered": (gettext_lazy("Đã nhận thông tin Quý khách gửi thêm"), "check", ""),
    "complaint.unanswered": (
        gettext_lazy("Hết ngày chờ thông tin: chúng tôi tiếp tục với những gì đang có"),
        "clock",
        "",
    ),
    "complaint.reminded": (gettext_lazy("Đã nhắc Quý khách về thông tin còn thiếu"), "bell", ""),
    "complaint.told": (gettext_lazy("Đã báo kết quả cho Quý khách"), "mail-check", "kept"),
    "complaint.untold": (
        gettext_lazy("Thư báo kết quả không tới nơi: chúng tôi đang báo lại"),
        "mail-off",
        "",
    ),
    "complaint.accepted": (gettext_lazy("Quý khách đã đồng ý với kết quả"), "circle-check", "kept"),
    "complaint.closed_by_silence": (gettext_lazy("Hồ sơ đã đóng"), "archive", ""),
    "complaint.contested": (gettext_lazy("Quý khách chưa đồng ý với kết quả"), "scale", "waiting"),
    "complaint.remedy_done": (gettext_lazy("Đã làm xong điều đã hứa"), "circle-check", "kept"),
    "case.contact_changed": (gettext_lazy("Đổi nơi nhận tin về hồ sơ"), "bell", ""),
    "case.closed": (gettext_lazy("Hồ sơ đã đóng"), "archive", ""),
    "case.reopened": (gettext_lazy("Hồ sơ được mở lại"), "refresh", ""),
    "case.raised": (gettext_lazy("Hồ sơ đã chuyển lên quản lý"), "alert-triangle", "late"),
}


def entries(facts: Sequence[Fact], scene: Scene) -> list[Entry]:
    """The lines of a case, newest first; the newest is the current one."""
    lines = [line for fact in facts if (line := _line(fact, scene))]
    lines.reverse()
    return [_current(lines[0]), *lines[1:]] if lines else []


def with_skipped_days(lines: Iterable[Entry], days: Mapping[date, str]) -> list[Entry]:
    """Put a line for each day with a name between the lines, where it lies."""
    woven: list[Entry] = []
    waiting = sorted(days, reverse=True)
    for line in lines:
        while waiting and line.at and waiting[0] > dates.home_date(line.at):
            woven.append(_skipped(waiting.pop(0), days))
        woven.append(line)
    return woven


def _skipped(day: date, names: Mapping[date, str]) -> Entry:
    words = _("%(day)s, %(name)s: không tính") % {"day": dates.day_month(day), "name": names[day]}
    return Entry(title=words)


def _current(line: Entry) -> Entry:
    return Entry(
        line.title,
        line.at,
        line.icon,
        "",
        line.who,
        line.note,
        line.via,
        line.said,
        line.files,
        True,
    )


def _line(fact: Fact, scene: Scene) -> Entry | None:
    if fact.kind in PLAIN:
        title, icon, tone = PLAIN[fact.kind]
        return Entry(str(title), fact.at, icon, tone)
    maker = MAKERS.get(fact.kind)
    return maker(fact, scene) if maker else None


def _opened(fact: Fact, scene: Scene) -> Entry:
    via = str(CHANNELS.get(str(fact.body.get("channel")), ""))
    words = scene.read.messages.get(_first_message(fact))
    files = words.files if words else ()
    said = Said(words.text) if words and words.text else None
    title = _("Đã nhận lời Quý khách gửi")
    note = _after_hours(fact, scene)
    return Entry(title, fact.at, "inbox", note=note, via=via, said=said, files=files)


def _after_hours(fact: Fact, scene: Scene) -> str:
    """For who sent it while we were closed: when it was received, and when we open."""
    if not fact.body.get("after_hours"):
        return ""
    received = datetime.fromisoformat(str(fact.body["received_at"]))
    return came_while_closed(received, opens_next(received), scene.language)


def _first_message(fact: Fact) -> str:
    """The opening names its message among its commitments."""
    named = (name for name in fact.commitments if name.startswith("message:"))
    return next(named, "").partition(":")[2]


def _message(fact: Fact, scene: Scene) -> Entry | None:
    words = scene.read.messages.get(str(fact.body.get("message")))
    if words is None:
        return None
    via = str(CHANNELS.get(str(fact.body.get("channel")), ""))
    ours = fact.body.get("direction") == "out"
    signed = scene.staff.get(str(fact.body.get("from")), "") if ours else ""
    title = _("Chúng tôi đã trả lời") if ours else _("Quý khách đã nhắn thêm")
    if "for" in fact.body:
        title = _("Người được ủy quyền đã nhắn thêm, thay mặt chủ hồ sơ")
    if fact.body.get("from") == SOMEBODY:
        title = _("Có người nhắn thêm, từ một nơi mà hồ sơ chưa biết")
    return Entry(
        title,
        fact.at,
        "mail" if ours else "message-2",
        via=via,
        said=Said(words.text, "us" if ours else "them", signed) if words.text else None,
        files=words.files,
    )


def _assigned(fact: Fact, scene: Scene) -> Entry | None:
    name = scene.staff.get(str(fact.body.get("to")))
    if name is None:
        return None
    return Entry(_("Giao cho %(name)s phụ trách") % {"name": name}, fact.at, "user-check")


def _asked(fact: Fact, scene: Scene) -> Entry:
    text = scene.read.questions.get(str(fact.body.get("question")), "")
    said = Said(text, "us", scene.staff.get(fact.by, "")) if text else None
    day = date.fromisoformat(str(fact.body["answer_by"]))
    note = _("Xin trả lời trước hết ngày %(day)s.") % {"day": dates.numeric_date(day)}
    title = _("Chúng tôi xin thêm thông tin")
    return Entry(title, fact.at, "message-question", "waiting", note=note, said=said)


def _decided(fact: Fact, scene: Scene) -> Entry:
    return Entry(_("Đã quyết định, đang báo kết quả cho Quý khách"), fact.at, "gavel")


def _broken(fact: Fact, scene: Scene) -> Entry:
    words = {
        "acknowledge": _("Chúng tôi đã không xác nhận đúng hạn"),
        "resolve": _("Chúng tôi đã không trả lời đúng hạn"),
    }
    title = words.get(str(fact.body.get("kind")), _("Chúng tôi đã không giữ được hạn đã hẹn"))
    note = _("Chúng tôi xin lỗi Quý khách.")
    return Entry(title, fact.at, "alert-triangle", "late", note=note)


def _kept(fact: Fact, scene: Scene) -> Entry | None:
    """A complaint tells of its confirmation itself; a question has only the promise that was kept."""
    if scene.is_complaint or fact.body.get("kind") != "acknowledge":
        return None
    return _acknowledged(fact, scene)


def _acknowledged(fact: Fact, scene: Scene) -> Entry:
    words = _("Cam kết xác nhận chậm nhất hết ngày %(day)s: đã giữ.")
    note = words % {"day": dates.numeric_date(scene.confirm_by)} if scene.confirm_by else ""
    return Entry(_("Đã xác nhận cho Quý khách"), fact.at, "check", "kept", note=note)


def _superseded(fact: Fact, scene: Scene) -> Entry:
    day = scene.promised.get(str(fact.body.get("successor")))
    told = scene.announced.get(fact.at, "")
    title = _("Đã hẹn ngày mới")
    note = (
        _("Có kết quả chậm nhất hết ngày %(day)s.") % {"day": dates.numeric_date(day)}
        if day
        else ""
    )
    said = Said(told, "us", scene.staff.get(fact.by, "")) if told else None
    return Entry(title, fact.at, "calendar-event", "soon", note=note, said=said)


MAKERS: Mapping[str, Callable[[Fact, Scene], Entry | None]] = {
    "case.opened": _opened,
    "case.message": _message,
    "case.assigned": _assigned,
    "complaint.acknowledged": _acknowledged,
    "complaint.asked": _asked,
    "complaint.decided": _decided,
    "promise.broken": _broken,
    "promise.kept": _kept,
    "promise.superseded": _superseded,
}
