"""Weeks in seconds: every scene at its instant, and between them the post, the worker and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from camket.clock import HOME_ZONE, civil_date
from camket.complaints.actions.by_clock import (
    close_silent_ones,
    go_on_without_answers,
    remind_of_questions,
)
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import Letter
from camket.ops.taking import take_due
from camket.promises.actions import break_due

A_MOMENT = timedelta(seconds=4)
CLOCK_LOOKS = (time(0, 0, 5), time(9, 0, 5))


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing that happens at an instant."""

    at: datetime
    act: Callable[[datetime], object]


class DemoCarrier:
    """The post of the demonstration: every letter arrives, and nothing leaves the house."""

    def send(self, letter: Letter) -> bool:
        """Take the letter. The addresses are of example domains, which nobody owns (RFC 2606)."""
        return True


def live(scenes: Iterable[Scene], *, until: datetime) -> None:
    """Play the scenes in the order of their instants, none later than `until`."""
    ordered = sorted(scenes, key=lambda scene: scene.at)
    post = DemoCarrier()
    looks = _clock_looks(ordered[0].at, until)
    for scene in sorted([*ordered, *looks], key=lambda scene: scene.at):
        scene.act(scene.at)
        soon = min(scene.at + A_MOMENT, until)
        while deliver_due(post, at=soon):
            pass


def _clock_looks(begin: datetime, until: datetime) -> Iterator[Scene]:
    """Midnight, when limits end, and the morning, when customers are reminded; and once at the end."""
    day = civil_date(begin)
    while day <= civil_date(until):
        for clock in CLOCK_LOOKS:
            at = datetime.combine(day, clock, HOME_ZONE)
            if begin < at < until:
                yield Scene(at, do_what_is_due)
        day += timedelta(days=1)
    yield Scene(until, do_what_is_due)


def do_what_is_due(at: datetime) -> None:
    """What the clock and the worker would have done at that instant."""
    break_due(at=at)
    remind_of_questions(at)
    go_on_without_answers(at)
    close_silent_ones(at)
    take_due(at=at)
