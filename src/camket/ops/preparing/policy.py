"""The policy as rows: published when the desk is prepared, and never worked with before that."""

from __future__ import annotations

from camket.clock import now
from camket.ops.actions import OPERATOR, publish_policy
from camket.refusals import NotAllowed
from camket.rulebook.actions import outstanding
from camket.rulebook.company import current_policy


def publish() -> int:
    """Publish what the folder holds that has no row yet; returns how many rows that added."""
    published = publish_policy(current_policy(), by=OPERATOR, at=now())
    return published.rows


def check_is_published() -> None:
    """Raises NotAllowed where a process would give promises under clauses that nobody published."""
    if outstanding(current_policy(), at=now()):
        raise NotAllowed(
            "Thư mục chính sách có điều khoản hoặc lịch chưa công bố. Xin chạy `camket setup` trước.",
            "The policy folder holds a clause or a calendar that is not published. Run `camket setup` first.",
        )
