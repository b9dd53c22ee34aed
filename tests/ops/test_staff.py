"""Operators add staff and give passwords from the command line."""

from __future__ import annotations

import io

import pytest

from camket.config.cli import main
from camket.evidence.models import Fact
from camket.people.models import Staff
from camket.people.rules import Role

pytestmark = pytest.mark.django_db


def _shown_password(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.split("password: ")[1].split()[0]


def test_a_new_member_signs_in_with_the_password_that_is_shown_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["staff", "add", "minh", "--name", "Trần Minh", "--role", "agent", "--role", "cashier"]
    assert main(words) == 0
    minh = Staff.objects.get(username="minh")
    assert minh.account.check_password(_shown_password(capsys))
    assert minh.role_set == {Role.AGENT, Role.CASHIER}


def test_it_is_a_fact_that_names_the_person_by_reference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["staff", "add", "minh", "--name", "Trần Minh"])
    fact = Fact.objects.get(kind="staff.added")
    assert fact.subject == f"staff:{Staff.objects.get().ref}"
    assert fact.body == {"roles": ["agent"]}


def test_a_new_password_takes_the_place_of_the_old_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["staff", "add", "minh", "--name", "Trần Minh"])
    monkeypatch.setattr("sys.stdin", io.StringIO("sông Hương núi Ngự\n"))
    assert main(["staff", "password", "minh", "--password-stdin"]) == 0
    assert Staff.objects.get().account.check_password("sông Hương núi Ngự")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["staff", "add", "minh", "--name", "Minh"], "already signs in as minh"),
        (["staff", "password", "hoa"], "Nobody signs in as hoa"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["staff", "add", "minh", "--name", "Trần Minh"])
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_a_weak_password_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("matkhau\n"))
    assert main(["staff", "add", "minh", "--name", "Minh", "--password-stdin"]) == 2
    assert "15 ký tự" in capsys.readouterr().err
    assert not Staff.objects.exists()


def test_the_list_shows_names_and_roles(capsys: pytest.CaptureFixture[str]) -> None:
    main(["staff", "add", "minh", "--name", "Trần Minh", "--role", "supervisor"])
    capsys.readouterr()
    main(["staff", "list"])
    assert capsys.readouterr().out == "minh\tTrần Minh\tsupervisor\n"
