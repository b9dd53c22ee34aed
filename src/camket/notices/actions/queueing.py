"""Queueing notices through the one send gate, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from camket.evidence.actions import NewFact, record_many
from camket.notices.letters import Rendered, render_letter, render_short
from camket.notices.models import HTML, SHORT, SUBJECT, TEXT, CallTask, Delivery, Notice
from camket.notices.queries import numbers_to_call
from camket.notices.rules import Consent, NoticeClass, may_send, sign_message_id
from camket.notices.ways import MAIL, TEXTED, way_to
from camket.people.models import ContactPoint, Customer
from camket.people.rules import ContactKind
from camket.refusals import NotAllowed
from camket.rows import insert
from camket.vault.actions import Sealer, sealer_for
from camket.vault.keys import keys
from camket.vault.rules import new_id


@dataclass(frozen=True, slots=True)
class NewNotice:
    """Something to tell: which letter, to whom, about what. No contact point means by phone or in person.

    `phone` is the number that came with the matter, at which it may be told although nobody has proved it.
    """

    about: str
    compartment: UUID
    letter: str
    customer: Customer
    contact_point: ContactPoint | None
    language: str = "vi"
    kind: NoticeClass = NoticeClass.REQUIRED
    consent: Consent = field(default_factory=Consent)
    context: Mapping[str, Any] = field(default_factory=dict)
    phone: UUID | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, and the few words of a text message where it goes as one."""

    letter: Rendered
    short: str | None


@transaction.atomic
def queue(new: Sequence[NewNotice], *, by: str, at: datetime) -> list[Notice]:
    """Queue notices, each as a letter or a call. Records `notice.queued`; a few queries, however many."""
    if not new:
        return []
    for item in new:
        if not may_send(item.kind, item.consent):
            raise _no_consent()
    sealer = sealer_for({item.compartment for item in new})
    written = _written(new)
    sealed = [
        _notice(item, rendered, sealer, at=at) for item, rendered in zip(new, written, strict=True)
    ]
    notices = [notice for notice, _ in sealed]
    insert(notices)
    pairs = list(zip(new, notices, strict=True))
    insert([_delivery(*pair, at=at) for pair in pairs if _way(pair[0])])
    calls = _calls([notice for item, notice in pairs if not _way(item)], at=at)
    insert(calls)
    numbers = {call.notice_id: call.contact_point_id for call in calls}
    record_many(
        [
            _fact(item, notice, numbers, commitments, by=by, at=at)
            for item, (notice, commitments) in zip(new, sealed, strict=True)
        ]
    )
    return notices


def _no_consent() -> NotAllowed:
    return NotAllowed(
        "Khách hàng chưa đồng ý nhận tin quảng bá nên thư này không được gửi.",
        "The customer has not agreed to promotions, so this may not be sent.",
    )


def _way(item: NewNotice) -> str | None:
    return way_to(item.contact_point)


def _written(new: Sequence[NewNotice]) -> list[Written]:
    """What each is told. Those who share a context are told the same, so that it is rendered once."""
    known: dict[tuple[str, str, int, bool], Written] = {}
    found = []
    for item in new:
        is_text = _way(item) in TEXTED
        same = (item.letter, item.language, id(item.context), is_text)
        if same not in known:
            asked = (item.letter, item.language, item.context)
            known[same] = Written(render_letter(*asked), render_short(*asked) if is_text else None)
        found.append(known[same])
    return found


def _notice(
    item: NewNotice, written: Written, sealer: Sealer, *, at: datetime
) -> tuple[Notice, dict[str, str]]:
    rendered = written.letter
    notice = Notice(
        id=new_id(at),
        about=item.about,
        letter=item.letter,
        kind=item.kind,
        customer=item.customer,
        compartment_id=item.compartment,
        language=item.language,
        phone_id=_phone(item),
        queued_at=at,
    )
    notice.subject = sealer.seal(item.compartment, SUBJECT, notice.id, rendered.subject).value
    text = sealer.seal(item.compartment, TEXT, notice.id, rendered.text)
    notice.text = text.value
    notice.html = sealer.seal(item.compartment, HTML, notice.id, rendered.html).value
    if written.short is not None:
        notice.short = sealer.seal(item.compartment, SHORT, notice.id, written.short).value
    return notice, {f"notice:{notice.id}": text.commitment}


def deliver_to(notice: Notice, point: ContactPoint, *, at: datetime) -> Delivery:
    """Send a notice that exists as a letter to this address too, because its reader asked for that."""
    delivery = _letter(notice, point, at=at)
    delivery.save(force_insert=True)
    return delivery


def _delivery(item: NewNotice, notice: Notice, *, at: datetime) -> Delivery:
    return _letter(notice, item.contact_point, at=at)


def _letter(notice: Notice, point: ContactPoint | None, *, at: datetime) -> Delivery:
    pk = new_id(at)
    return Delivery(
        id=pk,
        notice=notice,
        channel=way_to(point) or MAIL,
        contact_point=point,
        message_id=sign_message_id(pk, keys().letters, letter_domain()),
        next_try=at,
    )


def _phone(item: NewNotice) -> UUID | None:
    """The number that came with the matter: where it is answered, if that is one."""
    point = item.contact_point
    return point.pk if point is not None and point.kind == ContactKind.PHONE else item.phone


def _calls(notices: Sequence[Notice], *, at: datetime) -> list[CallTask]:
    """A call for each of them, to its number if it has one that may be rung."""
    numbers = numbers_to_call(notices) if notices else {}
    firsts = [next(iter(numbers[notice.pk]), None) for notice in notices]
    return [
        CallTask(id=new_id(at), notice=notice, contact_point=first, call_at=at)
        for notice, first in zip(notices, firsts, strict=True)
    ]


def letter_domain() -> str:
    """The right side of our Message-IDs: the public host."""
    return urlsplit(settings.CAMKET_URL).hostname or "camket.invalid"


def _fact(
    item: NewNotice,
    notice: Notice,
    numbers: Mapping[UUID, UUID | None],
    commitments: dict[str, str],
    *,
    by: str,
    at: datetime,
) -> NewFact:
    channel = _way(item) or "phone"
    written_to = item.contact_point.pk if item.contact_point else None
    place = numbers.get(notice.pk, written_to)
    to = str(place) if place else None
    phone = str(notice.phone_id) if notice.phone_id else None
    body = {"notice": str(notice.id), "letter": notice.letter, "channel": channel, "to": to}
    body["phone"] = phone
    return NewFact(item.about, "notice.queued", at, by, body, commitments)
