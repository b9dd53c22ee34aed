from pathlib import Path

import pytest

from camket.refusals import NotFound, NotUnderstood
from camket.worktime import load_calendar
from tests.worktime.making import day

CAIRO = """
id = "cairo"
weekly_off = [5, 6]
years = [2026]
days_off = [{ date = 2026-07-23, kind = "holiday", vi = "Ngày Cách mạng", en = "Revolution Day", source = "law" }]
swaps = [{ off = 2026-07-22, make_up = 2026-07-25, source = "rumour" }]
[sources.law]
text = "The law"
state = "official"
[sources.rumour]
text = "A rumour"
state = "provisional"
"""
SATURDAYS = """
id = "saturdays"
extends = "vn"
weekly_off = [7]
days_off = [{ date = 2026-12-24, kind = "holiday", vi = "Ngày của chúng tôi", en = "Our day", source = "board" }]
[sources.board]
text = "The board"
state = "official"
"""


@pytest.fixture
def cairo(tmp_path: Path) -> Path:
    path = tmp_path / "cairo.toml"
    path.write_text(CAIRO, "utf-8")
    return path


def test_a_company_ships_its_own_calendar(cairo: Path) -> None:
    week = load_calendar(cairo)
    assert (week.id, week.weekly_off, week.years) == ("cairo", {5, 6}, {2026})
    assert week.why(day("2026-07-23"), "vi") == "Ngày Cách mạng"
    assert (week.days_off[0].source, week.days_off[0].state) == ("The law", "official")
    assert (week.swaps[0].source, week.swaps[0].state) == ("A rumour", "provisional")


def test_a_path_may_be_text(cairo: Path) -> None:
    assert load_calendar(str(cairo)) == load_calendar(cairo)


def test_swaps_are_adopted_on_request(cairo: Path) -> None:
    assert load_calendar(cairo).is_working_day(day("2026-07-22"))
    adopted = load_calendar(cairo, swaps_adopted=True)
    assert not adopted.is_working_day(day("2026-07-22"))
    assert adopted.is_working_day(day("2026-07-25"))


def test_a_calendar_may_extend_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "saturdays.toml"
    path.write_text(SATURDAYS, "utf-8")
    week, vn = load_calendar(path), load_calendar("vn")
    assert week.is_working_day(day("2026-11-21"))
    assert not week.is_working_day(day("2026-11-24"))
    assert week.why(day("2026-12-24"), "en") == "Our day"
    assert (week.years, week.swaps) == (vn.years, vn.swaps)


def test_an_extending_calendar_keeps_the_week_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    path.write_text('id = "plain"\nextends = "vn"\nyears = [2028]\n', "utf-8")
    week = load_calendar(path, swaps_adopted=True)
    assert week.weekly_off == {6, 7}
    assert week.is_working_day(day("2028-01-03"))
    assert week.is_working_day(day("2026-08-22"))


def test_a_calendar_without_a_weekly_day_off_works_all_week(tmp_path: Path) -> None:
    path = tmp_path / "daily.toml"
    path.write_text('id = "daily"\nyears = [2026]\n', "utf-8")
    assert load_calendar(path).is_working_day(day("2026-11-22"))


@pytest.mark.parametrize("name", ["atlantis", "no/such.toml", "nowhere.toml", "."])
def test_a_file_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(NotFound) as refused:
        load_calendar(name)
    assert name.strip(".") in refused.value.vi
    assert refused.value.vi.startswith("Không đọc được tệp lịch “")
    assert refused.value.vi.endswith("”. Xin xem lại đường dẫn.")
    assert refused.value.en.startswith('The calendar file "')
    assert refused.value.en.endswith('" cannot be read. Check the path.')


def test_a_bare_name_is_never_a_file_nearby(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vn").write_text(CAIRO, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_calendar("vn").id == "vn"
    assert load_calendar(Path("vn")).id == "cairo"


WRONG = [
    (b"id = ", "Invalid value"),
    (b"\xff", "utf-8"),
    (b"years = [2026]", "id: Field required"),
    (b'id = "x"\nweekend = [6]', "weekend: Extra inputs are not permitted"),
    (b'id = "x"\nyears = [2026]\nweekly_off = [9]', "weekly_off: 0: Input should be less than"),
    (
        b'id = "x"\nyears = [2026]\nswaps = [{ off = 2026-01-02, source = ["s"] }]',
        "its source is not among [sources]",
    ),
    (
        b'id = "x"\nyears = [2026]\nswaps = [{ off = 2026-01-02 }]',
        "its source is not among [sources]",
    ),
    (
        b'id = "x"\nyears = [2026]\nswaps = [{ source = "s" }]\n[sources.s]\ntext = "t"\nstate = "official"',
        "swaps: 0: off: Field required",
    ),
    (
        b'id = "x"\nyears = [2026]\n[sources.s]\ntext = "t"\nstate = "maybe"',
        "sources: s: state: Input should be 'official' or 'provisional'",
    ),
]


@pytest.mark.parametrize(("content", "fault"), WRONG)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_bytes(content)
    with pytest.raises(NotUnderstood) as refused:
        load_calendar(path)
    vi, en = refused.value.vi, refused.value.en
    assert vi.startswith(f"Tệp lịch “{path}” không đúng (")
    assert vi.endswith("). Xin sửa rồi thử lại.")
    assert en.startswith(f'The calendar file "{path}" is wrong (')
    assert en.endswith("). Correct it and try again.")
    assert fault in vi
    assert fault in en
