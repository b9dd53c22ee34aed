"""Codes of a demonstration, where nobody has a phone and no letter leaves the house."""

from __future__ import annotations

import re
from datetime import datetime

from camket.notices.models import TEXT, Delivery
from camket.notices.rules import CODE, DeliveryState
from camket.ops.demo.making import is_demonstration
from camket.people.models import Staff
from camket.people.rules import CODE_DIGITS
from camket.people.signing.codes import claim_of
from camket.people.signing.factors.keeping import code_now
from camket.refusals import NotAllowed, NotFound
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


def demonstration_code(name: str, *, at: datetime) -> str:
    """What the app of a member of staff shows now, or the newest code that was kept for a mail address.

    Raises NotFound, and NotAllowed on a desk that is no demonstration.
    """
    if not is_demonstration():
        raise NotAllowed(
            "Đây không phải bản trình diễn: mã chỉ có trong ứng dụng và hộp thư của mỗi người.",
            "This is no demonstration: a code stands in each person's own app or mailbox only.",
        )
    if "@" in name:
        return _kept_code(name, at=at)
    staff = Staff.objects.select_related("account__staff").filter(username=name).first()
    if staff is None:
        raise NotFound(f"Không có ai tên {name}.", f"There is nobody called {name}.")
    return code_now(staff.account, at=at)


def _kept_code(point: str, *, at: datetime) -> str:
    """The newest letter with a code that the desk keeps, because there is no mail server."""
    kept = Delivery.objects.filter(
        notice__letter=CODE,
        state=DeliveryState.KEPT,
        contact_point__index=claim_of(point).index,
    )
    delivery = kept.select_related("notice").order_by("-pk").first()
    if delivery is None:
        raise NotFound("Chưa có mã nào gửi tới đó.", "No code was sent there.")
    notice = delivery.notice
    with purpose(Purpose.SIGN_IN, by="operator", at=at, about=notice.about) as opener:
        text = opener.text(notice.compartment_id, TEXT, notice.id, bytes(notice.text))
    found = re.search(rf"\b\d{{{CODE_DIGITS}}}\b", text)
    return found.group() if found else ""
