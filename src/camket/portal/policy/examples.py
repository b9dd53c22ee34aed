"""Worked examples: what a clause's rule answered, with the days drawn where it counted days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from camket.clock import civil_date
from camket.policy import Clause, ClauseVersion, Outcome, Policy
from camket.portal.policy.words import Badge, badge
from camket.refusals import Refusal
from camket.ui.parts.days import days_after
from camket.ui.parts.promise import PromiseClock, Terms, promise_clock
from camket.worktime import Due, DueInstant, due_in_working_days

AIM = "aim_working_days"


@dataclass(frozen=True, slots=True)
class ExampleView:
    """One example as a page shows it."""

    name: str
    says: str
    badge: Badge
    clock: PromiseClock | None
    in_working_days: bool = False


def examples_of(policy: Policy, clause: Clause, lang: str) -> Sequence[ExampleView]:
    """Every example of a clause, run now: the page holds no answer of its own."""
    shown = zip(clause.examples, policy.examples(clause.id), strict=True)
    return [
        ExampleView(
            name=example.name.spoken(lang),
            says=example.outcome.says.spoken(lang),
            badge=badge(example.expects, accepted=example.outcome.accepted),
            clock=_clock(policy, example.version, example.outcome, declared.input.get("done")),
            in_working_days=_counts_working_days(policy, example.outcome),
        )
        for declared, example in shown
    ]


def _counts_working_days(policy: Policy, outcome: Outcome) -> bool:
    """Whether the days that count are all working days, so that they may be called so."""
    counted = [step.date for step in outcome.due.steps if step.counts] if outcome.due else []
    return bool(counted) and all(policy.calendar.is_working_day(day) for day in counted)


def answer_if_received(policy: Policy, clause: Clause, day: date, lang: str) -> ExampleView | None:
    """What the clause promises somebody whose matter comes on `day`; None where it counts no such days.

    The first example that counts a limit is asked again with the reader's own day.
    """
    asked = next((example for example in clause.examples if example.rule == "in_time"), None)
    if asked is None or clause.on(day) is None or day.year not in policy.calendar.years:
        return None
    own = asked.model_copy(update={"input": {"received": day, "done": day}})
    try:
        version, outcome = policy.run(clause, own)
    except Refusal:
        return None
    clock = _clock(policy, version, outcome, None)
    if clock is None:
        return None
    return ExampleView(asked.name.spoken(lang), "", badge(asked.expects, accepted=True), clock)


def _clock(
    policy: Policy, version: ClauseVersion, outcome: Outcome, done: Any
) -> PromiseClock | None:
    """The days of a limit that is counted in days; a limit in hours has no days to draw."""
    due = outcome.due
    if due is None or isinstance(due, DueInstant) or not due.steps:
        return None
    received = due.steps[0].date
    kept_on = civil_date(done) if isinstance(done, datetime) else done
    after = days_after(due.due, kept_on or due.due, policy.calendar)
    terms = Terms(received, due.due, _aim(policy, version, received, due))
    return promise_clock(terms, due.steps, kept_on=kept_on, after=after)


def _aim(policy: Policy, version: ClauseVersion, received: date, due: Due) -> date | None:
    days = version.numbers.get(AIM)
    aim = due_in_working_days(received, days, policy.calendar).due if days else None
    return aim if aim and aim < due.due else None
