"""How the pages call what a clause is, who said it, and how an example came out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from camket.policy import Expectation, Kind, Origin

Words = str | Promise

KINDS: dict[Kind, Words] = {
    Kind.EXECUTABLE: _("Phần mềm tự làm theo"),
    Kind.HUMAN: _("Người làm, có ghi lại"),
    Kind.STATEMENT: _("Lời công bố"),
}
ABOUT_KINDS: dict[Kind, Words] = {
    Kind.EXECUTABLE: _("hạn và con số trong điều này là những gì phần mềm đang dùng."),
    Kind.HUMAN: _("nhân viên thực hiện; phần mềm nhắc việc và ghi lại."),
    Kind.STATEMENT: _("điều được nói ra để Quý khách biết, không có gì để tính."),
}
# What nobody has decided yet is not dressed up as the company's word.
ORIGINS: dict[Origin, Words] = {
    Origin.PUBLISHED: _("đã công bố"),
    Origin.LAW: _("theo pháp luật"),
    Origin.ASSUMED: _("tạm áp dụng"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """How an example came out: a tone, an icon and words."""

    tone: str
    icon: str
    words: Words


_MET = Badge("kept", "circle-check", _("Được"))
_NOT_MET = Badge("", "circle-x", _("Không được"))
_EDGE_MET = Badge("kept", "circle-check", _("Ranh giới: được"))
_EDGE_NOT_MET = Badge("", "circle-x", _("Ranh giới: không được"))


def badge(expects: Expectation, *, accepted: bool) -> Badge:
    """The badge says what the rule answered, not what the example's author expected."""
    if expects is Expectation.BOUNDARY:
        return _EDGE_MET if accepted else _EDGE_NOT_MET
    return _MET if accepted else _NOT_MET
