"""What an edition asks of a customer, and when a breach may be decided."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from camket.policy import Change
from camket.terms.rules.breaches import Outcome, Stage, may_have_effect, stage_of
from camket.terms.rules.editions import Asked, Listed, Occasion, asked_of, change_between

FIRST = Listed(1, date(2024, 7, 1), "first")
WORDING = Listed(2, date(2026, 1, 1), "editorial")
WEIGHTY = Listed(3, date(2027, 1, 1), "substantive")
KINDLY = Listed(4, date(2027, 6, 1), "favourable")
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_who_accepted_nothing_is_asked_for_what_holds_today() -> None:
    asked = asked_of([FIRST, WORDING, WEIGHTY], None, TODAY)
    assert asked == Asked(2, date(2026, 1, 1), Occasion.OPENING)
    assert not asked.may_wait(TODAY)
    assert asked_of([WEIGHTY], None, TODAY) is None


@pytest.mark.parametrize("later", [WORDING, KINDLY])
def test_a_change_of_wording_or_in_the_customers_favour_asks_nothing(later: Listed) -> None:
    assert asked_of([FIRST, later], 1, TODAY) is None


def test_a_substantive_change_asks_for_the_newest_and_may_wait_until_it_takes_effect() -> None:
    asked = asked_of([FIRST, WORDING, WEIGHTY, KINDLY], 2, TODAY)
    assert asked == Asked(4, date(2027, 1, 1), Occasion.CHANGE)
    assert asked.may_wait(date(2026, 12, 31))
    assert not asked.may_wait(date(2027, 1, 1))
    assert asked_of([FIRST, WORDING, WEIGHTY, KINDLY], 4, TODAY) is None


def test_the_weightiest_change_of_any_clause_counts() -> None:
    declared = {"b2": Change.EDITORIAL, "c2": Change.FAVOURABLE}
    before, after = {"a": "a1", "b": "b1", "c": "c1"}, {"a": "a1", "b": "b2", "c": "c2"}
    assert change_between(before, after, declared) == Change.FAVOURABLE
    assert change_between(before, {"a": "a1", "b": "b2", "c": "c1"}, declared) == Change.EDITORIAL
    assert change_between(before, before, declared) == Change.EDITORIAL


def test_what_nobody_declared_and_what_ended_is_substantive() -> None:
    assert change_between({"a": "a1"}, {"a": "a2"}, {}) == Change.SUBSTANTIVE
    assert change_between({"a": "a1"}, {}, {}) == Change.SUBSTANTIVE


def test_nothing_but_dropping_it_may_happen_before_the_time_has_ended() -> None:
    ends = NOON + timedelta(days=5)
    second_before = stage_of(NOON, ends, None, ends - timedelta(seconds=1))
    assert second_before == Stage.OPEN
    assert stage_of(None, ends, None, ends) == Stage.UNTOLD
    assert stage_of(NOON, ends, None, ends) == Stage.WAITING
    assert stage_of(NOON, ends, ends, ends) == Stage.DECIDED
    for stage in (Stage.UNTOLD, Stage.OPEN):
        assert [may_have_effect(outcome, stage) for outcome in Outcome] == [True, False, False]
    assert all(may_have_effect(outcome, Stage.WAITING) for outcome in Outcome)
