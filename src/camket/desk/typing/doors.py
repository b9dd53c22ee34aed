"""The two pages on which staff type something in, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from camket.arrivals.submission import Channel
from camket.cases.models import Case
from camket.desk.typing.forms import CallForm, TypedForm, typed_from
from camket.intake.actions.typed import add_typed, open_typed
from camket.people.models import Staff


@dataclass(frozen=True, slots=True)
class TypingDoor:
    """One page: the name of its address, its form, its template, and the channel where the form does not ask for it."""

    name: str
    form: type[TypedForm]
    template: str
    channel: Channel


PHONE = TypingDoor("desk:phone", CallForm, "desk/phone.html", Channel.PHONE)
COUNTER = TypingDoor("desk:counter", TypedForm, "desk/counter.html", Channel.COUNTER)


def take(
    door: TypingDoor, answers: Mapping[str, Any], joined: Case | None, *, by: Staff, at: datetime
) -> Case | None:
    """Keep what was typed, and open or join a case with it. None where it waits instead."""
    channel = Channel(answers.get("channel") or door.channel)
    number = joined.number if joined else ""
    typed = typed_from(answers, channel=channel, case_number=number, by=by, at=at)
    if joined is None:
        return open_typed(typed, by=by, at=at)
    return add_typed(typed, joined, by=by, at=at)
