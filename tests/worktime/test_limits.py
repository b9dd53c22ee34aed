"""When limits end, and the steps that say why."""

from __future__ import annotations

import datetime as dt

import pytest

from camket.refusals import CalendarMissing, NotUnderstood
from camket.worktime import (
    Calendar,
    Step,
    due_in_days,
    due_in_hours,
    due_in_working_days,
    earlier_of,
    legal_due_in_days,
    legal_due_in_working_days,
)
from tests.worktime.making import calendar, day, wall

RECEIPT = (
    "Ngày nhận, không tính (Bộ luật Dân sự, điều 147)",
    "The day of receipt, which does not count (Civil Code, article 147)",
)
MOVED = (
    "Hạn rơi vào ngày nghỉ nên kết thúc vào ngày làm việc này (Bộ luật Dân sự, điều 148.5)",
    "The limit fell on a day off, so it ends on this working day (Civil Code, article 148.5)",
)


def test_working_days_are_explained_step_by_step(vn: Calendar) -> None:
    due = due_in_working_days(wall("2026-11-20T16:50"), 2, vn)
    assert due.due == day("2026-11-25")
    assert due.calendar == vn.label
    assert due.steps == (
        Step(day("2026-11-20"), False, *RECEIPT),
        Step(
            day("2026-11-21"), False, "Thứ Bảy, ngày nghỉ hằng tuần", "Saturday, a weekly day off"
        ),
        Step(day("2026-11-22"), False, "Chủ nhật, ngày nghỉ hằng tuần", "Sunday, a weekly day off"),
        Step(day("2026-11-23"), True, "Ngày làm việc thứ 1: Thứ Hai", "Working day 1: Monday"),
        Step(day("2026-11-24"), False, "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
        Step(day("2026-11-25"), True, "Ngày làm việc thứ 2: Thứ Tư", "Working day 2: Wednesday"),
    )


def test_calendar_days_count_days_off_and_move_off_one(vn: Calendar) -> None:
    due = due_in_days(wall("2026-11-20T16:50"), 1, vn)
    assert due.due == day("2026-11-23")
    assert due.calendar == vn.label
    assert due.steps == (
        Step(day("2026-11-20"), False, *RECEIPT),
        Step(
            day("2026-11-21"),
            True,
            "Ngày thứ 1, vẫn tính: Thứ Bảy, ngày nghỉ hằng tuần",
            "Day 1, still counts: Saturday, a weekly day off",
        ),
        Step(day("2026-11-22"), False, "Chủ nhật, ngày nghỉ hằng tuần", "Sunday, a weekly day off"),
        Step(day("2026-11-23"), False, *MOVED),
    )


def test_calendar_days_that_end_on_a_working_day_do_not_move(vn: Calendar) -> None:
    due = due_in_days(day("2026-11-24"), 1, vn)
    assert due.due == day("2026-11-25")
    assert due.steps[1:] == (Step(day("2026-11-25"), True, "Ngày thứ 1", "Day 1"),)


def test_hours_are_explained_day_by_day() -> None:
    due = due_in_hours(wall("2026-11-21T22:00:05"), 26)
    assert due.at == wall("2026-11-23T00:00:05")
    assert due.due == day("2026-11-23")
    assert due.calendar == "none"
    assert due.steps == (
        Step(
            day("2026-11-21"),
            True,
            "Từ 22:00:05 đến 24:00, tính liên tục",
            "22:00:05 to 24:00, without a pause",
        ),
        Step(
            day("2026-11-22"),
            True,
            "Từ 00:00 đến 24:00, tính liên tục",
            "00:00 to 24:00, without a pause",
        ),
        Step(
            day("2026-11-23"),
            True,
            "Từ 00:00 đến 00:00:05, tính liên tục",
            "00:00 to 00:00:05, without a pause",
        ),
    )


def test_hours_within_a_day_are_one_step() -> None:
    due = due_in_hours(wall("2026-11-21T08:00"), 1)
    assert [step.why("vi") for step in due.steps] == ["Từ 08:00 đến 09:00, tính liên tục"]


def test_hours_are_the_same_from_any_time_zone() -> None:
    received = wall("2026-11-21T22:00")
    assert due_in_hours(received.astimezone(dt.UTC), 24) == due_in_hours(received, 24)
    assert due_in_hours(received, 24).at.tzinfo is dt.UTC


TET = [
    ("2026-02-13T17:00:01", 1, "2026-02-23"),  # the eve of nine days off
    ("2026-02-17T08:00:00", 3, "2026-02-25"),  # on New Year's morning itself
    ("2025-01-24T23:59:59", 7, "2025-02-11"),
    ("2024-02-07T09:00:00", 2, "2024-02-16"),
    ("2027-02-03T16:00:00", 3, "2027-02-15"),
    ("2020-01-22T16:00:00", 1, "2020-01-30"),
]


@pytest.mark.parametrize(("received", "days", "due"), TET)
def test_tet_counts_for_nothing(vn: Calendar, received: str, days: int, due: str) -> None:
    assert due_in_working_days(wall(received), days, vn).due == day(due)


def test_a_limit_runs_over_the_end_of_the_year(vn: Calendar) -> None:
    assert due_in_working_days(wall("2026-12-30T10:00"), 2, vn).due == day("2027-01-04")
    assert due_in_days(wall("2026-12-30T10:00"), 2, vn).due == day("2027-01-04")


def test_a_make_up_saturday_counts_and_says_what_it_makes_up_for(vn_swapped: Calendar) -> None:
    due = due_in_working_days(day("2026-08-21"), 1, vn_swapped)
    assert due.due == day("2026-08-22")
    assert due.steps[-1].why("vi") == (
        "Ngày làm việc thứ 1: Thứ Bảy, làm bù cho ngày nghỉ 31/08/2026"
    )
    assert due.steps[-1].why("en") == (
        "Working day 1: Saturday, made up for the day off on 31 August 2026"
    )


LEGAL = [
    ("2026-08-21", 1, "2026-08-22"),  # the make-up Saturday comes first
    ("2026-08-28", 1, "2026-08-31"),  # the swapped Monday would come later
    ("2026-11-20", 7, "2026-12-02"),  # no swap near: both calendars agree
]


@pytest.mark.parametrize(("received", "days", "due"), LEGAL)
def test_a_legal_limit_is_the_earlier_of_both_calendars(
    vn: Calendar, vn_swapped: Calendar, received: str, days: int, due: str
) -> None:
    assert legal_due_in_working_days(day(received), days, vn).due == day(due)
    assert legal_due_in_working_days(day(received), days, vn_swapped).due == day(due)


def test_a_legal_limit_names_the_calendar_that_set_it(vn: Calendar, vn_swapped: Calendar) -> None:
    labels = [legal_due_in_working_days(day(text), days, vn).calendar for text, days, _ in LEGAL]
    assert labels == [vn_swapped.label, vn.label, vn.label]


@pytest.mark.parametrize(
    ("received", "due"), [("2026-08-30", "2026-08-31"), ("2026-08-21", "2026-08-22")]
)
def test_a_legal_limit_in_days_moves_the_shorter_way(
    vn: Calendar, vn_swapped: Calendar, received: str, due: str
) -> None:
    assert legal_due_in_days(day(received), 1, vn).due == day(due)
    assert legal_due_in_days(day(received), 1, vn_swapped).due == day(due)


def test_the_earlier_limit_may_be_either_one(vn: Calendar) -> None:
    early, late = due_in_days(day("2026-11-23"), 1, vn), due_in_days(day("2026-11-23"), 3, vn)
    assert earlier_of(early, late) is early
    assert earlier_of(late, early) is early


@pytest.mark.parametrize("count", [due_in_working_days, due_in_days, legal_due_in_days])
def test_a_missing_year_is_refused_in_words(vn: Calendar, count) -> None:  # noqa: ANN001
    with pytest.raises(CalendarMissing) as refused:
        count(day("2027-12-30"), 2, vn)
    assert refused.value.year == 2028
    assert "2028" in refused.value.sentence("vi")


def test_a_limit_may_end_on_the_last_day_that_is_known(vn: Calendar) -> None:
    assert due_in_working_days(day("2027-12-30"), 1, vn).due == day("2027-12-31")


def test_a_receipt_before_the_first_year_needs_no_calendar(vn: Calendar) -> None:
    assert due_in_working_days(day("2019-12-31"), 1, vn).due == day("2020-01-02")


@pytest.mark.parametrize("amount", [0, -1])
def test_a_limit_is_at_least_one(vn: Calendar, amount: int) -> None:
    for ask in (
        lambda: due_in_working_days(day("2026-11-20"), amount, vn),
        lambda: due_in_days(day("2026-11-20"), amount, vn),
        lambda: due_in_hours(wall("2026-11-20T10:00"), amount),
    ):
        with pytest.raises(NotUnderstood) as refused:
            ask()
        assert refused.value.vi == f"Hạn phải từ 1 trở lên; đang là {amount}."
        assert refused.value.en == f"A limit must be 1 or more; it is {amount}."


def test_hours_reach_no_further_than_a_year() -> None:
    start = wall("2026-01-01T00:00")
    assert due_in_hours(start, 8784).at == wall("2027-01-02T00:00")
    with pytest.raises(NotUnderstood) as refused:
        due_in_hours(start, 8785)
    assert refused.value.vi == (
        "Hạn tính theo giờ không quá 8784 giờ; đang là 8785. Xin dùng hạn tính theo ngày."
    )
    assert refused.value.en == (
        "A limit in hours is at most 8784 hours; it is 8785. Use a limit in days."
    )


def test_an_instant_without_an_offset_is_refused(vn: Calendar) -> None:
    naive = dt.datetime(2026, 11, 20, 16, 50)  # noqa: DTZ001 - that is the point
    for ask in (
        lambda: due_in_working_days(naive, 1, vn),
        lambda: due_in_days(naive, 1, vn),
        lambda: due_in_hours(naive, 1),
    ):
        with pytest.raises(NotUnderstood) as refused:
            ask()
        assert refused.value.vi == (
            "Thời điểm 2026-11-20T16:50:00 thiếu múi giờ. Xin ghi đủ, ví dụ 2026-11-20T16:50+07:00."
        )
        assert refused.value.en == (
            "The instant 2026-11-20T16:50:00 has no offset. "
            "Write it in full, for example 2026-11-20T16:50+07:00."
        )


def test_received_in_another_zone_is_received_on_our_date(vn: Calendar) -> None:
    still_thursday_in_london = dt.datetime(2026, 11, 19, 18, 0, tzinfo=dt.UTC)
    assert due_in_working_days(still_thursday_in_london, 1, vn).due == day("2026-11-23")


def test_friday_and_saturday_off_is_counted_as_such() -> None:
    cairo = calendar(["2026-11-24"], weekly_off={5, 6})
    assert due_in_working_days(day("2026-11-19"), 3, cairo).due == day("2026-11-25")
    assert due_in_days(day("2026-11-19"), 1, cairo).due == day("2026-11-22")
