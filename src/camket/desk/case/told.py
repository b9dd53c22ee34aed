"""What the customer was told of a case, word for word, and whether it arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.desk.words import LETTERS
from camket.notices.models import SUBJECT, TEXT, CallTask, Delivery, Notice
from camket.notices.rules import ON_THE_WAY, CallState, DeliveryState, NoticeState
from camket.ui.formats.dates import moment
from camket.ui.tags.words import reader
from camket.vault.actions import Opener

MOST = 6
HIDDEN = "••••"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one notice stands: the tone and icon of it, and the words."""

    tone: str
    icon: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One letter, or what was to be said on the phone."""

    name: str
    subject: str
    text: str
    at: datetime
    standing: Standing


def told_of(opener: Opener, case: Case) -> list[Told]:
    """The newest notices of a case, the newest first. A fixed number of queries."""
    rows = Notice.objects.filter(about=case.subject).select_related("call")
    rows = rows.prefetch_related("deliveries", "call__attempts")
    return [_told(opener, case, row) for row in rows.order_by("-queued_at", "-id")[:MOST]]


def _told(opener: Opener, case: Case, notice: Notice) -> Told:
    key = notice.compartment_id
    return Told(
        name=str(LETTERS.get(notice.letter, notice.letter)),
        subject=opener.text(key, SUBJECT, notice.id, bytes(notice.subject)),
        text=without_code(case, opener.text(key, TEXT, notice.id, bytes(notice.text))),
        at=notice.queued_at,
        standing=standing_of(notice, notice.deliveries.all(), getattr(notice, "call", None)),
    )


def without_code(case: Case, text: str) -> str:
    """The letter without the tracking code: with it anybody could answer in the customer's name."""
    code = tracking_code(case)
    return text.replace(tracking_code_shown(code), HIDDEN).replace(code, HIDDEN)


def standing_of(notice: Notice, deliveries: Iterable[Delivery], call: CallTask | None) -> Standing:
    """Whether the customer knows; if not, what is under way, or who must call."""
    if notice.state == NoticeState.TOLD and notice.told_at is not None:
        words = _("khách đã nhận %(moment)s") % {"moment": moment(notice.told_at, reader())}
        return Standing("kept", "circle-check", words)
    if call is not None and call.state == CallState.OPEN:
        return _to_call(call)
    letters = {delivery.state: delivery for delivery in deliveries}
    if letters.keys() & set(ON_THE_WAY):
        return Standing("", "send", _("thư đang được gửi"))
    if kept := letters.get(DeliveryState.KEPT):
        words = _("thư còn ở bàn làm việc, khách chưa nhận")
        return Standing("soon", "mail-off", words, reverse("desk:letter", args=[kept.pk]))
    return Standing("late", "mail-off", _("thư không tới nơi"))


def _to_call(call: CallTask) -> Standing:
    tried = len(call.attempts.all())
    words = _("cần gọi, đã gọi %(times)s lần") % {"times": tried} if tried else _("cần gọi khách")
    return Standing("soon", "phone", words, reverse("desk:call", args=[call.pk]))
