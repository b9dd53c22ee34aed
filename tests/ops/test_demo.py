"""The demonstration: believable, whole, and never put where anything is."""

from __future__ import annotations

import itertools
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from camket.arrivals.models import Arrival
from camket.arrivals.submission import Channel
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.complaints.rules.moves import Status
from camket.config.cli import main
from camket.evidence.models import Fact
from camket.notices.actions.accounts import send_code
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier
from camket.notices.models import CallTask, Delivery
from camket.ops.demo.cast import kept_password
from camket.ops.demo.making import is_demonstration, is_empty, make_demonstration
from camket.people.models import Staff
from camket.people.rules import Role
from camket.people.signing.codes import check_code
from camket.people.signing.factors.checking import check_typed
from camket.promises.models import Promise
from camket.refusals import NotAllowed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WEDNESDAY = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)
ODD_MOMENTS = (
    "2026-11-23T00:00+07:00",  # midnight before a Monday
    "2026-11-22T03:10+07:00",  # a Sunday
    "2026-02-18T10:00+07:00",  # in the Tết holidays
    "2026-02-23T07:59+07:00",  # just after them
    "2027-01-02T23:59+07:00",  # a Saturday after New Year
)


@pytest.fixture(autouse=True)
def _home(settings: LazySettings, tmp_path: Path) -> None:
    """Quick passwords, and a home in which nobody else looks for the password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CAMKET_HOME = tmp_path


@pytest.fixture
def shown() -> None:
    """The demonstration, as of a Wednesday morning."""
    make_demonstration(at=WEDNESDAY)


@pytest.mark.usefixtures("shown")
def test_there_is_a_complaint_in_every_state() -> None:
    assert set(Complaint.objects.values_list("status", flat=True)) == set(Status)


@pytest.mark.usefixtures("shown")
def test_there_is_a_case_from_every_door() -> None:
    assert set(Case.objects.values_list("channel", flat=True)) == set(Channel) - {Channel.SMS}


@pytest.mark.usefixtures("shown")
def test_there_is_somebody_for_every_role_and_all_sign_in_with_the_kept_password() -> None:
    staff = list(Staff.objects.all())
    assert {role for person in staff for role in person.role_set} == set(Role)
    assert all(person.account.check_password(kept_password() or "") for person in staff)


@pytest.mark.usefixtures("shown")
def test_only_the_owner_of_the_home_reads_the_password(tmp_path: Path) -> None:
    mode = (tmp_path / "demonstration-password").stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


@pytest.mark.usefixtures("shown")
def test_something_is_due_today_something_was_late_and_something_got_a_later_date() -> None:
    assert Case.objects.filter(due_at=datetime(2026, 11, 25, 17, tzinfo=UTC)).exists()
    assert Case.objects.filter(raised_at__isnull=False, closed_at=None).exists()
    assert set(Promise.objects.values_list("state", flat=True)) == {
        "open",
        "kept",
        "broken",
        "superseded",
    }


@pytest.mark.usefixtures("shown")
def test_calls_wait_and_so_do_arrivals_for_a_person() -> None:
    assert CallTask.objects.filter(state="open").count() >= 3
    assert set(Arrival.objects.values_list("place", flat=True)) == {"ended", "held", "failed"}
    assert Delivery.objects.filter(state="bounced").exists()


@pytest.mark.parametrize("moment", ODD_MOMENTS)
def test_it_can_be_made_at_any_hour_and_every_fact_has_its_instant(moment: str) -> None:
    at = datetime.fromisoformat(moment)
    make_demonstration(at=at)
    facts = list(Fact.objects.order_by("id"))
    assert all(before.at <= after.at for before, after in itertools.pairwise(facts))
    assert facts[-1].at <= at


@pytest.mark.usefixtures("published", "shown")
def test_it_verifies_and_balances(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert main(["reconcile"]) == 0
    assert "no fault" in capsys.readouterr().out


@pytest.mark.usefixtures("shown")
def test_a_desk_that_holds_anything_is_left_alone() -> None:
    before = Fact.objects.count()
    with pytest.raises(NotAllowed):
        make_demonstration(at=WEDNESDAY)
    assert Fact.objects.count() == before


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


@pytest.mark.usefixtures("shown")
def test_production_does_not_start_on_a_demonstration(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_demonstration()
    settings.CAMKET_PRODUCTION = True
    assert main(["setup"]) == 2
    assert "trình diễn" in capsys.readouterr().err
    assert kept_password() is None


def test_one_that_fails_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise NotAllowed("Không được.", "No.")

    monkeypatch.setattr("camket.ops.demo.making.live", stumble)
    with pytest.raises(NotAllowed):
        make_demonstration(at=WEDNESDAY)
    assert is_empty()
    assert kept_password() is None


@pytest.mark.usefixtures("shown")
def test_a_command_says_what_an_app_would_show_and_what_a_kept_letter_brings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", WEDNESDAY.isoformat())
    linh = Staff.objects.get(username="linh")
    assert main(["demo", "--code", "linh"]) == 0
    assert check_typed(linh.account, capsys.readouterr().out.strip(), at=WEDNESDAY) == "totp"
    proof = send_code("lan@example.vn", place="nha", language="vi", at=WEDNESDAY)
    deliver_due(DeskCarrier(), at=WEDNESDAY)
    assert main(["demo", "--code", "lan@example.vn"]) == 0
    assert check_code(proof.pk, capsys.readouterr().out.strip(), at=WEDNESDAY).used_at is None
    assert main(["demo", "--code", "khong-co-ai"]) == 2


def test_a_real_desk_tells_no_codes() -> None:
    assert main(["demo", "--code", "linh"]) == 2
