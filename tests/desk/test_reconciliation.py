"""The ledger on the desk shows the figures of the command, and says when they do not balance."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from camket.arrivals.models import Arrival, Tally
from camket.ops.commands import reconcile as command
from camket.people.models import Staff
from camket.people.rules import Role
from tests.desk.conftest import PASSWORD
from tests.desk.test_typing import call_in, said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def figures(page: str) -> list[list[int]]:
    """The numbers of each row."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:]
    return [[int(n) for n in re.findall(r">(\d+)<", row)] for row in rows]


def test_the_figures_are_those_of_the_command(
    desk: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_in(desk)
    call_in(desk, "counter", phone="0903 000 587")
    assert command.run(None) == 0  # type: ignore[arg-type]
    printed = [
        [int(n) for n in re.findall(r"\d+", line)]
        for line in capsys.readouterr().out.splitlines()[:3]
    ]
    shown = figures(said(desk.get("/desk/reconciliation/")))
    assert sorted(row[:10] for row in printed) == sorted(shown)
    assert shown[-1][0] == 2


def test_what_is_lost_is_said_in_red(desk: Client) -> None:
    call_in(desk)
    Tally.objects.update(received=5)
    page = said(desk.get("/desk/reconciliation/"))
    assert "Lệch: có thứ không ở đâu cả" in page
    assert "≠" in page


def test_an_arrival_that_is_in_no_case_is_counted(desk: Client) -> None:
    call_in(desk)
    Arrival.objects.all().delete()
    assert "Lệch" in said(desk.get("/desk/reconciliation/"))


def test_an_empty_desk_balances(desk: Client) -> None:
    page = said(desk.get("/desk/reconciliation/"))
    assert "Cân: không mất gì" in page
    assert set(figures(page)[0]) == {0}


def test_who_may_look(signed_in: Callable[[Staff], Client], thao: Staff, ngan: Staff) -> None:
    admin = Staff.objects.create_staff("duy", "Phan Duy", PASSWORD, Role.ADMINISTRATOR)
    assert signed_in(admin).get("/desk/reconciliation/").status_code == 200
    assert signed_in(thao).get("/desk/reconciliation/").status_code == 403
    assert signed_in(ngan).get("/desk/reconciliation/").status_code == 403
