"""Writing to the customer in one's own words, and notes that stay inside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.arrivals.submission import Channel, Matter
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.models import Case, Message
from camket.cases.rules import Direction
from camket.complaints.actions.letters import letter
from camket.complaints.actions.moving import actor_of
from camket.notices.actions.queueing import queue
from camket.notices.ways import way_to
from camket.people.models import Staff
from camket.refusals import MoveNotAllowed, NotUnderstood


@transaction.atomic
def reply(case: Case, text: str, *, by: Staff, at: datetime) -> Message:
    """Tell the customer something. It goes by letter, or by a call where there is no address."""
    if not text.strip():
        raise NotUnderstood("Xin viết lời trả lời khách hàng.", "Write the reply to the customer.")
    if case.kind == Matter.OUTAGE:
        raise MoveNotAllowed(
            "Hồ sơ này là của mọi khách có sự cố. Xin nói với khách ở trang sự cố.",
            "This case is everybody's whom the outage concerns. Tell them on the page of the outage.",
        )
    actor_of(by, case)
    channel = Channel(way_to(case.answer_at) or Channel.PHONE)
    message = _keep(case, Direction.OUT, channel, text, by=by, at=at)
    queue([letter(case, "reply", at=at, text=text.strip())], by=by.ref, at=at)
    return message


@transaction.atomic
def write_note(case: Case, text: str, *, by: Staff, at: datetime) -> Message:
    """Keep something for colleagues. The customer is told of it only when reading who read and wrote."""
    if not text.strip():
        raise NotUnderstood("Xin viết nội dung ghi chú.", "Write the note.")
    actor_of(by, case)
    return _keep(case, Direction.NOTE, Channel(case.channel), text, by=by, at=at)


def _keep(
    case: Case, direction: Direction, channel: Channel, text: str, *, by: Staff, at: datetime
) -> Message:
    new = NewMessage(case, direction, channel, text.strip(), by.ref, at)
    return add_messages([new], by=by.ref, at=at)[0]
