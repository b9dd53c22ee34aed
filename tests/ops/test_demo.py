"""The demonstration: believable, whole, and never put where anything is."""

from __future__ import annotations

import itertools
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from camket.config.cli import main
from camket.evidence.models import Fact
from camket.ops.demo.cast import kept_password
from camket.ops.demo.making import is_empty, make_demonstration
from camket.people.models import Staff
from camket.refusals import NotAllowed
from tests.demonstration import WEDNESDAY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ODD_MOMENTS = (
    "2026-11-23T00:00+07:00",  # midnight before a Monday
    "2026-11-22T03:10+07:00",  # a Sunday
    "2026-02-18T10:00+07:00",  # in the Tết holidays
    "2026-02-23T07:59+07:00",  # just after them
    "2027-01-02T23:59+07:00",  # a Saturday after New Year
)


@pytest.fixture(autouse=True)
def _home(settings: LazySettings, tmp_path: Path) -> None:
    """A home in which nobody else looks for the password."""
    settings.CAMKET_HOME = tmp_path


@pytest.mark.only_on("sqlite")  # what the hour changes, no database knows
@pytest.mark.parametrize("moment", ODD_MOMENTS)
def test_it_can_be_made_at_any_hour_and_every_fact_has_its_instant(moment: str) -> None:
    at = datetime.fromisoformat(moment)
    make_demonstration(at=at)
    facts = list(Fact.objects.order_by("id"))
    assert all(before.at <= after.at for before, after in itertools.pairwise(facts))
    assert facts[-1].at <= at


@pytest.mark.usefixtures("published")
def test_it_verifies_and_balances(capsys: pytest.CaptureFixture[str]) -> None:
    make_demonstration(at=WEDNESDAY)
    assert main(["verify"]) == 0
    assert main(["reconcile"]) == 0
    assert "no fault" in capsys.readouterr().out


@pytest.mark.usefixtures("published")
def test_the_published_rules_alone_leave_a_desk_empty() -> None:
    assert is_empty()


def test_one_member_of_staff_is_enough_to_refuse_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["staff", "add", "minh", "--name", "Trần Minh"]) == 0
    assert main(["demo"]) == 2
    assert "đã có nội dung" in capsys.readouterr().err
    assert Staff.objects.count() == 1


def test_production_gets_no_demonstration(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CAMKET_PRODUCTION = True
    assert main(["demo"]) == 2
    assert "CAMKET_PRODUCTION" in capsys.readouterr().err
    assert is_empty()


def test_one_that_fails_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise NotAllowed("Không được.", "No.")

    monkeypatch.setattr("camket.ops.demo.making.live", stumble)
    with pytest.raises(NotAllowed):
        make_demonstration(at=WEDNESDAY)
    assert is_empty()
    assert kept_password() is None


def test_a_real_desk_tells_no_codes() -> None:
    assert main(["demo", "--code", "linh"]) == 2
