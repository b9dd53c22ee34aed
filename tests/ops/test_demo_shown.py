"""What the demonstration shows: made once for all tests here, each of which leaves it as it was."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

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
from camket.ops.demo.making import is_demonstration, make_demonstration
from camket.people.models import Staff
from camket.people.rules import Role
from camket.people.signing.codes import check_code
from camket.people.signing.factors.checking import check_typed
from camket.promises.models import Promise
from camket.refusals import NotAllowed
from camket.services.models import Holding, Outage
from tests.demonstration import WEDNESDAY

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("shown"),
]


@pytest.fixture(scope="module")
def shown(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The demonstration, as of a Wednesday morning, in transactions that end with the module; its home."""
    home = tmp_path_factory.mktemp("home")
    with (
        override_settings(CAMKET_HOME=home),
        django_db_blocker.unblock(),
        transaction.atomic(),
        transaction.atomic(using="keys"),
    ):
        make_demonstration(at=WEDNESDAY)
        yield home
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


def test_there_is_a_complaint_in_every_state() -> None:
    assert set(Complaint.objects.values_list("status", flat=True)) == set(Status)


def test_there_is_a_case_from_every_door() -> None:
    assert set(Case.objects.values_list("channel", flat=True)) == set(Channel) - {Channel.SMS}


def test_there_is_somebody_for_every_role_and_all_sign_in_with_the_kept_password() -> None:
    staff = list(Staff.objects.all())
    assert {role for person in staff for role in person.role_set} == set(Role)
    assert all(person.account.check_password(kept_password() or "") for person in staff)


def test_only_the_owner_of_the_home_reads_the_password(shown: Path) -> None:
    mode = (shown / "demonstration-password").stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_something_is_due_today_something_was_late_and_something_got_a_later_date() -> None:
    assert Case.objects.filter(due_at=datetime(2026, 11, 25, 17, tzinfo=UTC)).exists()
    assert Case.objects.filter(raised_at__isnull=False, closed_at=None).exists()
    assert set(Promise.objects.values_list("state", flat=True)) == {
        "open",
        "kept",
        "broken",
        "superseded",
    }


def test_customers_have_services_and_one_outage_is_over() -> None:
    outage = Outage.objects.get()
    assert outage.ended_at is not None
    assert set(outage.concerns.values_list("days", flat=True)) == {1}
    assert Holding.objects.count() == 3


def test_calls_wait_and_so_do_arrivals_for_a_person() -> None:
    assert CallTask.objects.filter(state="open").count() >= 3
    assert set(Arrival.objects.values_list("place", flat=True)) == {"ended", "held", "failed"}
    assert Delivery.objects.filter(state="bounced").exists()


def test_a_desk_that_holds_anything_is_left_alone() -> None:
    before = Fact.objects.count()
    with pytest.raises(NotAllowed):
        make_demonstration(at=WEDNESDAY)
    assert Fact.objects.count() == before


def test_production_does_not_start_on_a_demonstration(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_demonstration()
    settings.CAMKET_PRODUCTION = True
    assert main(["setup"]) == 2
    assert "trình diễn" in capsys.readouterr().err
    assert kept_password() is None


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
