"""Asks a rule what it says about an example: the rule's name, its input, and the parameters it goes by."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AwareDatetime, Strict, ValidationError

from camket.policy.both import Both
from camket.policy.clauses import Clause, ClauseVersion
from camket.policy.parameters import Origin, Unit, Value
from camket.policy.reading.front import ExampleDeclared, told_fault
from camket.refusals import NotUnderstood
from camket.worktime import (
    Calendar,
    Due,
    OpeningHours,
    due_in_days,
    due_in_hours,
    due_in_working_days,
    legal_due_in_days,
    legal_due_in_working_days,
)
from camket.worktime.days import Frozen
from camket.worktime.words import civil_day

Day = Annotated[dt.date, Strict()]
Moment = Annotated[AwareDatetime, Strict()] | Day
LIMITS = frozenset({Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS})


@dataclass(frozen=True)
class Outcome:
    """What a rule answered: yes or no, in words, and the facts that an example may state.

    `on_the_edge` says whether a little more or less would have changed the answer; None where the rule
    has no edge that can be measured. `due` is the limit with its arithmetic, where there is one.
    """

    accepted: bool
    says: Both
    facts: Mapping[str, Any]
    on_the_edge: bool | None = None
    due: Due | None = None


@dataclass(frozen=True)
class Terms:
    """What the company counts by."""

    calendar: Calendar
    hours: OpeningHours


@dataclass(frozen=True)
class Bound:
    """What a rule may look at: the parameters of one version under the rule's own names, and the terms."""

    values: Mapping[str, Value]
    terms: Terms

    def number(self, slot: str) -> int:
        """The whole number that was bound to a slot."""
        number: int = self.values[slot].plain
        return number

    def due(self, slot: str, start: Moment) -> Due:
        """The limit that the slot sets, counted from `start` in the slot's own unit.

        A limit that the law sets takes the earlier of the calendars with and without optional swaps.
        """
        unit, calendar = self.values[slot].parameter.unit, self.terms.calendar
        by_law = self.values[slot].parameter.origin is Origin.LAW
        if unit is Unit.HOURS:
            return due_in_hours(_with_a_time(start), self.number(slot))
        if unit is Unit.WORKING_DAYS:
            count = legal_due_in_working_days if by_law else due_in_working_days
        else:
            count = legal_due_in_days if by_law else due_in_days
        return count(start, self.number(slot), calendar)


class Given(Frozen, ABC):
    """The input of a rule."""

    @property
    @abstractmethod
    def day(self) -> Moment:
        """When the event was that the rule starts from: it picks the version of the clause."""


class GivenOn(Given):
    """The input of a rule that counts no days; `on` is when it is asked."""

    on: Day

    @property
    def day(self) -> Moment:
        """The day on which it is asked."""
        return self.on


Input = TypeVar("Input", bound=Given)


@dataclass(frozen=True)
class Rule(Generic[Input]):
    """A pure function with a name, the input it reads, and the units that its slots accept."""

    name: str
    given: type[Input]
    slots: Mapping[str, frozenset[Unit]]
    decide: Callable[[Input, Bound], Outcome]


RULES: dict[str, Rule[Any]] = {}


def rule(
    given: type[Input], **slots: frozenset[Unit]
) -> Callable[[Callable[[Input, Bound], Outcome]], Callable[[Input, Bound], Outcome]]:
    """Register a function as the rule of its own name."""

    def register(decide: Callable[[Input, Bound], Outcome]) -> Callable[[Input, Bound], Outcome]:
        RULES[decide.__name__] = Rule(decide.__name__, given, slots, decide)
        return decide

    return register


def outcome_of(
    clause: Clause, example: ExampleDeclared, terms: Terms
) -> tuple[ClauseVersion, Outcome]:
    """Run an example under the version in force on its day. Raises NotUnderstood if it cannot be run."""
    asked = RULES.get(example.rule)
    if asked is None:
        known = ", ".join(sorted(RULES))
        raise NotUnderstood(
            f"không có quy tắc “{example.rule}”; có: {known}.",
            f'there is no rule "{example.rule}"; there are: {known}.',
        )
    given = _given(asked, example.input)
    version = clause.on(civil_day(given.day))
    if version is None:
        raise NotUnderstood(
            "ngày của ví dụ không nằm trong phiên bản nào.",
            "no version is in force on the day of the example.",
        )
    bound = Bound(_bound(asked, example.uses, version), terms)
    try:
        return version, asked.decide(given, bound)
    except OverflowError as error:
        raise NotUnderstood("ngày quá xa.", "a day is too far away.") from error


def _given(asked: Rule[Any], written: Mapping[str, Any]) -> Given:
    try:
        given: Given = asked.given.model_validate(written)
    except ValidationError as error:
        fault = error.errors()[0]
        where, told = str(fault["loc"][0]), told_fault(fault["type"], fault["msg"])
        raise NotUnderstood(f"input.{where} {told.vi}.", f"input.{where} {told.en}.") from error
    return given


def _bound(asked: Rule[Any], uses: Mapping[str, str], version: ClauseVersion) -> dict[str, Value]:
    """The values of the version that the example names for the rule's slots."""
    if uses.keys() != asked.slots.keys():
        slots = ", ".join(asked.slots) or "{}"
        raise NotUnderstood(
            f"quy tắc “{asked.name}” cần uses đúng các mục: {slots}.",
            f'the rule "{asked.name}" needs uses with exactly: {slots}.',
        )
    for slot, name in uses.items():
        value = version.values.get(name)
        if value is None or value.parameter.unit not in asked.slots[slot]:
            units = ", ".join(sorted(asked.slots[slot]))
            raise NotUnderstood(
                f"“{slot}” phải là một tham số có đơn vị: {units}; đang là “{name}”.",
                f'"{slot}" must be a parameter with one of the units: {units}; it is "{name}".',
            )
    return {slot: version.values[name] for slot, name in uses.items()}


def _with_a_time(start: Moment) -> dt.datetime:
    if isinstance(start, dt.datetime):
        return start
    raise NotUnderstood(
        f"hạn tính theo giờ cần cả giờ: {start}T08:00:00+07:00.",
        f"a limit in hours needs the time: {start}T08:00:00+07:00.",
    )
