import pytest
from pydantic import ValidationError

from camket.refusals import CalendarMissing, NotUnderstood
from camket.worktime import Calendar, State
from tests.worktime.making import calendar, day, holiday, swap, wall

SATURDAYS_WORKED = frozenset({7})


@pytest.mark.parametrize(
    ("date", "vi", "en"),
    [
        ("2026-11-24", "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
        (
            "2026-04-27",
            "Nghỉ bù Giỗ Tổ Hùng Vương",
            "Hung Kings' Commemoration Day, substitute day off",
        ),
        ("2026-11-21", "Thứ Bảy, ngày nghỉ hằng tuần", "Saturday, a weekly day off"),
        ("2026-11-22", "Chủ nhật, ngày nghỉ hằng tuần", "Sunday, a weekly day off"),
        ("2026-04-26", "Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration Day"),
        (
            "2027-02-04",
            "Nghỉ bù Tết Nguyên đán (dự kiến)",
            "Lunar New Year, substitute day off (provisional)",
        ),
    ],
)
def test_a_day_off_says_why(vn: Calendar, date: str, vi: str, en: str) -> None:
    assert not vn.is_working_day(day(date))
    assert (vn.why(day(date), "vi"), vn.why(day(date), "en-GB")) == (vi, en)


def test_a_working_day_says_so(vn: Calendar) -> None:
    assert vn.is_working_day(day("2026-11-23"))
    assert vn.why(day("2026-11-23"), "vi") == "Thứ Hai: ngày làm việc"
    assert vn.why(day("2026-11-23"), "en") == "Monday: a working day"


def test_a_swap_binds_only_the_company_that_adopts_it(vn: Calendar, vn_swapped: Calendar) -> None:
    off, make_up = day("2026-08-31"), day("2026-08-22")
    assert (vn.is_working_day(off), vn.is_working_day(make_up)) == (True, False)
    assert (vn_swapped.is_working_day(off), vn_swapped.is_working_day(make_up)) == (False, True)


def test_both_ends_of_a_swap_name_each_other(vn_swapped: Calendar) -> None:
    off, make_up = day("2026-08-31"), day("2026-08-22")
    assert vn_swapped.why(off, "vi") == "Nghỉ hoán đổi, làm bù ngày 22/08/2026"
    assert vn_swapped.why(off, "en") == "Swapped day off, made up on 22 August 2026"
    assert vn_swapped.why(make_up, "vi") == (
        "Thứ Bảy, làm bù cho ngày nghỉ 31/08/2026: ngày làm việc"
    )
    assert vn_swapped.why(make_up, "en") == (
        "Saturday, made up for the day off on 31 August 2026: a working day"
    )


def test_a_make_up_day_works_like_the_day_it_makes_up_for(vn_swapped: Calendar) -> None:
    assert vn_swapped.works_like(day("2026-01-10")) == 5
    assert vn_swapped.works_like(day("2026-01-17")) == 6


def test_only_holidays_and_swaps_are_named_days_off(vn_swapped: Calendar) -> None:
    named = ["2026-11-24", "2026-08-31", "2026-04-26"]
    assert all(vn_swapped.is_named_day_off(day(text)) for text in named)
    plain = ["2026-11-21", "2026-08-22", "2026-11-23"]
    assert not any(vn_swapped.is_named_day_off(day(text)) for text in plain)


def test_who_works_on_saturdays_gets_no_substitute_for_one() -> None:
    new_year = (holiday("2028-01-01"), holiday("2028-01-03", stands_for="2028-01-01"))
    week = calendar(years=[2028]).model_copy(update={"days_off": new_year})
    assert not week.is_working_day(day("2028-01-03"))
    saturdays = Calendar.from_json({**week.to_json(), "weekly_off": [7]})
    assert saturdays.is_working_day(day("2028-01-03"))
    assert not saturdays.is_working_day(day("2028-01-01"))


def test_who_works_on_saturdays_swaps_nothing_against_one() -> None:
    saturdays = calendar(swaps={"2026-08-31": "2026-08-22"}, weekly_off=SATURDAYS_WORKED)
    assert saturdays.is_working_day(day("2026-08-31"))
    assert saturdays.why(day("2026-08-22"), "en") == "Saturday: a working day"


def test_a_weekly_day_off_cannot_be_swapped_away() -> None:
    fridays_off = calendar(swaps={"2026-08-28": "2026-08-29"}, weekly_off={5, 6})
    assert not fridays_off.is_working_day(day("2026-08-29"))


def test_another_country_rests_on_friday_and_saturday() -> None:
    cairo = calendar(weekly_off={5, 6})
    worked = [cairo.is_working_day(day(f"2026-11-{n}")) for n in range(20, 27)]
    assert worked == [False, False, True, True, True, True, True]


def test_a_year_is_provisional_until_all_of_it_is_decided(vn: Calendar) -> None:
    assert [vn.state(year) for year in (2020, 2026, 2027)] == [
        "official",
        "official",
        "provisional",
    ]


def test_an_undecided_swap_makes_a_year_provisional_too() -> None:
    unsure = swap("2026-08-31", "2026-08-22", state=State.PROVISIONAL)
    week = calendar().model_copy(update={"swaps": (unsure,)})
    assert (week.state(2026), week.state(2025)) == (State.PROVISIONAL, State.OFFICIAL)


@pytest.mark.parametrize("date", ["2019-12-31", "2028-01-01"])
def test_a_year_that_is_not_loaded_is_refused_not_guessed(vn: Calendar, date: str) -> None:
    for question in (
        vn.is_working_day,
        vn.is_named_day_off,
        vn.works_like,
        vn.words_for,
        vn.worked_words,
    ):
        with pytest.raises(CalendarMissing, match=date[:4]):
            question(day(date))
    with pytest.raises(CalendarMissing):
        vn.state(int(date[:4]))


def test_an_instant_is_asked_about_by_its_date_in_ho_chi_minh_city(vn: Calendar) -> None:
    late_on_friday_in_paris = wall("2026-11-21T02:00").astimezone(tz=None)
    assert not vn.is_working_day(late_on_friday_in_paris)
    assert vn.why(late_on_friday_in_paris, "en") == "Saturday, a weekly day off"
    with pytest.raises(NotUnderstood):
        vn.is_working_day(wall("2026-11-21T02:00").replace(tzinfo=None))


def test_the_last_evening_of_the_years_is_still_known(vn: Calendar) -> None:
    assert vn.is_working_day(wall("2027-12-31T23:59:59"))


def test_a_calendar_comes_back_from_its_row(vn_swapped: Calendar) -> None:
    again = Calendar.from_json(vn_swapped.to_json())
    assert again == vn_swapped
    assert again.version == vn_swapped.version
    assert again.label == f"vn+swaps@{vn_swapped.version}"


def test_the_version_is_a_digest_of_the_content(vn: Calendar) -> None:
    assert len(vn.version) == 12
    assert int(vn.version, 16) >= 0
    assert vn.label == f"vn@{vn.version}"
    assert vn.version != vn.with_swaps(True).version


def test_the_version_does_not_depend_on_the_order_of_lines() -> None:
    days, swaps = (
        ["2026-05-01", "2026-01-01"],
        {"2026-08-31": "2026-08-22", "2025-05-02": "2025-04-26"},
    )
    one = calendar(days, swaps)
    other = calendar(reversed(days), dict(reversed(swaps.items())))
    assert one.version == other.version
    assert one.version != calendar(days).version


def test_with_swaps_goes_there_and_back(vn: Calendar) -> None:
    assert vn.with_swaps(False) is vn
    adopted = vn.with_swaps(True)
    assert adopted.with_swaps(True) is adopted
    assert adopted.with_swaps(False) == vn
    assert vn.with_swaps(True) is adopted


WRONG = {
    "greater than or equal to 1": {"weekly_off": [0]},
    "less than or equal to 7": {"weekly_off": [8]},
    "at most 6 items": {"weekly_off": [1, 2, 3, 4, 5, 6, 7]},
    "at least 1 item": {"years": []},
    "outside the years of the calendar: 2026-05-01": {"years": [2024, 2025]},
    "more than one line speaks of 2026-05-01": {
        "swaps": [
            {"off": "2026-05-01", "make_up": "2026-05-09", "source": "x", "state": "official"}
        ]
    },
    "Extra inputs are not permitted": {"weekend": [6, 7]},
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_calendar_that_contradicts_itself_is_not_made(fault: str) -> None:
    stored = calendar(["2026-05-01"]).to_json()
    with pytest.raises(ValidationError, match=fault):
        Calendar.from_json({**stored, **WRONG[fault]})


def test_only_a_substitute_stands_for_another_day() -> None:
    lone = holiday("2026-05-01").model_dump()
    for change in ({"kind": "substitute"}, {"stands_for": "2026-04-30"}):
        with pytest.raises(ValidationError, match="only a substitute"):
            type(holiday("2026-05-01")).model_validate({**lone, **change})
