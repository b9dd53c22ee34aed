"""Pips: the promise clock in one cell of a table. Pure arithmetic of rectangles."""

from __future__ import annotations

from dataclasses import dataclass

from camket.ui.parts.days import Day
from camket.ui.parts.promise import PromiseClock

STRIDE = 11
PIP = 8
# More pips than this do not fit a cell; the clock of a long promise is told in words only.
MOST = 14


@dataclass(frozen=True, slots=True)
class Pip:
    """One rectangle: its class and its place in a drawing 14 units high."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pips:
    """The drawing: its width, its rectangles, and the tone that the words beside it repeat."""

    state: str
    width: int
    rects: tuple[Pip, ...]


def pips(clock: PromiseClock) -> Pips:
    """One square for each working day, a bar for the limit, a line under the aim."""
    working = [day for day in clock.days if day.number is not None][:MOST]
    rects: list[Pip] = []
    x = 0.5
    for day in working:
        rects.append(Pip(_name(day), x, 0.5, PIP, 9))
        if day.aim:
            rects.append(Pip("aim", x - 0.5, 12, PIP + 1, 2))
        if day.limit:
            rects.append(Pip("limit", x + PIP + 1.5, -1, 2.5, 12))
            x += 3.5
        x += STRIDE
    return Pips(clock.state, max(90, round(x)), tuple(rects))


def _name(day: Day) -> str:
    """The class of a day's square; a day to come has none."""
    if day.over:
        return "over"
    if day.past or day.done:
        return "past"
    return "now" if day.today else ""
