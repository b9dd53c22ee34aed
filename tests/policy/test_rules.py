"""What the rules say beyond what MiT's own examples show."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.policy import Both, Origin, Outcome, Parameter, Unit, Value
from camket.policy.rules import RULES, Terms
from camket.policy.rules.asking import Bound
from camket.refusals import NotUnderstood
from camket.worktime import OpeningHours, load_calendar
from tests.policy.making import ANSWER, changed, faults_of, folder_of

TERMS = Terms(load_calendar("vn"), OpeningHours.from_plain({"monday": [["08:00", "17:00"]]}))
NAME = Both(vi="Tên", en="Name")
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 10, 1))


def ask(rule: str, slots: dict[str, tuple[Unit, Any]], **given: Any) -> Outcome:
    values = {
        slot: Value(Parameter(slot, NAME, unit, Origin.PUBLISHED, {}, {}), plain)
        for slot, (unit, plain) in slots.items()
    }
    asked = RULES[rule]
    return asked.decide(asked.given.model_validate(given), Bound(values, TERMS))


@given(DAYS, st.integers(1, 40), st.integers(0, 90))
def test_something_is_in_time_exactly_until_its_last_day(
    day: dt.date, limit: int, after: int
) -> None:
    done = day + dt.timedelta(days=after)
    outcome = ask("in_time", {"limit": (Unit.WORKING_DAYS, limit)}, received=day, done=done)
    assert outcome.due is not None
    assert outcome.accepted == (done <= outcome.due.due) == outcome.facts["in_time"]
    assert outcome.on_the_edge == ((done - outcome.due.due).days in {0, 1})


@given(DAYS, st.integers(1, 20), st.integers(0, 40))
def test_a_telling_is_early_enough_exactly_until_its_latest_day(
    day: dt.date, ahead: int, before: int
) -> None:
    told = day - dt.timedelta(days=before)
    slots = {"ahead": (Unit.DAYS, ahead)}
    outcome = ask("told_before", slots, told=told, takes_effect=day)
    assert outcome.facts["latest"] == day - dt.timedelta(days=ahead)
    assert outcome.accepted == (before >= ahead)


@given(st.integers(0, 10**9), st.integers(0, 20), st.integers(0, 400))
def test_interest_grows_with_every_day_and_is_nothing_in_time(
    amount: int, rate: int, late: int
) -> None:
    due = dt.date(2026, 1, 5)
    slots = {"rate": (Unit.PERCENT_A_YEAR, rate)}
    paid = due + dt.timedelta(days=late)
    today = ask("paid_without_interest", slots, due=due, paid=paid, amount=amount)
    later = ask("paid_without_interest", slots, due=due, paid=paid + dt.timedelta(1), amount=amount)
    assert 0 <= today.facts["interest"] <= later.facts["interest"]
    assert (late == 0) == today.accepted


def test_goods_that_were_used_are_not_taken_back_for_a_change_of_mind() -> None:
    slots = {"limit": (Unit.DAYS, 7)}
    bought, asked = dt.date(2026, 11, 16), dt.date(2026, 11, 18)
    outcome = ask("return_allowed", slots, delivered=bought, asked=asked, as_sold=False)
    assert not outcome.accepted
    assert "no longer as sold" in outcome.says.en


def test_a_refund_may_take_another_way_if_the_customer_agreed() -> None:
    slots = {"limit": (Unit.DAYS, 30)}
    day = dt.date(2026, 11, 2)
    facts = {"asked": day, "paid": day, "same_method": False}
    assert not ask("refund_paid", slots, **facts).accepted
    assert ask("refund_paid", slots, **facts, other_agreed=True).accepted


WRONG = [
    ('unit = "working_days"', 'unit = "hours"', "a limit in hours needs the time"),
    ("done = 2026-12-02", "done = 2026-12-02T10:00:00", "input.done is wrong"),
    ("done = 2026-12-02", "done = 17", "input.done is wrong"),
    ("limit = 7", "limit = 0", "A limit must be 1 or more"),
    ("limit = 7", "limit = 900000", "No working calendar for 2028"),
]


@pytest.mark.parametrize(("old", "new", "why"), WRONG)
def test_an_example_that_cannot_be_run_is_told_why(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    told = faults_of(folder_of(tmp_path, answer=changed(ANSWER, old, new)))
    assert [fault for fault in told if "cannot be run" in fault and why in fault], told


def test_a_day_beyond_all_calendars_is_told(tmp_path: Path) -> None:
    text = changed(ANSWER, '"working_days"', '"days"')
    text = text.replace("limit = 7", "limit = 999999999999").replace('"in_time"', '"told_before"')
    text = text.replace("{ limit = ", "{ ahead = ", 4).replace("{ ahead = 9", "{ limit = 9")
    text = text.replace("done =", "takes_effect =").replace("received =", "told =")
    told = faults_of(folder_of(tmp_path, answer=text))
    assert [fault for fault in told if "a day is too far away" in fault], told


@given(
    st.integers(0, 10**6).map(lambda seconds: NEW_YEAR + dt.timedelta(seconds=seconds)),
    st.integers(0, 60 * 24 * 5),
    st.integers(1, 48),
    st.integers(1, 5),
)
def test_an_outage_brings_days_from_its_least_length_on_and_never_fewer_for_a_longer_one(
    began: dt.datetime, minutes: int, least: int, a_day: int
) -> None:
    slots = {"least": (Unit.HOURS, least), "a_day": (Unit.DAYS, a_day)}
    ended = began + dt.timedelta(minutes=minutes)
    outcome = ask("outage_credited", slots, began=began, ended=ended)
    later = ask("outage_credited", slots, began=began, ended=ended + dt.timedelta(minutes=1))
    days = outcome.facts["days"]
    assert outcome.accepted == (minutes >= least * 60) == (days > 0)
    assert days in {0, -(-minutes // (24 * 60)) * a_day}
    assert later.facts["days"] >= days
    assert outcome.on_the_edge or later.facts["days"] == days


def test_an_outage_does_not_end_before_it_begins() -> None:
    slots = {"least": (Unit.HOURS, 4), "a_day": (Unit.DAYS, 1)}
    noon = dt.datetime(2026, 11, 20, 5, tzinfo=dt.UTC)
    with pytest.raises(NotUnderstood):
        ask("outage_credited", slots, began=noon, ended=noon - dt.timedelta(minutes=1))
