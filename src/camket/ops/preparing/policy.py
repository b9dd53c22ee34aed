"""The policy as rows: published when the desk is prepared, and never worked with before that."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from camket.clock import civil_date, now
from camket.ops.actions import OPERATOR, publish_policy
from camket.policy import NotAPolicy, check_policy
from camket.refusals import NotAllowed
from camket.rulebook.actions import outstanding
from camket.rulebook.calendar_end import calendar_end
from camket.rulebook.company import current_policy


def publish() -> int:
    """Publish what the folder holds that has no row yet; returns how many rows that added.

    A row is never edited, so a policy with a fault does not become one. Raises NotAPolicy.
    """
    if outstanding(current_policy(), at=now()):
        _check_has_no_fault()
    published = publish_policy(current_policy(), by=OPERATOR, at=now())
    return published.rows


def _check_has_no_fault() -> None:
    folder = settings.CAMKET_POLICY
    if faults := check_policy(folder):
        raise NotAPolicy(folder, faults)


def calendar_warnings(at: datetime) -> list[str]:
    """What to say at a start, and every night, while there is time to load the next year's calendar."""
    end = calendar_end(civil_date(at))
    return end.told() if end else []


def check_is_published() -> None:
    """Raises NotAllowed where a process would give promises under clauses that nobody published."""
    if outstanding(current_policy(), at=now()):
        raise NotAllowed(
            "Thư mục chính sách có điều khoản hoặc lịch chưa công bố. Xin chạy `camket setup` trước.",
            "The policy folder holds a clause or a calendar that is not published. Run `camket setup` first.",
        )
