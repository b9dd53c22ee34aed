"""How dates, money, numbers and phones are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from camket.ui.formats import dates, numbers, phones
from camket.ui.formats.hours import hours_words
from camket.ui.formats.spaces import bind, bind_page
from camket.worktime import OpeningHours

WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEDNESDAY = date(2026, 12, 2)
LATE_EVENING = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
AFTER_MIDNIGHT_AT_HOME = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)


def test_a_limit_is_said_in_full_in_both_languages() -> None:
    assert dates.full_date(WEDNESDAY, "vi") == "thứ Tư, 02/12/2026"
    assert dates.full_date(WEDNESDAY, "en") == "Wednesday 02/12/2026"


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [(23, "thứ Hai", "T2"), (28, "thứ Bảy", "T7"), (29, "Chủ nhật", "CN")],
)
def test_days_of_the_week_have_two_names(day: int, long: str, short: str) -> None:
    when = date(2026, 11, day)
    assert (dates.weekday(when, "vi"), dates.weekday_short(when, "vi")) == (long, short)


def test_an_instant_is_shown_on_the_clock_of_ho_chi_minh_city() -> None:
    assert dates.moment(LATE_EVENING, "vi") == "Chủ nhật 22/11 · 21:14"
    assert dates.full_moment(LATE_EVENING, "vi") == "21:14 ngày 22/11/2026"
    assert dates.full_moment(LATE_EVENING, "en") == "21:14 on 22/11/2026"
    assert dates.numeric_date(AFTER_MIDNIGHT_AT_HOME) == "02/12/2026"


def test_money_and_numbers_use_points_and_commas() -> None:
    assert numbers.dong(1_500_000) == "1.500.000\u00a0đ"
    assert numbers.grouped(1214) == "1.214"
    assert numbers.decimal_shown(2.84) == "2,8"
    assert numbers.percent(0.969) == "96,9\u00a0%"


@pytest.mark.parametrize(
    ("size", "shown"), [(999, "999 byte"), (340_000, "340 kB"), (1_800_000, "1,8 MB")]
)
def test_a_file_has_a_size_that_people_know(size: int, shown: str) -> None:
    assert numbers.file_size(size).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("typed", "shown", "link"),
    [
        ("+84909156177", "0909 156 177", "tel:+84909156177"),
        ("028 38221234", "028 3822 1234", "tel:+842838221234"),
        ("18006838", "1800 6838", "tel:18006838"),
    ],
)
def test_a_phone_number_is_grouped_and_can_be_dialled(typed: str, shown: str, link: str) -> None:
    assert phones.phone(typed).replace("\u00a0", " ") == shown
    assert phones.phone_link(typed) == link


def test_what_is_no_phone_number_stays_as_it_is() -> None:
    assert phones.phone("hỏi lễ tân") == "hỏi lễ tân"


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("Xin Quý khách gọi 0909 156 177", "Xin Quý_khách gọi 0909_156_177"),
        ("hết ngày thứ Tư 02/12/2026", "hết_ngày thứ_Tư_02/12/2026"),
        ("còn 5 ngày làm việc", "còn 5_ngày làm_việc"),
        ("từ 08:00 – 17:00", "từ 08:00_–_17:00"),
        ("theo điều KN-4, bản 4", "theo điều_KN-4, bản_4"),
        ("bộ phát Wi-Fi, số sê-ri", "bộ phát Wi~Fi, số sê~ri"),
        ("by Wednesday 02/12, 5 working days", "by Wednesday_02/12, 5_working days"),
        ("hồ sơ KN-26-4F7K2", "hồ sơ KN-26-4F7K2"),
    ],
)
def test_what_belongs_together_stays_on_one_line(written: str, bound: str) -> None:
    assert bind(written).replace("\u00a0", "_").replace("\u2011", "~") == bound


def test_binding_a_page_leaves_tags_and_what_is_sent_back_alone() -> None:
    html = '<a title="Quý khách">Quý khách</a><textarea>Quý khách</textarea><option>7 ngày</option>'
    bound = bind_page(html)
    assert bound.count("\u00a0") == 1
    assert ">Quý\u00a0khách</a>" in bound


def test_hours_are_not_torn_behind_their_dash() -> None:
    assert bind_page("<p>08:00 – 17:00</p>") == "<p>08:00\u00a0–\u2060\u00a017:00</p>"


def test_binding_twice_changes_nothing_more() -> None:
    text = "Quý khách có 7 ngày làm việc, hết ngày thứ Tư 02/12, 08:00 – 17:00, 0909 156 177"
    assert bind(bind(text)) == bind(text)


def test_opening_hours_are_told_in_one_line() -> None:
    week = {day: [["08:00", "17:00"]] for day in WORKDAYS}
    hours = OpeningHours.from_plain(week | {"saturday": [["08:00", "11:30"], ["13:00", "17:00"]]})
    assert hours_words(hours, "vi") == (
        "Thứ Hai đến thứ Sáu, 08:00 – 17:00; thứ Bảy, 08:00 – 11:30 và 13:00 – 17:00"
    )
    assert hours_words(hours, "en").startswith("Monday to Friday, 08:00 – 17:00; Saturday")
