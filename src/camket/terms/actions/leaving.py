"""Leaving instead of accepting: the requests become cases, and the account closes when its owner confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Raw
from camket.arrivals.submission import Channel, Matter
from camket.cases.models import Case
from camket.evidence.actions import hold, record
from camket.intake.actions.taking import take_in
from camket.notices.actions.accounts import proved_points
from camket.people.models import Account, ContactPoint
from camket.people.queries import contact_value
from camket.people.rules import ContactKind
from camket.people.signing.closing import close_account
from camket.refusals import ChangedMeanwhile, NotAllowed
from camket.terms.models import Leaving
from camket.terms.queries.standing import leaving_of
from camket.vault.actions import purpose
from camket.vault.rules import Purpose, new_id

MAILBOX = "web"
ASKS = {
    Matter.PRIVACY: (
        "Tôi rời đi và muốn nhận toàn bộ dữ liệu cá nhân của mình.",
        "I am leaving, and I want a copy of all my personal data.",
    ),
    Matter.RETURN: (
        "Tôi rời đi và muốn nhận lại số tiền của tôi mà công ty còn giữ.",
        "I am leaving, and I want back the money of mine that the company still holds.",
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who leaves wants back, and what they add in their own words."""

    wants_data: bool
    wants_money: bool
    words: str = ""
    language: str = "vi"


@transaction.atomic
def ask_to_leave(account: Account, wish: Wish, *, by: str, at: datetime) -> Leaving:
    """Open the cases that were asked for, through the door of every form. Records `leaving.asked`.

    Raises ChangedMeanwhile where the account's owner is leaving already.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if leaving_of(account) is not None:
        raise ChangedMeanwhile
    row = Leaving(
        id=new_id(at),
        account=account,
        wants_data=wish.wants_data,
        wants_money=wish.wants_money,
        asked_at=at,
    )
    if wish.wants_data:
        row.data_case = _opened(row, Matter.PRIVACY, wish, at=at)
    if wish.wants_money:
        row.money_case = _opened(row, Matter.RETURN, wish, at=at)
    row.save(force_insert=True)
    body = {
        "leaving": str(row.id),
        "data": row.wants_data,
        "money": row.wants_money,
        "data_case": row.data_case.number if row.data_case else None,
        "money_case": row.money_case.number if row.money_case else None,
    }
    record(account.subject, "leaving.asked", at=at, by=by, body=body)
    return row


def _opened(row: Leaving, matter: Matter, wish: Wish, *, at: datetime) -> Case | None:
    """The case; None where the form waits for a person to look at it, in which case it becomes one there."""
    point, value = _reached(row.account, at=at)
    line = ASKS[matter][wish.language == "en"]
    key = f"{row.id}:{matter}"
    form = Form(
        channel=Channel.WEB,
        matter=matter,
        mail=value if point.kind == ContactKind.MAIL else "",
        phone=value if point.kind == ContactKind.PHONE else "",
        subject=line.rstrip("."),
        text="\n\n".join(filter(None, [line, wish.words.strip()])),
        language=wish.language,
        key=key,
    )
    raw = Raw(to_bytes(form), RawForm.FORM, Channel.WEB, MAILBOX, at, f"leaving:{key}")
    taken = take_in([raw], at=at)
    return taken[0].case if taken else None


def _reached(account: Account, *, at: datetime) -> tuple[ContactPoint, str]:
    """Where the owner is reached: the chosen point, else the first one that was proved."""
    points = proved_points(account)
    point = next((point for point in points if point.chosen_at), None) or next(iter(points), None)
    if point is None:
        raise NotAllowed(
            "Xin xác nhận một số điện thoại hoặc địa chỉ thư trước.",
            "Please confirm a phone number or a mail address first.",
        )
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=at) as opener:
        return point, contact_value(opener, point)


@transaction.atomic
def stay(account: Account, *, by: str, at: datetime) -> None:
    """The owner stays after all; cases that were opened go on. Records `leaving.taken_back`."""
    hold(account.subject)
    row = _going_on(account)
    if not _still(row).update(taken_back_at=at):
        raise ChangedMeanwhile
    body = {"leaving": str(row.id)}
    record(account.subject, "leaving.taken_back", at=at, by=by, body=body)


@transaction.atomic
def leave(account: Account, *, by: str, at: datetime) -> Leaving:
    """The owner confirms: the account closes. Its cases go on, and are followed by number and code.

    Records `leaving.confirmed` and `account.closed`.
    """
    hold(account.subject)
    row = _going_on(account)
    if not _still(row).update(closed_at=at):
        raise ChangedMeanwhile
    body = {"leaving": str(row.id)}
    record(account.subject, "leaving.confirmed", at=at, by=by, body=body)
    close_account(account, by=by, at=at)
    row.refresh_from_db()
    return row


def _going_on(account: Account) -> Leaving:
    row = leaving_of(account)
    if row is None or row.closed_at is not None:
        raise ChangedMeanwhile
    return row


def _still(row: Leaving) -> QuerySet[Leaving]:
    return Leaving.objects.filter(pk=row.pk, closed_at__isnull=True, taken_back_at__isnull=True)
