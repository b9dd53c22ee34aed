"""Breach notices in every state, for who looks at pages: not told, contested, to be decided, decided three ways."""

from __future__ import annotations

from datetime import timedelta

from camket.arrivals.submission import Attached
from camket.cases.models import Case
from camket.clock import now
from camket.people.models import Staff
from camket.people.rules import Role
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.actions.contesting import contest
from camket.terms.actions.deciding import Ruling, decide
from camket.terms.models import Breach
from camket.terms.rules.breaches import Outcome

STORY = "Ngày 22/11 tài khoản được dùng cùng lúc ở ba nơi, dưới ba tên khác nhau."
SAID = "Đó là hai con tôi, dùng chung máy ở nhà. Tôi gửi kèm sổ hộ khẩu."
REASONS = "Người nhà dùng chung một tài khoản là được phép theo điều đã công bố."
RULINGS = (
    Ruling(Outcome.DISMISSED, REASONS),
    Ruling(Outcome.WARNING, "Nhật ký cho thấy người ngoài gia đình."),
    Ruling(Outcome.LIMIT, "Đã nhắc nhở hai lần.", "pay_first"),
)


def alleged(case: Case) -> list[Breach]:
    """Six notices about the customer of a case, all asserted three weeks ago but one."""
    at = now() - timedelta(days=21)
    asserting, deciding = (_member(name, role) for name, role in MEMBERS)
    file = Attached("nhat-ky-22-11.txt", "text/plain", "Nhật ký đăng nhập".encode())
    what = Alleged(case, "nghia-vu.tai-khoan", STORY, ("Nhật ký đăng nhập ngày 22/11",), (file,))
    found = [assert_breach(what, by=asserting, at=at) for _ in range(5)]
    found.append(assert_breach(what, by=asserting, at=now()))
    for breach in found[1:]:
        said_at = max(at + timedelta(hours=3), breach.asserted_at)
        contest(breach, SAID, [file], by=case.customer.ref, at=said_at)
        breach.refresh_from_db()
    for breach, ruling in zip(found[2:5], RULINGS, strict=True):
        decide(breach, ruling, by=deciding, at=breach.ends_at)
    return found


MEMBERS = (("chi-nga", Role.AGENT), ("anh-vu", Role.SUPERVISOR))


def _member(name: str, role: Role) -> Staff:
    known = Staff.objects.filter(username=name).first()
    return known or Staff.objects.create_staff(name, "Đỗ Thị Nga", "matkhau-dai-lam", role)
