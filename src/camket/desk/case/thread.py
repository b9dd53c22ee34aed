"""The chain of facts as lines that the desk reads, oldest first.

Every line is told from a fact, with the words that it commits to. A fact that only repeats the one beside it
has no line (`SILENT`); a fact that nobody wrote a line for is shown by its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.arrivals.submission import Channel
from camket.complaints.promised import opens_next
from camket.complaints.reading import Read, Words
from camket.desk.incoming.words import CALLS
from camket.desk.words import CHANNELS, KINDS, LETTERS, OUTCOMES, PROMISES
from camket.evidence.rules import RecordedFact
from camket.people.rules import SOMEBODY
from camket.ui.formats.closed import came_while_closed
from camket.ui.formats.dates import numeric_date
from camket.ui.parts.timeline import Entry, Said
from camket.ui.tags.words import reader

Text = str | Lazy


@dataclass(frozen=True, slots=True)
class Scene:
    """What the facts are read with: opened texts, names of staff by reference, the customer's name."""

    read: Read
    staff: Mapping[str, str]
    customer: str
    customer_ref: str
    mail_address: Callable[[str], str]

    def whole_url(self, body: Mapping[str, Any]) -> str:
        """Where the mail stands with which a fact came about, if one did."""
        by_mail = body.get("channel") == Channel.MAIL and body.get("arrival")
        return self.mail_address(str(body["arrival"])) if by_mail else ""

    def who(self, ref: str) -> str:
        """A person by reference; the desk itself has no name on a line."""
        return self.customer if ref == self.customer_ref else self.staff.get(ref, "")


PLAIN: Mapping[str, tuple[Text, str, str]] = {
    "complaint.checking": (gettext_lazy("bắt đầu kiểm tra"), "search", ""),
    "complaint.answered": (gettext_lazy("Khách đã trả lời, kiểm tra tiếp"), "check", ""),
    "complaint.unanswered": (gettext_lazy("Hết ngày chờ khách, kiểm tra tiếp"), "clock", ""),
    "complaint.reminded": (gettext_lazy("Đã nhắc khách về thông tin còn thiếu"), "bell", ""),
    "complaint.told": (gettext_lazy("Đã báo kết quả tới khách"), "mail-check", "kept"),
    "complaint.replied": (
        gettext_lazy("Khách đã trả lời kết quả: hồ sơ không tự đóng nữa"),
        "message-dots",
        "",
    ),
    "complaint.untold": (
        gettext_lazy("Thư báo kết quả bị trả lại: phải báo lại"),
        "mail-off",
        "late",
    ),
    "complaint.accepted": (gettext_lazy("đồng ý với kết quả"), "circle-check", "kept"),
    "complaint.closed_by_silence": (
        gettext_lazy("Khách không phản hồi trong thời hạn, hồ sơ đóng"),
        "archive",
        "",
    ),
    "complaint.contested": (gettext_lazy("chưa đồng ý với kết quả"), "scale", "waiting"),
    "complaint.remedy_done": (gettext_lazy("đã làm xong một điều đã hứa"), "circle-check", "kept"),
    "complaint.point_added": (gettext_lazy("thêm một điểm khiếu nại"), "plus", ""),
    "complaint.point_checked": (gettext_lazy("ghi kết quả kiểm tra một điểm"), "checks", ""),
    "case.file_quarantined": (
        gettext_lazy("Tìm thấy mã độc, đã cách ly tệp"),
        "alert-triangle",
        "late",
    ),
    "case.file_fetched": (gettext_lazy("Đã tải tệp khách gửi qua Zalo"), "file", ""),
    "case.raised": (gettext_lazy("Hồ sơ tự chuyển lên quản lý"), "alert-triangle", "late"),
    "case.closed": (gettext_lazy("đóng hồ sơ"), "archive", ""),
    "case.about_staff": (gettext_lazy("ghi người bị khiếu nại"), "user-x", ""),
    "outage.reported": (gettext_lazy("Khách báo không dùng được"), "alert-triangle", ""),
    "outage.declared": (gettext_lazy("báo sự cố tới mọi khách"), "alert-octagon", "late"),
    "outage.ended": (gettext_lazy("báo dịch vụ đã dùng lại được"), "circle-check", "kept"),
    "case.contact_changed": (gettext_lazy("Đổi nơi báo tin cho khách"), "bell", ""),
    "case.priority_given": (gettext_lazy("ghi khách hàng được ưu tiên"), "star", ""),
}


SILENT = frozenset({"notice.queued", "outage.opened", "complaint.opened", "complaint.acknowledged"})
"""Facts that say in other words what the next line says: a letter that was told was queued first."""


def entries(facts: Sequence[RecordedFact], scene: Scene) -> list[Entry]:
    """The lines of a case, oldest first."""
    return [_line(fact, scene) for fact in facts if fact.kind not in SILENT]


def _line(fact: RecordedFact, scene: Scene) -> Entry:
    if fact.kind in MAKERS:
        return MAKERS[fact.kind](fact, scene)
    title, icon, tone = PLAIN.get(fact.kind, (fact.kind, "circle", ""))
    return Entry(str(title), fact.at, icon, tone, who=scene.who(fact.by))


def _opened(fact: RecordedFact, scene: Scene) -> Entry:
    named = (name for name in fact.commitments if name.startswith("message:"))
    words = scene.read.messages.get(next(named, "").partition(":")[2], Words(""))
    via = str(CHANNELS[str(fact.body["channel"])][1])
    note = _left_after_hours(fact) if fact.body.get("after_hours") else ""
    said = Said(words.text) if words.text else None
    title = _("gửi tới, mở hồ sơ")
    return Entry(
        title,
        fact.at,
        "inbox",
        who=scene.customer,
        via=via,
        note=note,
        said=said,
        files=words.files,
        whole_url=scene.whole_url(fact.body),
    )


def _left_after_hours(fact: RecordedFact) -> str:
    """When it was received, and when the desk opens."""
    received = datetime.fromisoformat(str(fact.body["received_at"]))
    return came_while_closed(received, opens_next(received), reader())


def _message(fact: RecordedFact, scene: Scene) -> Entry:
    words = scene.read.messages.get(str(fact.body["message"]), Words(""))
    ours = fact.body["direction"] == "out"
    via = str(CHANNELS[str(fact.body["channel"])][1])
    acting = "for" in fact.body
    note = _("Do người được ủy quyền gửi, thay mặt khách.") if acting else ""
    if fact.body["from"] == SOMEBODY:
        note = _("Gửi từ một nơi mà hồ sơ chưa biết: có thể không phải là khách.")
    return Entry(
        _("trả lời khách") if ours else _("nhắn thêm"),
        fact.at,
        "arrow-back-up" if ours else "message-2",
        who=scene.who(str(fact.body["for" if acting else "from"])),
        note=note,
        via=via,
        said=Said(words.text, "us" if ours else "them") if words.text else None,
        files=words.files,
        whole_url=scene.whole_url(fact.body),
    )


def _note(fact: RecordedFact, scene: Scene) -> Entry:
    words = scene.read.messages.get(str(fact.body["message"]), Words(""))
    said = Said(words.text, "note") if words.text else None
    title = _("ghi chú nội bộ")
    return Entry(title, fact.at, "note", who=scene.who(fact.by), said=said, files=words.files)


def _assigned(fact: RecordedFact, scene: Scene) -> Entry:
    name = scene.staff.get(str(fact.body.get("to")))
    title = _("giao cho %(name)s") % {"name": name} if name else _("bỏ người phụ trách")
    if fact.body.get("to") == fact.by:
        title = _("nhận phụ trách hồ sơ")
    return Entry(title, fact.at, "user-check", who=scene.who(fact.by))


def _kind(fact: RecordedFact, scene: Scene) -> Entry:
    title = _("đổi loại hồ sơ thành %(kind)s") % {"kind": KINDS[str(fact.body["to"])]}
    return Entry(title, fact.at, "arrows-exchange", who=scene.who(fact.by))


def _reopened(fact: RecordedFact, scene: Scene) -> Entry:
    """A person opens a case again, or a customer who writes."""
    who = scene.who(fact.by)
    title = _("mở lại hồ sơ") if who else _("Khách viết thêm, hồ sơ mở lại")
    return Entry(title, fact.at, "refresh", who=who)


def _asked(fact: RecordedFact, scene: Scene) -> Entry:
    text = scene.read.questions.get(str(fact.body["question"]), "")
    day = numeric_date(date.fromisoformat(str(fact.body["answer_by"])))
    title = _("xin khách thêm thông tin, hẹn %(day)s") % {"day": day}
    said = Said(text, "us") if text else None
    return Entry(title, fact.at, "message-question", "waiting", who=scene.who(fact.by), said=said)


def _decided(fact: RecordedFact, scene: Scene) -> Entry:
    outcome = OUTCOMES[str(fact.body["outcome"])]
    result = scene.read.decisions.get(str(fact.body["decision"]))
    reasons = "\n\n".join(f"{a.point}\n{a.reasons}" for a in result.answers) if result else ""
    title = _("quyết định: %(outcome)s") % {"outcome": outcome}
    said = Said(reasons, "us") if reasons else None
    return Entry(title, fact.at, "gavel", who=scene.who(fact.by), said=said)


def _notice(title: Text, icon: str, tone: str = "") -> Callable[[RecordedFact, Scene], Entry]:
    """A line about a letter or a call, which names what it was about."""

    def line(fact: RecordedFact, scene: Scene) -> Entry:
        letter = LETTERS.get(str(fact.body.get("letter")), "")
        words = f"{title}: {letter}" if letter else str(title)
        return Entry(words, fact.at, icon, tone, who=scene.who(fact.by))

    return line


def _told(fact: RecordedFact, scene: Scene) -> Entry:
    """That the customer knows: by letter, or because somebody said it."""
    who = scene.who(fact.by)
    title = gettext_lazy("đã báo khách") if who else gettext_lazy("Khách đã nhận")
    icon = "mail-check" if not who else "phone"
    return _notice(title, icon, "kept")(fact, scene)


def _called(fact: RecordedFact, scene: Scene) -> Entry:
    line = _notice(gettext_lazy("gọi khách"), "phone")(fact, scene)
    return replace(line, note=str(CALLS.get(str(fact.body.get("outcome")), "")))


def _promise(title: Text, icon: str, tone: str = "") -> Callable[[RecordedFact, Scene], Entry]:
    """A line about a promise, with its day where the fact has one."""

    def line(fact: RecordedFact, scene: Scene) -> Entry:
        words = f"{title}: {PROMISES[str(fact.body['kind'])]}"
        limit = fact.body.get("limit")
        if limit:
            day = numeric_date(date.fromisoformat(str(limit)))
            words += _(", hạn hết ngày %(day)s") % {"day": day}
        return Entry(words, fact.at, icon, tone)

    return line


MAKERS: Mapping[str, Callable[[RecordedFact, Scene], Entry]] = {
    "case.opened": _opened,
    "case.message": _message,
    "case.note": _note,
    "case.assigned": _assigned,
    "case.kind_changed": _kind,
    "case.reopened": _reopened,
    "complaint.asked": _asked,
    "complaint.decided": _decided,
    "notice.told": _told,
    "notice.refused": _notice(gettext_lazy("Không gửi được thư"), "mail-off", "late"),
    "notice.sent_again": _notice(gettext_lazy("gửi lại"), "send"),
    "notice.bounced": _notice(gettext_lazy("Thư bị trả lại"), "mail-off", "late"),
    "notice.called": _called,
    "promise.made": _promise(gettext_lazy("Đã hứa"), "flag-3"),
    "promise.kept": _promise(gettext_lazy("Đã giữ cam kết"), "circle-check", "kept"),
    "promise.done_late": _promise(gettext_lazy("Đã làm, trễ hạn"), "circle-check", "late"),
    "promise.broken": _promise(gettext_lazy("Không giữ được hạn"), "alert-triangle", "late"),
    "promise.superseded": _promise(gettext_lazy("Đã hẹn ngày mới"), "calendar-event", "soon"),
    "promise.reopened": _promise(gettext_lazy("Lại còn nợ khách"), "refresh", "soon"),
}
