"""What a walk through a mail collects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from camket.arrivals.channels.mail.parts.structure import Entity
from camket.arrivals.submission import Attached


@dataclass(slots=True)
class Text:
    """One readable text and the kind of part it stood in: plain, html, nested or calendar."""

    text: str
    kind: str
    readable: bool = True


@dataclass(slots=True)
class Found:
    """Texts and files, in order; delivery reports, the headers that came back with them, warnings."""

    texts: list[Text] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    reports: list[bytes] = field(default_factory=list)
    returned: list[Entity] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    parts: int = 0

    def warn(self, *warnings: str | None) -> None:
        """Remember each warning once, in order."""
        self.warnings.update(dict.fromkeys(warning for warning in warnings if warning))

    def add(self, other: Found, *, texts: bool = True) -> None:
        """Take over what another walk found; its reports only where its texts count as ours."""
        self.parts = other.parts
        self.files += other.files
        self.warnings |= other.warnings
        if texts:
            self.texts += other.texts
            self.reports += other.reports
            self.returned += other.returned


def joined(texts: Iterable[Text]) -> str:
    """All texts, one after the other. A calendar's words only where there are no others."""
    said = [text for text in texts if text.text.strip()]
    written = [text for text in said if text.kind != "calendar"] or said
    return "\n\n".join(text.text.strip("\n") for text in written)
