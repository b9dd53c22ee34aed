import datetime as dt

import pytest

from camket.refusals import CalendarMissing, NotUnderstood
from camket.worktime import Calendar, OpeningHours
from tests.worktime.making import calendar, day, wall

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def hours(names: tuple[str, ...], *blocks: list[str], **more: list[list[str]]) -> OpeningHours:
    return OpeningHours.from_plain({**{name: list(blocks) for name in names}, **more})


DESK = hours(WEEKDAYS, ["08:00", "17:00"])
SPLIT = hours(WEEKDAYS, ["08:00", "12:00"], ["13:30", "17:30"], saturday=[["08:00", "12:00"]])
ALWAYS = hours((*WEEKDAYS, "saturday", "sunday"), ["00:00", "24:00"])


def test_hours_are_read_to_the_minute() -> None:
    week = OpeningHours.from_plain({"sunday": [["00:05", "09:59"], ["23:30", "24:00"]]}).week
    assert [len(blocks) for blocks in week] == [0, 0, 0, 0, 0, 0, 2]
    assert (week[6][0].opens, week[6][0].closes) == (
        dt.timedelta(minutes=5),
        dt.timedelta(hours=9, minutes=59),
    )
    assert week[6][1].closes == dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-11-20T07:59:59", False),
        ("2026-11-20T08:00:00", True),
        ("2026-11-20T16:59:59", True),
        ("2026-11-20T17:00:00", False),
        ("2026-11-20T17:00:01", False),
        ("2026-11-21T10:00:00", False),
        ("2026-11-24T10:00:00", False),
    ],
)
def test_the_desk_is_open_within_its_hours(vn: Calendar, instant: str, is_open: bool) -> None:
    assert DESK.is_open(wall(instant), vn) is is_open


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2026-11-20T07:59:59", "2026-11-20T08:00"),
        ("2026-11-20T08:00:00", "2026-11-23T08:00"),
        ("2026-11-20T17:00:01", "2026-11-23T08:00"),
        ("2026-11-23T23:59:59", "2026-11-25T08:00"),
        ("2026-02-13T17:00:00", "2026-02-23T08:00"),
    ],
)
def test_it_says_when_it_opens_next(vn: Calendar, instant: str, opens: str) -> None:
    assert DESK.opens_next(wall(instant), vn) == wall(opens)
    assert DESK.opens_next(wall(instant), vn).tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("instant", "closes"),
    [
        ("2026-11-20T08:00", "2026-11-20T17:00"),
        ("2026-11-20T17:00", None),
        ("2026-11-21T09:00", None),
    ],
)
def test_it_says_when_it_closes(vn: Calendar, instant: str, closes: str | None) -> None:
    assert DESK.closes_at(wall(instant), vn) == (closes and wall(closes))


def test_a_desk_may_close_for_lunch(vn: Calendar) -> None:
    lunch = wall("2026-11-20T12:00")
    assert not SPLIT.is_open(lunch, vn)
    assert SPLIT.opens_next(lunch, vn) == wall("2026-11-20T13:30")
    assert SPLIT.closes_at(wall("2026-11-20T11:59"), vn) == lunch
    assert SPLIT.closes_at(wall("2026-11-20T13:30"), vn) == wall("2026-11-20T17:30")


def test_a_desk_may_open_on_a_day_that_limits_do_not_count(vn: Calendar) -> None:
    assert SPLIT.is_open(wall("2026-11-21T09:00"), vn)
    assert not SPLIT.is_open(wall("2026-05-01T09:00"), vn)


def test_a_make_up_saturday_has_the_hours_of_the_day_it_makes_up_for(vn_swapped: Calendar) -> None:
    saturday = wall("2026-08-22T15:00")
    assert DESK.is_open(saturday, vn_swapped)
    assert SPLIT.is_open(saturday, vn_swapped)
    assert not SPLIT.is_open(wall("2026-08-31T15:00"), vn_swapped)


def test_a_desk_may_never_close(vn: Calendar) -> None:
    midnight = wall("2026-11-22T00:00")
    assert ALWAYS.is_open(midnight, vn)
    assert ALWAYS.closes_at(midnight, vn) == wall("2026-11-23T00:00")


def test_the_blocks_of_a_date_follow_calendar_and_week(vn: Calendar) -> None:
    blocks = SPLIT.blocks_on(day("2026-11-20"), vn)
    assert [(block.opens, block.closes) for block in blocks] == [
        (dt.timedelta(hours=8), dt.timedelta(hours=12)),
        (dt.timedelta(hours=13, minutes=30), dt.timedelta(hours=17, minutes=30)),
    ]
    assert SPLIT.blocks_on(day("2026-11-24"), vn) == ()
    assert SPLIT.blocks_on(day("2026-11-22"), vn) == ()


@pytest.mark.parametrize(
    ("desk", "date", "cut_off"),
    [
        (DESK, "2026-12-02", "2026-12-02T17:00"),
        (SPLIT, "2026-12-02", "2026-12-02T17:30"),
        (SPLIT, "2026-12-05", "2026-12-05T12:00"),
        (SPLIT, "2026-12-06", "2026-12-06T17:30"),
        (ALWAYS, "2026-12-06", "2026-12-07T00:00"),
    ],
)
def test_the_cut_off_is_the_last_closing_time(desk: OpeningHours, date: str, cut_off: str) -> None:
    assert desk.cut_off(day(date)) == wall(cut_off)
    assert desk.cut_off(day(date)).tzinfo is dt.UTC


def test_beyond_the_calendar_nothing_is_guessed(vn: Calendar) -> None:
    with pytest.raises(CalendarMissing):
        DESK.is_open(wall("2028-01-03T10:00"), vn)
    with pytest.raises(CalendarMissing):
        DESK.opens_next(wall("2027-12-31T08:00"), vn)


def test_another_country_opens_on_sunday() -> None:
    cairo = calendar(weekly_off={5, 6})
    desk = hours(("sunday",), ["09:00", "15:00"])
    assert desk.opens_next(wall("2026-11-20T10:00"), cairo) == wall("2026-11-22T09:00")


SHAPE_VI = ' Xin ghi như monday = [["08:00", "17:00"]].'
SHAPE_EN = ' Write them like monday = [["08:00", "17:00"]].'
TOUCHING = (
    "các khoảng giờ của “monday” chạm nhau hoặc sai thứ tự",
    'the blocks of "monday" touch or are out of order',
)
NO_PAIR = (
    "“monday” phải là từng cặp giờ mở và đóng như 08:00",
    '"monday" must be pairs of opening and closing times such as 08:00',
)
NONE_AT_ALL = ("chưa có giờ mở cửa nào", "there is no opening time at all")
WRONG = [
    ({"monday": [["08:00", "12:00"], ["11:00", "17:00"]]}, TOUCHING),
    ({"monday": [["08:00", "12:00"], ["12:00", "17:00"]]}, TOUCHING),
    ({"monday": [["17:00", "08:00"]]}, TOUCHING),
    ({"monday": [["08:00", "08:00"]]}, TOUCHING),
    ({"monday": [["08:00"]]}, NO_PAIR),
    ({"monday": [["08:00", "12:00", "17:00"]]}, NO_PAIR),
    ({"monday": [["8:00", "17:00"]]}, NO_PAIR),
    ({"monday": [["08:00", "25:00"]]}, NO_PAIR),
    ({"monday": [["08:00", "24:01"]]}, NO_PAIR),
    ({"monday": [["08:00", "17:60"]]}, NO_PAIR),
    ({"monday": [[8, 17]]}, NO_PAIR),
    ({"monday": ["08:00-17:00"]}, NO_PAIR),
    ({}, NONE_AT_ALL),
    ({"monday": []}, NONE_AT_ALL),
    ({"thursday": [], "mon": [], "1": []}, ("không có thứ “1”", 'there is no weekday "1"')),
]


@pytest.mark.parametrize(("plain", "fault"), WRONG)
def test_hours_that_make_no_sense_are_refused_in_words(plain, fault: tuple[str, str]) -> None:  # noqa: ANN001
    with pytest.raises(NotUnderstood) as refused:
        OpeningHours.from_plain(plain)
    assert refused.value.vi == f"Giờ làm việc không đúng: {fault[0]}.{SHAPE_VI}"
    assert refused.value.en == f"The opening hours are wrong: {fault[1]}.{SHAPE_EN}"


def test_hours_are_said_in_one_line() -> None:
    assert DESK.spoken("vi") == "thứ Hai đến thứ Sáu, 08:00 – 17:00"
    assert SPLIT.spoken("en") == (
        "Monday to Friday, 08:00 – 12:00 and 13:30 – 17:30; Saturday, 08:00 – 12:00"
    )
    assert SPLIT.spoken("vi") == (
        "thứ Hai đến thứ Sáu, 08:00 – 12:00 và 13:30 – 17:30; thứ Bảy, 08:00 – 12:00"
    )
    assert ALWAYS.spoken("vi") == "thứ Hai đến Chủ nhật, 00:00 – 24:00"


def test_a_week_is_said_from_the_day_after_its_longest_rest() -> None:
    block = ["09:05", "16:00"]
    week = hours(("sunday", "monday", "tuesday", "wednesday", "thursday"), block)
    assert week.spoken("en") == "Sunday to Thursday, 09:05 – 16:00"
    assert week.spoken("vi") == "Chủ nhật đến thứ Năm, 09:05 – 16:00"
    assert hours(("sunday", "wednesday"), block).spoken("en").startswith("Sunday, ")
    assert hours(("tuesday",), block).spoken("vi") == "thứ Ba, 09:05 – 16:00"
