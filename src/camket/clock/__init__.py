"""The one place that asks what time it is.

Faces and processes call `now()` and hand the instant down as `at=`; nothing below them asks. `CAMKET_NOW`
is the seam for tests and rehearsals: an ISO 8601 instant with an offset, or the path of a file that holds
one and is read at each call, so that several processes can pass a deadline together.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from camket.refusals import NotUnderstood

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This instant in UTC, or the one that `CAMKET_NOW` holds."""
    seam = os.environ.get("CAMKET_NOW")
    return parse_seam(seam) if seam else datetime.now(UTC)


def parse_seam(seam: str) -> datetime:
    """Read an instant, or the instant in the file that `seam` names. Raises NotUnderstood."""
    text = _text_of(seam)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise NotUnderstood(
            f"CAMKET_NOW phải là một thời điểm có múi giờ, ví dụ 2026-11-20T16:50+07:00; đang là “{text}”.",
            f'CAMKET_NOW must be an instant with an offset, such as 2026-11-20T16:50+07:00; it is "{text}".',
        )
    return instant.astimezone(UTC)


def _text_of(seam: str) -> str:
    """The text of the file that the seam names, or the seam itself. Raises NotUnderstood."""
    try:
        path = Path(seam)
        return path.read_text("utf-8").strip() if "/" in seam or path.exists() else seam
    except (OSError, UnicodeDecodeError) as error:
        raise NotUnderstood(
            f"CAMKET_NOW: không đọc được tệp {seam}.",
            f"CAMKET_NOW: the file {seam} cannot be read.",
        ) from error


def civil_date(instant: datetime) -> date:
    """The date on the wall in Ho Chi Minh City at that instant."""
    return instant.astimezone(HOME_ZONE).date()
