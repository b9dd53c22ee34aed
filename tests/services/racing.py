"""Several who report or declare one outage at the same moment: `python -m tests.services.racing`.

The databases are those of the environment. Each round waits for one instant: first two customers and one who
presses twice, where nothing was reported yet; then the one who presses twice, where the outage is known; then
a customer and the desk. It prints how many were let in, and what stands afterwards.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.people.racing import AHEAD, _child

if TYPE_CHECKING:
    from camket.people.models import Staff
    from camket.services.models import Holding

ROUNDS = 5
SERVICE = "luu-tru-web"


def main() -> None:
    """Round after round; the last line says how each ended."""
    import django  # noqa: PLC0415 - the settings are those of the test that started us

    django.setup()
    from camket.clock import now  # noqa: PLC0415
    from camket.people.models import Staff  # noqa: PLC0415
    from camket.people.rules import Role  # noqa: PLC0415
    from camket.services.actions.outages import Trouble, declare, report  # noqa: PLC0415

    desk = Staff.objects.create_staff("linh", "Linh", "mk", Role.AGENT)
    huong, tuan, mai = _holdings(desk)
    seen, down = Trouble("unreachable", "Trang trắng."), Trouble("unreachable", "Đang sửa.")
    ended = []
    for number in range(ROUNDS):
        at = now() + timedelta(minutes=number)

        def tell(holding: Holding, at: datetime = at) -> Callable[[], object]:
            return lambda: report(holding, seen, at=at)

        def say(at: datetime = at) -> object:
            return declare(SERVICE, down, by=desk, at=at)

        begun = _together(tell(huong), tell(tuan), tell(huong))
        first = _standing()
        pressed = _together(tell(mai), tell(mai), say)
        ended.append([begun, first, pressed, _standing()])
        _end(by=desk, at=at + timedelta(seconds=1))
        declared = _together(tell(huong), say, tell(tuan))
        ended[-1] += [declared, _standing()]
        _end(by=desk, at=at + timedelta(seconds=2))
    print(json.dumps(ended))


def _together(*uses: Callable[[], object]) -> int:
    """How many of them were let in. What is no refusal ends the race."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    start = time.monotonic() + AHEAD
    children = [_child(lambda place: uses[place](), place, start) for place in range(len(uses))]
    statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
    assert set(statuses) <= {0, 1}, statuses
    return statuses.count(0)


def _end(*, by: Staff, at: datetime) -> None:
    from camket.services.actions.outages import end  # noqa: PLC0415
    from camket.services.models import Outage  # noqa: PLC0415

    end(Outage.objects.get(ended_at__isnull=True), "Mở lại rồi.", by=by, at=at)


def _standing() -> list[int]:
    """Of the outage that goes on: how many reports, and how many whom it concerns."""
    from camket.services.models import Outage  # noqa: PLC0415

    outage = Outage.objects.get(ended_at__isnull=True)
    return [outage.reports.count(), outage.concerns.count()]


def _holdings(by: Staff) -> list[Holding]:
    from camket.arrivals.submission import Sender  # noqa: PLC0415
    from camket.clock import now  # noqa: PLC0415
    from camket.services.actions.holdings import NewHolding, customer_at, enter  # noqa: PLC0415

    new, at = NewHolding(SERVICE, date(2026, 3, 1)), now()
    mails = ("huong@example.vn", "tuan@example.vn", "mai@example.vn")
    return [enter(new, customer_at(Sender(mail=mail), at=at), by=by, at=at) for mail in mails]


if __name__ == "__main__":
    main()
