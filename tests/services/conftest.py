"""People who have bought web hosting or mail, and the desk that serves them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from camket.arrivals.submission import Sender
from camket.people.models import Staff
from camket.services.actions.holdings import NewHolding, customer_at, enter
from camket.services.actions.outages import Trouble
from camket.services.models import Holding
from tests.complaints.conftest import linh, vinh

__all__ = ["linh", "vinh"]
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOSTING, MAIL = "luu-tru-web", "thu-ten-mien"
DOWN = Trouble("unreachable", "Máy chủ hỏng nguồn, chúng tôi đang thay.")
Buys = Callable[..., Holding]


@pytest.fixture
def buys(linh: Staff) -> Buys:
    """The desk enters what somebody has bought."""

    def buy(
        who: str, service: str = HOSTING, since: date = date(2026, 3, 1), **more: object
    ) -> Holding:
        sender = Sender(mail=who) if "@" in who else Sender(phone=who)
        new = NewHolding(service, since, **more)  # type: ignore[arg-type]
        return enter(new, customer_at(sender, at=MONDAY), by=linh, at=MONDAY)

    return buy
