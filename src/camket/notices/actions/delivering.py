"""Taking letters to the post: claim one, send it, note that the post has it, tell. A retry is never a second letter.

Between the post's word and our note lies one short statement. Only there can a worker that dies send a
letter again, and then under the same Message-ID. What follows from the telling is done afterwards, and again
until it is done, without sending anything.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import DatabaseError, transaction
from django.db.models import Q

from camket.evidence.actions import hold, record
from camket.notices.actions.texting import hand_text_over
from camket.notices.carriers import Carrier, Letter, Undelivered
from camket.notices.models import HTML, SUBJECT, TEXT, CallTask, Delivery, Notice
from camket.notices.queries import numbers_to_call
from camket.notices.resting import Rests
from camket.notices.rules import (
    ABOUT_ACCOUNTS,
    CLAIM_LASTS,
    ERASED,
    LAPSED,
    MOST_TRIES,
    ON_THE_WAY,
    CallState,
    DeliveryState,
    NoticeState,
    has_lapsed,
    next_try,
)
from camket.notices.texting.texter import Texter
from camket.notices.ways import TEXTED
from camket.people.queries import contact_value, customer_name
from camket.people.rules import SYSTEM
from camket.refusals import NotFound
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose, new_id

AT_ONCE = 20
CANDIDATES = 5
log = logging.getLogger(__name__)


def deliver_due(
    carrier: Carrier,
    *,
    texters: Mapping[str, Texter] = MappingProxyType({}),
    at: datetime,
    limit: int = AT_ONCE,
    rests: Rests | None = None,
) -> int:
    """Deliver what is due, oldest first; `texters` carry texts, by channel. Returns how many were tried.

    Nothing goes on a channel whose carrier rests; `rests` remembers from one call to the next which do.
    """
    tried, rests = 0, rests or Rests()
    while tried < limit and (delivery := claim(at=at, without=rests.at_rest(at))) is not None:
        try:
            if _carry(delivery, carrier, texters, at=at):
                rests.end(delivery.channel)
        except Undelivered as failure:
            # One that cannot be sent stops no other.
            _settle_failure(delivery, failure, rests, at=at)
        tried += 1
    return tried


def claim(*, at: datetime, without: Collection[str] = ()) -> Delivery | None:
    """Take one delivery that nobody else is at; a dead worker's comes back when its claim runs out.

    One at a time, so that a slow post cannot outlast the claims on the letters that wait behind. On a channel
    of `without` only what its carrier has already is gone on with.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = Delivery.objects.filter(free, state__in=ON_THE_WAY, next_try__lte=at)
    if without:
        due = due.filter(Q(state=DeliveryState.HANDED) | ~Q(channel__in=without))
    for pk, state in due.order_by("next_try", "id").values_list("pk", "state")[:CANDIDATES]:
        claimed = state if state == DeliveryState.HANDED else DeliveryState.CLAIMED
        rows = Delivery.objects.filter(free, pk=pk, state=state)
        if rows.update(state=claimed, claimed_until=at + CLAIM_LASTS):
            people = ("notice__customer", "contact_point__customer")
            return Delivery.objects.select_related(*people).get(pk=pk)
    return None


def _carry(
    delivery: Delivery, carrier: Carrier, texters: Mapping[str, Texter], *, at: datetime
) -> bool:
    """Whether a carrier took it now. Raises Undelivered for whatever kept it from leaving."""
    if delivery.state == DeliveryState.HANDED:
        _go_on(delivery, at=at)
        return False
    try:
        _check_still_holds(delivery, at=at)
        if delivery.channel in TEXTED:
            hand_text_over(delivery, texters, at=at)
            return True
        handed = _hand_over(delivery, carrier, at=at)
    except DatabaseError:
        raise
    except Exception as error:
        raise _as_undelivered(error) from None
    if handed:
        _go_on(delivery, at=at)
    return handed


def _check_still_holds(delivery: Delivery, *, at: datetime) -> None:
    if has_lapsed(delivery.notice.letter, delivery.notice.queued_at, at):
        raise Undelivered(LAPSED, permanent=True)


def _go_on(delivery: Delivery, *, at: datetime) -> None:
    """The post has it: what follows from that is done now, or a little later."""
    try:
        _tell(delivery, at=delivery.ended_at or at)
    except Exception as error:
        log.warning("delivery %s is not told yet: %s", delivery.pk, type(error).__name__)
        _tell_later(delivery, at=at)


def _hand_over(delivery: Delivery, carrier: Carrier, *, at: datetime) -> bool:
    """Send it, and note it. True when the post has it, False where it is kept here."""
    proved = carrier.send(_read(delivery, at=at))
    state = DeliveryState.HANDED if proved else DeliveryState.KEPT
    on_the_way = Delivery.objects.filter(pk=delivery.pk, state__in=ON_THE_WAY)
    if proved:
        delivery.ended_at = at
        return bool(on_the_way.update(state=state, ended_at=at))
    on_the_way.update(state=state, ended_at=at, claimed_until=None, next_try=None)
    return False


def _as_undelivered(error: Exception) -> Undelivered:
    """What any error means for a letter: one whose content was erased will never leave."""
    if isinstance(error, Undelivered):
        return error
    if isinstance(error, NotFound):
        return Undelivered(ERASED, permanent=True)
    return Undelivered(type(error).__name__, permanent=False)


def _read(delivery: Delivery, *, at: datetime) -> Letter:
    with purpose(Purpose.SEND_LETTER, by=SYSTEM, at=at) as opener:
        return _letter(opener, delivery)


def _letter(opener: Opener, delivery: Delivery) -> Letter:
    notice, point = delivery.notice, delivery.contact_point
    compartment = notice.compartment_id
    return Letter(
        message_id=delivery.message_id,
        to=contact_value(opener, point),
        name=customer_name(opener, notice.customer),
        subject=opener.text(compartment, SUBJECT, notice.id, notice.subject),
        text=opener.text(compartment, TEXT, notice.id, notice.text),
        html=opener.text(compartment, HTML, notice.id, notice.html),
        language=notice.language,
    )


@transaction.atomic
def _tell(delivery: Delivery, *, at: datetime) -> None:
    """The post has had the letter since `at`: the person is told, with all that follows from it."""
    hold(delivery.notice.about)
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.HANDED)
    if rows.update(state=DeliveryState.ACCEPTED, claimed_until=None, next_try=None):
        end_calls(delivery.notice)
        mark_told(delivery.notice, channel=delivery.channel, by=SYSTEM, at=at)


def _tell_later(delivery: Delivery, *, at: datetime) -> None:
    tries = min(delivery.tries + 1, MOST_TRIES - 1)
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.HANDED)
    rows.update(tries=tries, next_try=next_try(tries, at), claimed_until=None)


def end_calls(notice: Notice) -> None:
    """Who is told needs no call any more."""
    calls = CallTask.objects.filter(notice=notice, state=CallState.OPEN)
    calls.update(state=CallState.DONE, claimed_by="", claimed_until=None)


@transaction.atomic
def mark_told(notice: Notice, *, channel: str, by: str, at: datetime) -> None:
    """Say that the person knows. Records `notice.told`, once."""
    hold(notice.about)
    rows = Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.TOLD)
    if rows.update(state=NoticeState.TOLD, told_at=at, told_by=channel):
        body = {"notice": str(notice.id), "letter": notice.letter, "channel": channel}
        record(notice.about, "notice.told", at=at, by=by, body=body)


def _settle_failure(
    delivery: Delivery, failure: Undelivered, rests: Rests, *, at: datetime
) -> None:
    """What nobody answered goes on waiting, however long; an answer is one of the letter's tries."""
    if not failure.of_carrier:
        rests.end(delivery.channel)
        _count_try(delivery, failure, at=at)
        return
    again = rests.begin(delivery.channel, at=at)
    mine = {"state": DeliveryState.CLAIMED, "claimed_until": delivery.claimed_until}
    rows = Delivery.objects.filter(pk=delivery.pk, **mine)
    changes = {"state": DeliveryState.QUEUED, "next_try": again, "error": failure.code}
    rows.update(claimed_until=None, **changes)


@transaction.atomic
def _count_try(delivery: Delivery, failure: Undelivered, *, at: datetime) -> None:
    """Try again later, or give up and let somebody call."""
    hold(delivery.notice.about)
    tries = delivery.tries + 1
    again = None if failure.permanent else next_try(tries, at)
    state = DeliveryState.QUEUED if again else DeliveryState.REFUSED
    mine = {"state": DeliveryState.CLAIMED, "claimed_until": delivery.claimed_until}
    rows = Delivery.objects.filter(pk=delivery.pk, **mine)
    ended = None if again else at
    changed = rows.update(
        state=state,
        tries=tries,
        next_try=again,
        claimed_until=None,
        error=failure.code,
        ended_at=ended,
    )
    if changed and again is None:
        body = {"notice": str(delivery.notice_id), "letter": delivery.notice.letter}
        record(delivery.notice.about, "notice.refused", at=at, by=SYSTEM, body=body)
        if failure.code != ERASED:
            ask_to_call([delivery.notice], at=at)


def ask_to_call(notices: Iterable[Notice], *, at: datetime) -> None:
    """The letter did not arrive: put the call on the list, to a number that may be rung if there is one.

    A call that was ended because a letter was asked for stands on the list again.
    """
    for notice in notices:
        if notice.letter in ABOUT_ACCOUNTS:
            continue
        phone = next(iter(numbers_to_call([notice])[notice.pk]), None)
        task, is_new = CallTask.objects.get_or_create(
            notice=notice,
            defaults={"id": new_id(at), "contact_point": phone, "call_at": at},
        )
        if not is_new:
            rows = CallTask.objects.filter(pk=task.pk, state=CallState.DONE)
            rows.update(state=CallState.OPEN, call_at=at)
