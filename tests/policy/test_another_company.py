"""Another company is another folder: other hours, other limits, and a week of Sunday to Thursday."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from camket.arrivals.submission import Matter
from camket.complaints.promised import contest_ends, is_after_hours, promises_for
from camket.policy import Policy, check_policy, load_policy

FOLDER = Path(__file__).parent / "another_company"
THURSDAY = dt.datetime.fromisoformat("2026-11-19T15:00:00+07:00")


@pytest.fixture
def sanad() -> Policy:
    return load_policy(FOLDER)


@pytest.fixture
def _run_by_sanad(settings: Any) -> None:
    settings.CAMKET_POLICY = FOLDER


def test_its_folder_has_no_fault() -> None:
    assert check_policy(FOLDER) == ()


@pytest.mark.usefixtures("_run_by_sanad")
def test_a_complaint_is_promised_its_dates_by_its_rules() -> None:
    receipt, resolution = promises_for("case:SW-1", Matter.COMPLAINT, THURSDAY)
    assert receipt.limit.due == dt.date(2026, 11, 23)
    assert resolution.aim is not None
    assert resolution.aim.due == dt.date(2026, 11, 25)
    assert resolution.limit.due == dt.date(2026, 12, 6)
    off = {s.date for s in resolution.limit.steps[1:] if not s.counts}
    assert off == {dt.date(2026, 11, day) for day in (20, 21, 26, 27, 28)} | {
        dt.date(2026, 12, day) for day in (4, 5)
    }


@pytest.mark.usefixtures("_run_by_sanad")
def test_next_year_the_same_complaint_is_promised_an_earlier_day() -> None:
    later = dt.datetime.fromisoformat("2027-01-07T10:00:00+07:00")
    resolution = promises_for("case:SW-2", Matter.COMPLAINT, later)[1]
    assert resolution.limit.due == dt.date(2027, 1, 19)


@pytest.mark.usefixtures("_run_by_sanad")
def test_its_desk_is_open_on_sundays_and_not_on_fridays() -> None:
    assert is_after_hours(dt.datetime.fromisoformat("2026-11-20T10:00:00+07:00"))
    assert not is_after_hours(dt.datetime.fromisoformat("2026-11-22T10:00:00+07:00"))
    assert contest_ends(THURSDAY, decided_at=THURSDAY) == dt.date(2026, 12, 13)


def test_its_page_says_its_own_hours(sanad: Policy) -> None:
    version = sanad.clause("gio.hanh-chinh", on=THURSDAY.date())
    assert version.as_published("en") == (
        "We are open Sunday to Wednesday, 09:00 – 13:00 and 14:00 – 16:00; Thursday, 09:00 – 13:00."
    )
