"""What a member of staff types in while somebody speaks, or after a message was heard or read.

The words are kept as an arrival first, like everything that comes in; then a case is opened with them, or
they join one that the person at the desk has found.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from camket.arrivals.actions import fail, receive
from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Place, Raw
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case
from camket.cases.rules import Direction
from camket.intake.actions.by_hand import add_by_hand, open_by_hand
from camket.people.models import Staff
from camket.people.rules import COUNTER
from camket.refusals import NotAllowed, NotUnderstood, Refusal

log = logging.getLogger(__name__)

AT_ONCE = timedelta(minutes=15)
"""What is typed in within this time needs no word about why it was not typed in before."""
OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. The clock starts at `received_at`.

    `calls_self` is how the person is called in this conversation. It is noted for the desk where the
    customer was known before, perhaps under another name: a number may serve a whole family.
    """

    form: Form
    received_at: datetime
    why_late: str = ""
    calls_self: str = ""


def check_receipt(received_at: datetime, why_late: str, *, at: datetime) -> None:
    """An earlier receipt has its reason, and none lies ahead. Raises NotUnderstood."""
    if received_at > at:
        raise NotUnderstood(
            "Thời điểm nhận không thể ở sau lúc này. Xin sửa ngày hoặc giờ.",
            "It cannot have been received later than now. Correct the day or the hour.",
        )
    if received_at < at - OLDEST:
        raise NotUnderstood(
            "Thời điểm nhận đã quá một năm. Xin xem lại ngày.",
            "It would have been received more than a year ago. Check the day.",
        )
    if received_at < at - AT_ONCE and not why_late.strip():
        raise NotUnderstood(
            "Xin ghi vì sao đến bây giờ mới nhập.", "Say why it is typed in only now."
        )


def open_typed(typed: Typed, *, by: Staff, at: datetime) -> Case | None:
    """Keep what was typed, and open a case with it. None where it waits in *failed* instead."""
    return _taken(typed, None, by=by, at=at)


def add_typed(typed: Typed, case: Case, *, by: Staff, at: datetime) -> Case | None:
    """Keep what was typed, and add it to a case. None where it waits in *failed* instead."""
    return _taken(typed, case, by=by, at=at)


def _taken(typed: Typed, case: Case | None, *, by: Staff, at: datetime) -> Case | None:
    if not by.has_role(*COUNTER):
        raise NotAllowed(
            "Vai trò này không ghi nhận lời khách hàng.", "This role does not take customers in."
        )
    check_receipt(typed.received_at, typed.why_late, at=at)
    arrival = _kept(typed, at=at)
    if arrival.place == Place.ENDED:
        return Case.objects.filter(number=arrival.case_number).first()
    try:
        return _act(arrival, typed, case, by=by, at=at)
    except Refusal:
        raise
    except Exception as error:
        _give_up(arrival, type(error).__name__, at=at)
        return None


def _give_up(arrival: Arrival, code: str, *, at: datetime) -> None:
    log.error("arrival %s could not be taken: %s", arrival.pk, code)
    fail(arrival, code, at=at)


def _kept(typed: Typed, *, at: datetime) -> Arrival:
    """The arrival of this page: the same page sent twice is one."""
    form = typed.form
    source = f"desk:{hashlib.sha256(form.key.encode()).hexdigest()[:32]}" if form.key else None
    raw = Raw(to_bytes(form), RawForm.FORM, form.channel, form.channel, typed.received_at, source)
    arrivals = receive([raw], at=at, claimed=True)
    if arrivals:
        return Arrival.objects.select_related("raw").get(pk=arrivals[0].pk)
    return Arrival.objects.select_related("raw").get(source=source)


@transaction.atomic
def _act(arrival: Arrival, typed: Typed, case: Case | None, *, by: Staff, at: datetime) -> Case:
    if case is None:
        case = open_by_hand(arrival, by=by, at=at)
    else:
        add_by_hand(arrival, case, by=by, at=at)
    known = case.customer.created_at < at
    words = "\n".join(filter(None, [typed.why_late.strip(), typed.calls_self if known else ""]))
    if words:
        note = NewMessage(case, Direction.NOTE, typed.form.channel, words, by.ref, at)
        add_messages([note], by=by.ref, at=at)
    return case
