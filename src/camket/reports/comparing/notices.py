"""What was to be told: notices, how they were sent, and the calls that were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from camket.evidence.rules import RecordedFact
from camket.notices.models import CallAttempt, CallTask, Delivery, Notice
from camket.notices.rules import CallOutcome, CallState, DeliveryState, NoticeState
from camket.reports.comparing.facts import Facts, differing

BY_PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with everything that was tried."""

    notice: Notice
    deliveries: Sequence[Delivery]
    call: CallTask | None
    attempts: Sequence[CallAttempt]


def notice_fault(rows: Sequence[Told], facts: Facts) -> str | None:
    """The notices are those that were queued; each is told, or came back, as the facts say."""
    spoken: dict[str, list[RecordedFact]] = {}
    for fact in facts:
        if fact.kind.startswith(("notice.", "delivery.")):
            spoken.setdefault(fact.body["notice"], []).append(fact)
    if {str(told.notice.pk) for told in rows} != spoken.keys():
        return "its notices are not those of its facts"
    for told in rows:
        queued, *since = spoken[str(told.notice.pk)]
        fault = _state_fault(told.notice, queued, since) or _way_fault(told, queued, since)
        if fault or (fault := _call_fault(told, since)):
            return fault
    return None


def _state_fault(notice: Notice, queued: RecordedFact, since: Sequence[RecordedFact]) -> str | None:
    said: dict[str, Any] = {"state": NoticeState.WAITING, "told_at": None, "told_by": ""}
    for fact in since:
        if fact.kind == "notice.told":
            said = {"state": NoticeState.TOLD, "told_at": fact.at, "told_by": fact.body["channel"]}
        elif fact.kind == "notice.bounced":
            said = {"state": NoticeState.RETURNED, "told_at": None, "told_by": ""}
    # A fact of before there was the column names no number.
    phone = queued.body.get("phone")
    said |= {"letter": queued.body["letter"], "queued_at": queued.at}
    said |= {"phone_id": UUID(phone) if phone else None}
    wrong = differing(notice, said)
    return f"a notice's {wrong} is not what its facts say" if wrong else None


def _way_fault(told: Told, queued: RecordedFact, since: Sequence[RecordedFact]) -> str | None:
    """It went where it was to go, and nowhere else but where a caller was asked to send it."""
    to = UUID(queued.body["to"]) if queued.body["to"] else None
    asked_for = sum(fact.body.get("outcome") == CallOutcome.OTHER_CHANNEL for fact in since)
    ways: Counter[tuple[str, UUID | None]] = Counter(
        (row.channel, row.contact_point_id) for row in told.deliveries
    )
    if queued.body["channel"] != BY_PHONE:
        meant = (queued.body["channel"], to)
        if not ways[meant]:
            return "a letter was removed, or sent to somebody else"
        ways[meant] -= 1
    elif told.call is None:
        return "a call was removed from the list"
    if ways.total() > asked_for:
        return "a letter was sent that nobody had asked for"
    return _ending_fault(told, since)


def _ending_fault(told: Told, since: Sequence[RecordedFact]) -> str | None:
    """What the post is said to have taken, refused or brought back has left its fact."""
    kinds = {fact.kind for fact in since}
    wanted = {
        DeliveryState.ACCEPTED: {"notice.told"},
        DeliveryState.REFUSED: {"notice.refused"},
        DeliveryState.BOUNCED: {"notice.bounced", "delivery.bounced"},
    }
    for row in told.deliveries:
        if row.state in wanted and not kinds & wanted[DeliveryState(row.state)]:
            return f"a letter is {row.state} without a fact"
    return None


def _call_fault(told: Told, since: Sequence[RecordedFact]) -> str | None:
    """The calls are those that were recorded, and one that is done has told, or ended in a letter."""
    said = {
        (fact.body["attempt"], fact.by, fact.at, fact.body["outcome"])
        for fact in since
        if fact.kind == "notice.called"
    }
    if {(str(row.pk), row.by, row.at, row.outcome) for row in told.attempts} != said:
        return "its calls are not those of its facts"
    if told.call is None or told.call.state != CallState.DONE:
        return None
    ended = any(
        fact.kind == "notice.told" or fact.body.get("outcome") == CallOutcome.OTHER_CHANNEL
        for fact in since
    )
    return None if ended else "a call was taken off the list without a fact"
