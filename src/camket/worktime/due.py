"""A limit with its arithmetic: the last day or instant, and the steps that lead there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from camket.clock import HOME_ZONE
from camket.worktime.words import Words


@dataclass(frozen=True)
class Step:
    """One civil date on the way to a limit, whether it counts, and why."""

    date: dt.date
    counts: bool
    why_vi: str
    why_en: str

    def why(self, lang: str) -> str:
        """The reason in `lang`; Vietnamese unless English is asked for."""
        return Words(self.why_vi, self.why_en).spoken(lang)

    def as_json(self, lang: str) -> dict[str, Any]:
        """The step as the published JSON shows it, in one language."""
        return {"date": self.date.isoformat(), "counts": self.counts, "why": self.why(lang)}

    def to_json(self) -> dict[str, Any]:
        """The step as a row keeps it, in both languages."""
        why = {"why_vi": self.why_vi, "why_en": self.why_en}
        return {"date": self.date.isoformat(), "counts": self.counts, **why}


def _step_from_json(stored: Mapping[str, Any]) -> Step:
    """A step kept by `to_json`, or shown by `as_json` (whose one sentence then serves both languages)."""
    languages = ("why", "why") if "why" in stored else ("why_vi", "why_en")
    vi, en = (stored[name] for name in languages)
    return Step(dt.date.fromisoformat(stored["date"]), stored["counts"], vi, en)


@dataclass(frozen=True)
class Due:
    """A limit that ends with a civil date, counted on `calendar` (a calendar's label)."""

    due: dt.date
    calendar: str
    steps: tuple[Step, ...]

    @property
    def ends_at(self) -> dt.datetime:
        """The instant, in UTC, at which the limit ends: 24:00 of the last day (Civil Code 2015, 148.6)."""
        midnight = dt.datetime.combine(self.due + dt.timedelta(days=1), dt.time(), HOME_ZONE)
        return midnight.astimezone(dt.UTC)

    def as_json(self, lang: str) -> dict[str, Any]:
        """What is shown: `{"due", "calendar", "steps": [{"date", "counts", "why"}]}` in one language."""
        steps = [step.as_json(lang) for step in self.steps]
        return {"due": self.due.isoformat(), "calendar": self.calendar, "steps": steps}

    def to_json(self) -> dict[str, Any]:
        """What a row keeps: as shown, but each step with its reason in both languages."""
        steps = [step.to_json() for step in self.steps]
        return {"due": self.due.isoformat(), "calendar": self.calendar, "steps": steps}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Due:
        """Read back what `to_json` or `as_json` gave; with an `at` it is a DueInstant."""
        due = dt.date.fromisoformat(stored["due"])
        steps = tuple(_step_from_json(step) for step in stored["steps"])
        if "at" not in stored:
            return Due(due, stored["calendar"], steps)
        at = dt.datetime.fromisoformat(stored["at"]).astimezone(dt.UTC)
        return DueInstant(due, stored["calendar"], steps, at)


@dataclass(frozen=True)
class DueInstant(Due):
    """A limit in hours, which ends at the exact instant `at` (UTC); `due` is its civil date."""

    at: dt.datetime

    @property
    def ends_at(self) -> dt.datetime:
        """The instant itself: a limit in hours does not wait for the end of the day."""
        return self.at

    def as_json(self, lang: str) -> dict[str, Any]:
        """As for Due, with `at`, the instant as the clock in Ho Chi Minh City shows it."""
        return {**super().as_json(lang), "at": self.at.astimezone(HOME_ZONE).isoformat()}

    def to_json(self) -> dict[str, Any]:
        """As for Due, with `at`."""
        return {**super().to_json(), "at": self.at.astimezone(HOME_ZONE).isoformat()}
