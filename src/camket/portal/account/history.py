"""My security history: what the account's own chain of facts says, in words, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.evidence.queries import facts_of
from camket.evidence.rules import RecordedFact
from camket.people.rules import SYSTEM
from camket.portal.account.gate import AccountRequest, account_page

Words = str | Promise
SHOWN = 100
KINDS: Mapping[str, Words] = {
    "account.opened": gettext_lazy("Mở tài khoản"),
    "account.signed_in": gettext_lazy("Đăng nhập"),
    "account.new_device": gettext_lazy("Đăng nhập từ một thiết bị mới"),
    "account.far_place": gettext_lazy("Đăng nhập từ một mạng chưa từng thấy"),
    "account.many_visits": gettext_lazy("Mở cùng lúc trên nhiều thiết bị"),
    "account.many_codes": gettext_lazy("Nhập sai mã nhiều lần"),
    "account.recognised": gettext_lazy("Cho biết một việc lạ là do mình"),
    "account.visit_ended": gettext_lazy("Kết thúc một phiên"),
    "account.visits_ended": gettext_lazy("Kết thúc các phiên khác"),
    "account.disowned": gettext_lazy("Báo một phiên không phải của mình"),
    "account.contact_proved": gettext_lazy("Xác nhận một địa chỉ liên lạc"),
    "account.contact_added": gettext_lazy("Thêm một địa chỉ liên lạc"),
    "account.contact_still_right": gettext_lazy("Cho biết nơi liên lạc vẫn đúng"),
    "account.contact_moved": gettext_lazy("Người khác xác nhận một địa chỉ từng thuộc tài khoản"),
    "account.contact_removed": gettext_lazy("Bỏ một địa chỉ liên lạc"),
    "account.contact_chosen": gettext_lazy("Chọn nơi nhận tin"),
    "account.customer_joined": gettext_lazy("Hồ sơ gửi trước đây vào tài khoản"),
    "account.factor_added": gettext_lazy("Thêm cách xác nhận thứ hai"),
    "account.factor_removed": gettext_lazy("Bỏ cách xác nhận thứ hai"),
    "account.factors_taken_back": gettext_lazy("Bàn chăm sóc bỏ mọi cách xác nhận thứ hai"),
    "account.recovery_made": gettext_lazy("Tạo mã dự phòng mới"),
    "account.recovery_used": gettext_lazy("Dùng một mã dự phòng"),
    "account.password_set": gettext_lazy("Đặt mật khẩu"),
    "account.password_forgotten": gettext_lazy("Bỏ mật khẩu đã quên"),
    "account.closed": gettext_lazy("Đóng tài khoản"),
    "terms.accepted": gettext_lazy("Đồng ý với một bản chính sách"),
    "terms.noted": gettext_lazy("Xem một bản chính sách, chưa đồng ý hoặc không cần đồng ý"),
    "leaving.asked": gettext_lazy("Yêu cầu rời đi"),
    "leaving.taken_back": gettext_lazy("Ở lại"),
    "leaving.confirmed": gettext_lazy("Xác nhận rời đi"),
    "account.delegate_invited": gettext_lazy("Mời một người thay mặt"),
    "account.delegate_accepted": gettext_lazy("Người được mời nhận lời thay mặt"),
    "account.delegate_declined": gettext_lazy("Người được mời từ chối"),
    "account.delegate_revoked": gettext_lazy("Thu hồi ủy quyền"),
    "account.delegate_returned": gettext_lazy("Người được ủy quyền trả lại ủy quyền"),
    "account.delegate_acted": gettext_lazy("Người được ủy quyền nhắn trên một hồ sơ"),
    "account.acts_for": gettext_lazy("Nhận thay mặt một người khác"),
    "account.acts_for_no_more": gettext_lazy("Thôi thay mặt một người khác"),
    "notice.queued": gettext_lazy("Chúng tôi gửi một thư về tài khoản"),
    "notice.told": gettext_lazy("Thư về tài khoản đã tới"),
    "notice.refused": gettext_lazy("Thư về tài khoản không gửi được"),
    "notice.bounced": gettext_lazy("Thư về tài khoản bị trả lại"),
}
CLOSENESS: Mapping[str, Words] = {
    "family": gettext_lazy("người nhà"),
    "assistant": gettext_lazy("trợ lý"),
}
FACTORS: Mapping[str, Words] = {
    "totp": gettext_lazy("ứng dụng tạo mã"),
    "webauthn": gettext_lazy("khóa truy cập"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: when, what, with what, and whether the owner did it."""

    at: datetime
    words: str
    detail: str
    by_owner: bool
    by_delegate: bool = False


@account_page()
def history(request: AccountRequest) -> HttpResponse:
    """The newest hundred."""
    facts = facts_of(request.account.subject)[-SHOWN:]
    lines = [_line(fact, request.account.ref) for fact in reversed(facts)]
    return render(request, "portal/account/history.html", {"lines": lines})


def _line(fact: RecordedFact, owner: str) -> Line:
    words = str(KINDS.get(fact.kind, fact.kind))
    by_owner, by_delegate = fact.by in {owner, SYSTEM}, fact.kind.startswith("account.delegate")
    return Line(fact.at, words, _detail(fact), by_owner, by_delegate)


def _detail(fact: RecordedFact) -> str:
    """The browser, the kind of factor or of contact point, as far as the fact names one."""
    if "browser" in fact.body:
        return str(fact.body["browser"])
    if fact.kind.startswith("account.delegate"):
        who = str(CLOSENESS.get(str(fact.body.get("who")), ""))
        return ", ".join(filter(None, [who, str(fact.body.get("case", ""))]))
    if fact.kind.startswith("account.factor"):
        return str(FACTORS.get(str(fact.body.get("kind")), ""))
    if fact.kind.startswith("account.contact"):
        return _("số điện thoại") if fact.body.get("kind") == "phone" else _("địa chỉ thư")
    return ""
