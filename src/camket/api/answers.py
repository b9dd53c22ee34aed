"""From rows to what the API answers. Nothing personal is opened for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ninja import Status

from camket.api.problems import Unreadable, worded
from camket.api.shapes import (
    ArrivalKept,
    CaseOpened,
    CaseStanding,
    PromiseShape,
    Sentence,
    StandingPromise,
)
from camket.arrivals.channels import api
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Outcome, Place
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.complaints.actions.letters import follow_link
from camket.complaints.models import Complaint
from camket.intake.rules import Held
from camket.notices.templatetags.letters import arithmetic_en, arithmetic_vi
from camket.promises.models import Promise

KEPT = {
    Outcome.ADDED: ("Đã thêm vào hồ sơ đang có.", "It was added to a case that exists."),
    Outcome.DISMISSED: (
        "Nhân viên đã xem và không mở hồ sơ.",
        "A person has looked at it and opened no case.",
    ),
}
WAITS = (
    "Đã lưu. Nhân viên sẽ xem và mở hồ sơ; thời hạn vẫn tính từ lúc nhận.",
    "It is kept. A person will look at it and open a case; the time runs from its receipt.",
)
NOT_READ = (
    "Đã lưu để nhân viên xem, nhưng nội dung không đúng mô tả của API nên chưa mở hồ sơ. Xin sửa chương trình; gửi lại bản đã sửa thì dùng Idempotency-Key mới.",
    "It is kept for a person to look at, but the body is not what the API describes, so it opened no case. Correct the program; send a corrected body under a new Idempotency-Key.",
)


def outcome_of(arrival: Arrival, body: bytes) -> Status[CaseOpened | ArrivalKept]:
    """The answer to a call, by where its arrival is. Raises Unreadable where a person must read it."""
    if arrival.outcome == Outcome.OPENED:
        return Status(201, _opened(Case.objects.get(number=arrival.case_number)))
    if arrival.place == Place.HELD and arrival.reason == Held.UNREADABLE:
        raise Unreadable(*NOT_READ, worded(api.faults(body)))
    vi, en = KEPT.get(Outcome(arrival.outcome), WAITS) if arrival.outcome else WAITS
    added = arrival.outcome == Outcome.ADDED
    kept = ArrivalKept(
        outcome=arrival.outcome or arrival.place,
        number=arrival.case_number if added else None,
        received_at=arrival.received_at,
        vi=vi,
        en=en,
    )
    return Status(202, kept)


def _opened(case: Case) -> CaseOpened:
    """What was said when the case was opened; it is the same whenever it is asked for again."""
    first: dict[str, Promise] = {}
    for promise in _promises(case):
        first.setdefault(promise.kind, promise)
    given = [one for one in first.values() if one.received_at == case.received_at]
    return CaseOpened(
        outcome=Outcome.OPENED,
        number=case.number,
        tracking_code=tracking_code_shown(tracking_code(case)),
        tracking_link=follow_link(case),
        received_at=case.received_at,
        after_hours=case.after_hours,
        promises=[PromiseShape(**_shape(promise)) for promise in given],
    )


def standing(case: Case) -> CaseStanding:
    """Where a case is now."""
    complaint = Complaint.objects.filter(case=case).first()
    otherwise = "closed" if case.is_closed else "open"
    return CaseStanding(
        number=case.number,
        kind=case.kind,
        status=complaint.status if complaint else otherwise,
        received_at=case.received_at,
        closed_at=case.closed_at,
        promises=[StandingPromise(state=row.state, **_shape(row)) for row in _promises(case)],
    )


def _promises(case: Case) -> Iterable[Promise]:
    return Promise.objects.filter(subject=case.subject).order_by("id")


def _shape(promise: Promise) -> dict[str, Any]:
    return {
        "kind": promise.kind,
        "basis": promise.basis,
        "clause": promise.clause_id,
        "received_at": promise.received_at,
        "aim": promise.aim,
        "limit": promise.limit,
        "arithmetic": promise.arithmetic,
        "explanation": Sentence(vi=arithmetic_vi(promise), en=arithmetic_en(promise)),
    }
