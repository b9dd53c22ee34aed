"""What is said of a message that came while the desk was closed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from camket.ui.formats.dates import full_moment


def came_while_closed(received: datetime, opens: datetime, language: str) -> str:
    """When it was received, and when somebody is there again."""
    times = {"received": full_moment(received, language), "opens": full_moment(opens, language)}
    return _("Nhận lúc %(received)s, ngoài giờ làm việc; bàn chăm sóc mở lúc %(opens)s.") % times
