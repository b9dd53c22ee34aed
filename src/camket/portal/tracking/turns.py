"""Whose turn it is, by when, and what comes next, from where a case stands. Pure words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from camket.complaints.reading import Given, Result
from camket.complaints.rules.moves import Status
from camket.ui.formats.dates import numeric_date
from camket.ui.parts.promise import PromiseClock
from camket.ui.parts.turn import Turn, TurnTerm, Whose

REPLY = "#message"
"""The form on the tracking page in which the customer writes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands. `status` is None for a matter that is no complaint.

    `confirms` says that the clock promises a confirmation, and not a result.
    """

    company: str
    status: Status | None
    is_closed: bool
    clock: PromiseClock | None
    confirms: bool = False
    handler: str = ""
    question: str = ""
    answer_by: date | None = None
    result: Result | None = None
    contest_until: date | None = None
    silence_until: date | None = None
    contest_days: int = 0


def turn_of(standing: Standing) -> Turn:
    """The panel at the top of the page."""
    if standing.status is None:
        return (
            _closed(standing)
            if standing.is_closed
            else _ours(standing, _("Chúng tôi sẽ trả lời Quý khách."))
        )
    return _BY_STATUS[standing.status](standing)


def _ours(standing: Standing, line: str) -> Turn:
    return Turn(
        Whose.OURS,
        _("Đến lượt %(company)s") % {"company": standing.company},
        _("Chúng tôi đã trễ hạn. Hồ sơ đã chuyển lên quản lý.") if _is_late(standing) else line,
        _promised(standing),
        standing.handler,
        _("phụ trách hồ sơ") if standing.handler else "",
        is_late=_is_late(standing),
    )


def _is_late(standing: Standing) -> bool:
    """Whether the answer is overdue, and still to come."""
    clock = standing.clock
    return clock is not None and clock.state == "late" and clock.kept_on is None


def _promised(standing: Standing) -> tuple[TurnTerm, ...]:
    clock = standing.clock
    if clock is None or clock.kept_on:
        return ()
    if _is_late(standing):
        words = _("Chúng tôi đã không giữ được hạn này và xin lỗi Quý khách.")
        return (TurnTerm(_("Hạn đã qua"), clock.terms.limit, words),)
    left = ngettext("còn %(left)d ngày làm việc", "còn %(left)d ngày làm việc", clock.left)
    words = left % {"left": clock.left} if clock.left else _("là hôm nay")
    what = (
        _("Có lời xác nhận chậm nhất hết ngày")
        if standing.confirms
        else _("Có kết quả chậm nhất hết ngày")
    )
    return (TurnTerm(what, clock.terms.limit, words),)


def _received(standing: Standing) -> Turn:
    return _ours(standing, _("Chúng tôi đã nhận và đang sắp xếp. Quý khách chưa cần làm gì."))


def _checking(standing: Standing) -> Turn:
    return _ours(standing, _("Chúng tôi đang kiểm tra. Quý khách chưa cần làm gì."))


def _contested(standing: Standing) -> Turn:
    return _ours(
        standing,
        _("Quý khách chưa đồng ý với kết quả. Chúng tôi xem lại và liên lạc với Quý khách."),
    )


def _waiting(standing: Standing) -> Turn:
    note = _("Hạn trả lời của chúng tôi không vì thế mà dời.")
    terms = (TurnTerm(_("Xin trả lời trước hết ngày"), standing.answer_by, note),)
    return Turn(
        Whose.CUSTOMERS,
        _("Đến lượt Quý khách"),
        standing.question,
        terms + _promised(standing),
        standing.handler,
        _("phụ trách hồ sơ") if standing.handler else "",
        act=_("Trả lời"),
        act_url=REPLY,
    )


def _decided(standing: Standing) -> Turn:
    return _ours(standing, _("Đã có quyết định. Chúng tôi đang báo kết quả cho Quý khách."))


def _told(standing: Standing) -> Turn:
    terms = [_remedy_term(given) for given in (standing.result.remedies if standing.result else ())]
    if standing.silence_until:
        words = ngettext(
            "Nếu Quý khách không phản hồi đến hết ngày %(day)s, hồ sơ sẽ đóng. "
            "Sau đó Quý khách còn %(days)d ngày làm việc để đề nghị xem lại.",
            "Nếu Quý khách không phản hồi đến hết ngày %(day)s, hồ sơ sẽ đóng. "
            "Sau đó Quý khách còn %(days)d ngày làm việc để đề nghị xem lại.",
            standing.contest_days,
        )
        day = numeric_date(standing.silence_until)
        text = words % {"day": day, "days": standing.contest_days}
        terms.append(TurnTerm(_("Quý khách chọn"), text=text))
    return Turn(Whose.DECIDED, _("Đã có kết quả"), _outcome_line(standing.result), tuple(terms))


def _closed(standing: Standing) -> Turn:
    terms: tuple[TurnTerm, ...] = ()
    if standing.contest_until:
        words = _("Quý khách còn có thể phản hồi đến hết ngày %(day)s.")
        day = numeric_date(standing.contest_until)
        terms = (TurnTerm(_("Nếu Quý khách không đồng ý"), text=words % {"day": day}),)
    return Turn(Whose.NOBODYS, _("Hồ sơ đã đóng"), _outcome_line(standing.result), terms)


def _outcome_line(result: Result | None) -> str:
    if result is None:
        return ""
    return {
        "accepted": _("Chúng tôi chấp nhận khiếu nại."),
        "partly": _("Chúng tôi chấp nhận một phần khiếu nại."),
        "rejected": _("Chúng tôi không chấp nhận khiếu nại, vì các lý do dưới đây."),
    }.get(result.outcome, "")


def _remedy_term(given: Given) -> TurnTerm:
    if given.done_at:
        return TurnTerm(remedy_words(given.kind), text=_("đã xong"))
    return TurnTerm(_("%(what)s, chậm nhất") % {"what": remedy_words(given.kind)}, given.due)


def remedy_words(kind: str) -> str:
    """What a kind of remedy is called."""
    return {
        "redo": _("Làm lại"),
        "repair": _("Sửa chữa"),
        "exchange": _("Đổi hàng"),
        "refund": _("Hoàn tiền"),
        "discount": _("Giảm giá"),
        "apology": _("Xin lỗi"),
        "compensation": _("Bồi thường"),
    }.get(kind, _("Cách giải quyết khác"))


_BY_STATUS: Mapping[Status, Callable[[Standing], Turn]] = {
    Status.RECEIVED: _received,
    Status.ACKNOWLEDGED: _received,
    Status.CHECKING: _checking,
    Status.WAITING: _waiting,
    Status.DECIDED: _decided,
    Status.TOLD: _told,
    Status.CLOSED: _closed,
    Status.CONTESTED: _contested,
}

REACHED: Mapping[Status, int] = {
    Status.RECEIVED: 1,
    Status.ACKNOWLEDGED: 2,
    Status.CHECKING: 2,
    Status.WAITING: 2,
    Status.DECIDED: 3,
    Status.TOLD: 4,
    Status.CLOSED: 4,
    Status.CONTESTED: 3,
}
"""How many of the four published steps are done."""
