"""Whose turn it is, by when, what comes next, who: the first thing on a tracking page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Whose(StrEnum):
    """Who has to act now."""

    OURS = "ours"
    CUSTOMERS = "customers"
    DECIDED = "decided"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class TurnTerm:
    """One thing to know: a large date with a line under it, or plain text, or a link."""

    label: str
    when: date | None = None
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The panel. `title` and `line` are sentences; `person` is who looks after the case.

    `act` names the one thing to press, at `act_url`, where it is the reader's turn.
    """

    whose: Whose
    title: str
    line: str = ""
    terms: tuple[TurnTerm, ...] = ()
    person: str = ""
    role: str = ""
    is_late: bool = False
    act: str = ""
    act_url: str = ""

    @property
    def tone(self) -> str:
        """The tone of the panel; our own turn has none, unless we are late."""
        if self.is_late:
            return "late"
        return {
            Whose.CUSTOMERS: "waiting",
            Whose.DECIDED: "kept",
            Whose.NOBODYS: "closed",
        }.get(self.whose, "")

    @property
    def icon(self) -> str:
        """The icon beside the title."""
        return {
            Whose.OURS: "hourglass",
            Whose.CUSTOMERS: "message-question",
            Whose.DECIDED: "circle-check",
            Whose.NOBODYS: "archive",
        }[self.whose]
