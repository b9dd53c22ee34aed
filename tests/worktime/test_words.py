import datetime as dt

from camket.worktime.words import Words, clock_time, date_words, weekday_words
from tests.worktime.making import day, wall


def test_the_seven_days_have_their_names() -> None:
    week = [weekday_words(day("2026-11-23") + dt.timedelta(days=n)) for n in range(7)]
    assert [name.vi for name in week] == [
        *("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
    ]
    assert [name.en for name in week] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]


def test_a_date_is_written_as_each_language_does() -> None:
    assert date_words(day("2026-01-02")) == Words("02/01/2026", "2 January 2026")
    assert date_words(day("2026-12-31")) == Words("31/12/2026", "31 December 2026")


def test_a_time_shows_seconds_only_where_there_are_some() -> None:
    assert clock_time(wall("2026-11-20T16:50")) == "16:50"
    assert clock_time(wall("2026-11-20T17:00:01").astimezone(dt.UTC)) == "17:00:01"


def test_vietnamese_is_spoken_unless_english_is_asked_for() -> None:
    both = Words("có", "yes")
    assert [both.spoken(lang) for lang in ("vi", "en", "en-US", "fr")] == ["có", "yes", "yes", "có"]
