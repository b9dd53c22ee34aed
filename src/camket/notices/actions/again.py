"""Sending once more what was kept here or refused: by itself when a carrier is there, and when somebody says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from camket.evidence.actions import hold, record
from camket.notices.models import Delivery
from camket.notices.queries import may_leave_again
from camket.notices.rules import AGAIN, CODE, DeliveryState, NoticeState
from camket.notices.ways import MAIL
from camket.people.models import Staff
from camket.people.rules import DESK
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed

NEWS_FOR = timedelta(days=14)
"""A kept letter leaves by itself as long as the days that it promises still lie ahead: the published time for a
result is seven working days. What is older is left to whoever looks at it."""


def queue_kept(*, at: datetime) -> int:
    """Queue the letters that were kept for want of a carrier and that nobody was told otherwise. Returns how many.

    None that is older than a fortnight, no code, and none to a contact point that is no longer the customer's.
    """
    kept = Delivery.objects.filter(state=DeliveryState.KEPT, channel=MAIL)
    news = kept.filter(notice__state=NoticeState.WAITING, notice__queued_at__gt=at - NEWS_FOR)
    rows = news.filter(contact_point__removed_at__isnull=True).exclude(notice__letter=CODE)
    return rows.update(state=DeliveryState.QUEUED, next_try=at, ended_at=None)


@transaction.atomic
def send_again(delivery: Delivery, *, by: Staff, at: datetime) -> None:
    """Queue a kept or refused letter anew, as if it had never been tried. Records `notice.sent_again`.

    Nobody took it, so that it keeps its name. Raises MoveNotAllowed where it would reach nobody.
    """
    if not by.has_role(*DESK):
        raise NotAllowed("Vai trò này không gửi thư.", "This role sends no letters.")
    if not may_leave_again(delivery):
        raise MoveNotAllowed(
            "Thư này không gửi lại được: khách đã biết, địa chỉ không còn dùng, hoặc chưa có máy chủ thư.",
            "This letter cannot be sent again: the customer knows it, the address is no longer used, "
            "or there is no mail server.",
        )
    notice = delivery.notice
    hold(notice.about)
    rows = Delivery.objects.filter(pk=delivery.pk, state__in=AGAIN)
    anew = {"tries": 0, "error": "", "ended_at": None, "next_try": at, "claimed_until": None}
    if not rows.update(state=DeliveryState.QUEUED, **anew):
        raise ChangedMeanwhile
    body = {"notice": str(notice.id), "letter": notice.letter}
    record(notice.about, "notice.sent_again", at=at, by=by.ref, body=body)
