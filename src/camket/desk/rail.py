"""Where a member of staff may go, with counts that say what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.arrivals.queries import waiting_for_a_person
from camket.desk.incoming.calls import visible_calls
from camket.desk.queue.supervision import troubled
from camket.desk.queue.views import QUEUES, queue_named
from camket.people.models import Staff
from camket.people.rules import COUNTER, DESK, Role
from camket.rulebook.company import current_calendar, current_policy
from camket.terms.models import Breach
from camket.ui.formats.dates import clock_time, moment
from camket.ui.parts.rail import Rail, RailLink, RailList
from camket.ui.tags.words import reader

MOST = 100
"""A rail counts no further: it shows that there is much, and costs the same however much."""

ROLE_NAMES = {
    Role.SUPERVISOR: gettext_lazy("Quản lý"),
    Role.AGENT: gettext_lazy("Chăm sóc khách hàng"),
    Role.RECEPTIONIST: gettext_lazy("Lễ tân"),
    Role.PRIVACY: gettext_lazy("Bảo vệ dữ liệu cá nhân"),
    Role.CASHIER: gettext_lazy("Thu ngân"),
    Role.ADMINISTRATOR: gettext_lazy("Quản trị"),
}


def rail_for(staff: Staff, path: str, *, at: datetime) -> Rail:
    """The frame of a page: links by role, the person, and the clock on the wall."""
    lists = [RailList(tuple(_queues(staff, path, at=at)))]
    incoming = tuple(_incoming(staff, path, at=at))
    if incoming:
        lists.append(RailList(incoming, _("Việc đến")))
    return Rail(
        lists=tuple(lists),
        home=reverse("desk:queue"),
        person=staff.name,
        role=", ".join(str(name) for role, name in ROLE_NAMES.items() if role in staff.role_set),
        search_url=reverse("desk:search") if staff.has_role(*COUNTER) else "",
        security_url=reverse("desk:factors"),
        sign_out_url=reverse("desk:sign_out"),
        now=at,
        hours=_hours(at),
    )


def _queues(staff: Staff, path: str, *, at: datetime) -> Iterable[RailLink]:
    if staff.has_role(Role.SUPERVISOR):
        yield _supervision(staff, path, at=at)
    for queue in QUEUES if staff.has_role(*DESK) else QUEUES[:1]:
        url = (
            reverse("desk:queue")
            if queue is QUEUES[0]
            else reverse("desk:queue", args=[queue.name])
        )
        count = _capped(queue_named(queue.name, staff, at=at))
        yield RailLink(url, queue.icon, str(queue.label), count, queue.state, current=path == url)


def _supervision(staff: Staff, path: str, *, at: datetime) -> RailLink:
    url = reverse("desk:supervision")
    count = _capped(troubled(staff, at=at))
    label = _("Cần quản lý")
    return RailLink(url, "user-shield", label, count, "late", current=path == url)


def _incoming(staff: Staff, path: str, *, at: datetime) -> Iterable[RailLink]:
    """What comes to the desk from outside, each link for those who may open its page."""
    calls = visible_calls(staff).filter(call_at__lte=at)
    waiting, breaches = (
        waiting_for_a_person(),
        Breach.objects.visible_to(staff).to_decide(staff, at=at),
    )
    places: list[tuple[str, str, str, frozenset[Role], QuerySet[Any] | None]] = [
        ("desk:calls", "phone", _("Cần gọi"), COUNTER, calls),
        ("desk:waiting_arrivals", "hand-stop", _("Tạm giữ"), DESK, waiting),
        ("desk:phone", "phone-incoming", _("Ghi cuộc gọi"), COUNTER, None),
        ("desk:counter", "building-store", _("Khách tại quầy"), COUNTER, None),
        ("desk:letters", "mail", _("Thư gửi đi"), DESK, None),
        ("desk:services", "world", _("Dịch vụ và sự cố"), COUNTER, None),
        ("desk:breaches", "scale", _("Vi phạm"), DESK, breaches),
        ("desk:reconciliation", "inbox", _("Sổ nhận"), DESK | {Role.ADMINISTRATOR}, None),
    ]
    for name, icon, label, roles, rows in places:
        if staff.has_role(*roles):
            url = reverse(name)
            count = None if rows is None else _capped(rows)
            yield RailLink(url, icon, label, count, current=path.startswith(url))


def _capped(rows: QuerySet[Any]) -> int:
    return int(rows[:MOST].count())


def _hours(at: datetime) -> str:
    """One line about the desk's door."""
    hours, calendar = current_policy().hours, current_calendar()
    closes = hours.closes_at(at, calendar)
    if closes is not None:
        return _("Đang mở cửa đến %(time)s") % {"time": clock_time(closes)}
    opens = hours.opens_next(at, calendar)
    return _("Mở lại %(moment)s") % {"moment": moment(opens, reader())}
