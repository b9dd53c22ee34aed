"""What is said to the customer once the case is there: number, date with its arithmetic, code, next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.notices.models import Notice
from camket.people.models import Staff
from camket.people.queries import contact_shown
from camket.people.rules import Role
from camket.promises.clocks import clock_of
from camket.promises.models import Promise
from camket.promises.queries import first_promise
from camket.promises.rules import PromiseKind
from camket.ui.formats.dates import full_date
from camket.ui.formats.spaces import bind
from camket.ui.parts.promise import PromiseClock
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Taken:
    """The page after a case was opened. `spelled` is the number in the pieces in which it is said.

    `code` is empty for who may not hand it out.
    `way` is how the confirmation travels (`mail`, `sms`, `zalo`), `call` where somebody must ring, or empty
    where the customer left nothing.
    """

    case: Case
    spelled: str
    code: str
    sentences: tuple[str, ...]
    clock: PromiseClock | None
    notice: Notice | None
    goes_to: str
    way: str

    @property
    def is_told(self) -> bool:
        """Whether somebody has already told the customer."""
        return self.notice is not None and self.notice.told_at is not None


def taken_of(case: Case, *, by: Staff, at: datetime) -> Taken:
    """Read what the page shows. The address that a letter goes to leaves an access entry."""
    promise, notice = first_promise(case.subject), first_notice(case)
    goes_to = _goes_to(case, by=by, at=at)
    code = tracking_code_shown(tracking_code(case)) if may_hand_out_code(by, case) else ""
    with translation.override(case.language):
        sentences = tuple(bind(sentence) for sentence in _sentences(case, promise, code))
    return Taken(
        case=case,
        spelled=" ".join(case.number),
        code=code,
        sentences=sentences,
        clock=clock_of(promise, at=at) if promise else None,
        notice=notice,
        goes_to=goes_to,
        way=_way(notice) or ("call" if goes_to else ""),
    )


def may_hand_out_code(staff: Staff, case: Case) -> bool:
    """Whether a person may see the tracking code, to read it aloud or print it.

    It lets its holder answer as the customer. Only who took the customer in passes it on, and a supervisor
    for somebody who has lost it.
    """
    return case.taken_by_id == staff.pk or staff.has_role(Role.SUPERVISOR)


def first_notice(case: Case) -> Notice | None:
    """The confirmation that the case was taken in."""
    rows = Notice.objects.filter(about=case.subject, letter="acknowledged")
    return rows.order_by("queued_at", "id").first()


def _way(notice: Notice | None) -> str:
    """The channel on which the confirmation is under way, if it is one that needs nobody."""
    if notice is None:
        return ""
    channels = notice.deliveries.order_by("id").values_list("channel", flat=True)
    return channels.first() or ""


def _goes_to(case: Case, *, by: Staff, at: datetime) -> str:
    if case.answer_at is None:
        return ""
    with purpose(Purpose.HANDLE_CASE, by=by.ref, at=at, about=case.subject) as opener:
        return contact_shown(opener, case.answer_at)


def _sentences(case: Case, promise: Promise | None, code: str) -> list[str]:
    """What to read aloud, in the customer's language."""
    said = [_("Số hồ sơ của Quý khách là %(number)s.") % {"number": case.number}]
    if promise is not None:
        day = {"day": full_date(promise.limit, case.language)}
        is_result = promise.kind == PromiseKind.RESOLVE
        said.append(
            (_("Chúng tôi có kết quả chậm nhất hết ngày %(day)s.") % day)
            if is_result
            else (_("Chúng tôi xác nhận chậm nhất hết ngày %(day)s.") % day)
        )
    if code:
        where = {"host": urlsplit(settings.CAMKET_URL).netloc, "code": code}
        said.append(_("Quý khách theo dõi tại %(host)s bằng số hồ sơ và mã %(code)s.") % where)
    return said
