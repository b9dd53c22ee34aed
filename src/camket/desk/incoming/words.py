"""Words for what came of a call, why an arrival waits, and where a letter is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from camket.notices.rules import CallOutcome

CALLS: Mapping[str, Lazy] = {
    CallOutcome.REACHED: _("Gặp được khách và đã báo"),
    CallOutcome.NO_ANSWER: _("Không ai nghe máy"),
    CallOutcome.CALL_BACK: _("Khách hẹn gọi lại"),
    CallOutcome.OTHER_CHANNEL: _("Khách muốn nhận bằng thư"),
    CallOutcome.WRONG_NUMBER: _("Sai số"),
}
