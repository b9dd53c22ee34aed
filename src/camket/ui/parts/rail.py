"""The desk's frame: where a person may go, who they are, what the clock on the wall says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RailLink:
    """One place to go; `count` stands at its end, `state` colours a count that is not zero."""

    url: str
    icon: str
    label: str
    count: int | None = None
    state: str | None = None
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class RailList:
    """Links that belong together, under a title or, for the first list, none."""

    links: tuple[RailLink, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """All of it. `hours` is one line about opening hours; empty addresses leave their part out."""

    lists: tuple[RailList, ...] = ()
    home: str = "/desk/"
    person: str = ""
    role: str = ""
    search_url: str = ""
    security_url: str = ""
    sign_out_url: str = ""
    now: datetime | None = None
    hours: str = ""
