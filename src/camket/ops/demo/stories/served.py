"""What customers have bought, and a morning on which the web server failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from camket.arrivals.submission import Sender
from camket.clock import civil_date
from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.sending import Person
from camket.ops.demo.stories.doors import ANDREW
from camket.ops.demo.stories.ended import TRAN
from camket.ops.demo.story import Story
from camket.rulebook.company import current_policy
from camket.services.actions.holdings import NewHolding, customer_at, enter
from camket.services.actions.outages import Trouble, declare, end, report, tell_progress
from camket.services.models import Holding
from camket.services.queries import open_outage

BOUGHT = ((TRAN, 0, "HĐ-2026/0118"), (TRAN, 1, "HĐ-2026/0119"), (ANDREW, 0, "HĐ-2026/0204"))
A_YEAR = timedelta(days=364)
DOWN = "Máy chủ chứa các gói lưu trữ web hỏng nguồn lúc sáng sớm. Chúng tôi đang thay."


def stories(cast: Cast, days: Days) -> list[Story]:
    """The stories of this page; none at a company that lists no services."""
    if not current_policy().services:
        return []
    bought = Story().then(days.back(17, "09:20"), lambda _story, at: _enter(cast, at))
    outage = (
        Story()
        .then(days.back(6, "08:12"), lambda _story, at: _report(at))
        .then(days.back(6, "08:40"), lambda _story, at: _declare(cast, at))
        .then(days.back(6, "10:30"), lambda _story, at: _tell(cast, at))
        .then(days.back(6, "13:05"), lambda _story, at: _end(cast, at))
    )
    return [bought, outage]


def _enter(cast: Cast, at: datetime) -> None:
    """Entered at the counter, each with the number of its contract and a year's term."""
    offered = current_policy().services
    since = civil_date(at) - timedelta(days=30)
    for person, which, number in BOUGHT:
        service = offered[which % len(offered)].id
        new = NewHolding(service, since, since + A_YEAR, number)
        enter(new, customer_at(_sender(person), at=at), by=cast.thao, at=at)


def _sender(person: Person) -> Sender:
    return Sender(name=person.name, mail=person.mail, phone=person.phone or None)


def _first() -> str:
    return current_policy().services[0].id


def _report(at: datetime) -> None:
    holding = Holding.objects.filter(service=_first()).select_related("customer").earliest("id")
    report(holding, Trouble("unreachable", "Trang của cửa hàng không mở được."), at=at)


def _declare(cast: Cast, at: datetime) -> None:
    began = at - timedelta(minutes=50)
    declare(_first(), Trouble("unreachable", DOWN), began=began, by=cast.linh, at=at)


def _tell(cast: Cast, at: datetime) -> None:
    outage = open_outage(_first())
    if outage is not None:
        tell_progress(outage, "Đã thay nguồn, đang kiểm tra từng trang.", by=cast.linh, at=at)


def _end(cast: Cast, at: datetime) -> None:
    outage = open_outage(_first())
    if outage is not None:
        end(outage, "Mọi trang đã mở lại. Chúng tôi xin lỗi Quý khách.", by=cast.linh, at=at)
