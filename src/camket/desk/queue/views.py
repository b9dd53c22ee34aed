"""The queues that there are, each a narrowing of what a person may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from camket.cases.models import Case, CaseQuerySet
from camket.complaints.rules.moves import Status
from camket.people.models import Staff
from camket.refusals import NotFound

Narrowing = Callable[[CaseQuerySet, Staff, datetime], CaseQuerySet]


@dataclass(frozen=True, slots=True)
class Queue:
    """One list: its name in the address, its look on the rail, and which cases are in it."""

    name: str
    label: Promise
    icon: str
    narrow: Narrowing
    state: str | None = None


QUEUES: tuple[Queue, ...] = (
    Queue("all", _("Theo hạn"), "list-check", lambda rows, staff, at: rows),
    Queue("mine", _("Của tôi"), "user", lambda rows, staff, at: rows.filter(handler=staff)),
    Queue(
        "unassigned",
        _("Chưa giao"),
        "user-question",
        lambda rows, staff, at: rows.filter(handler__isnull=True),
    ),
    Queue(
        "overnight",
        _("Đến ngoài giờ"),
        "moon",
        lambda rows, staff, at: rows.filter(handler__isnull=True, after_hours=True),
    ),
    Queue(
        "priority",
        _("Ưu tiên theo điều 8"),
        "star",
        lambda rows, staff, at: rows.filter(priority=True),
    ),
    Queue(
        "waiting",
        _("Chờ khách"),
        "message-question",
        lambda rows, staff, at: rows.filter(complaint__status=Status.WAITING),
    ),
    Queue(
        "replied",
        _("Khách đã trả lời kết quả"),
        "message-dots",
        lambda rows, staff, at: rows.filter(
            complaint__status=Status.TOLD, complaint__silence_ends_at__isnull=True
        ),
    ),
    Queue(
        "contested",
        _("Khách chưa đồng ý"),
        "scale",
        lambda rows, staff, at: rows.filter(complaint__status=Status.CONTESTED),
    ),
    Queue(
        "late",
        _("Trễ hạn"),
        "alert-triangle",
        lambda rows, staff, at: rows.filter(due_at__lt=at),
        state="late",
    ),
)
_BY_NAME = {queue.name: queue for queue in QUEUES}


def queue_named(name: str, staff: Staff, *, at: datetime) -> CaseQuerySet:
    """The open cases of one queue that the person may see. Raises NotFound for a name that is none."""
    queue = look_up(name)
    return queue.narrow(Case.objects.visible_to(staff).open(), staff, at)


def look_up(name: str) -> Queue:
    """The queue of that name."""
    queue = _BY_NAME.get(name)
    if queue is None:
        raise NotFound(
            "Không có danh sách này. Xin chọn một danh sách ở bên trái.",
            "There is no such list. Choose one on the left.",
        )
    return queue
