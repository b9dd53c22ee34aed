"""Each role opens what the table says and nothing else: the real pages, one by one, for every role."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.desk.urls import urlpatterns
from camket.people.models import Staff
from camket.people.rules import Role
from tests.desk.conftest import PASSWORD

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

DESK = {Role.AGENT, Role.SUPERVISOR}
ALL = set(Role)
COUNTER = DESK | {Role.RECEPTIONIST}
MATRIX: Mapping[str, set[Role]] = {
    "queue": set(Role),
    **dict.fromkeys(
        [
            "factors",
            "factor_app",
            "factor_passkey",
            "recovery_codes",
            "factor_removed",
            "again",
            "others_ended",
            "password",
        ],
        ALL,
    ),
    "supervision": {Role.SUPERVISOR},
    "search": COUNTER,
    **dict.fromkeys(["phone", "counter", "taken", "told", "slip"], COUNTER),
    **dict.fromkeys(["services", "service", "holding_ended"], COUNTER),
    **dict.fromkeys(["outage", "outage_declared", "outage_progress", "outage_ended"], DESK),
    **dict.fromkeys(["calls", "call", "claim", "release", "outcome"], COUNTER),
    "reconciliation": DESK | {Role.ADMINISTRATOR},
    "case": COUNTER | {Role.PRIVACY},
    "file": COUNTER | {Role.PRIVACY},
    "mail": COUNTER | {Role.PRIVACY},
    **dict.fromkeys(
        [
            "waiting_arrivals",
            "dismissals",
            "set_aside",
            "set_aside_arrival",
            "set_aside_doubted",
            "waiting_arrival",
            "arrival_raw",
            "arrival_again",
            "arrival_opened",
            "arrival_joined",
            "arrival_dismissed",
            "letters",
            "letter",
            "letter_told",
            "letter_call",
            "letter_again",
            "message",
            "points",
            "finding",
            "checking",
            "question",
            "answer",
            "waiting",
            "later_date",
            "decision",
            "remedy",
            "acceptance",
            "contest",
            "handler",
            "person_concerned",
            "priority",
            "kind",
            "closing",
            "breaches",
            "breach_assert",
            "breach",
            "breach_decided",
            "breach_told",
            "breach_file",
        ],
        DESK,
    ),
}
OPEN = {"sign_in", "second_step", "sign_out"}
OWN = {"others_ended"}
"""What concerns nobody but the person who asks."""
NOBODYS = UUID(int=0)


def names() -> list[str]:
    return sorted({str(pattern.name) for pattern in urlpatterns} - OPEN)


def address(name: str, case: Case) -> str:
    """A page of this very case; the file and the remedy are ones that do not exist."""
    pattern = next(p for p in urlpatterns if p.name == name)
    known = {"number": case.number, "position": 1, "pk": NOBODYS, "factor": 1, "ref": "VP-2"}
    known["service_id"] = "luu-tru-web"
    wanted = pattern.pattern.converters
    return reverse(f"desk:{name}", kwargs={key: known[key] for key in wanted})


@pytest.mark.parametrize("name", names())
def test_every_page_stands_in_the_table(name: str) -> None:
    roles = next(p.callback.roles for p in urlpatterns if p.name == name)  # type: ignore[attr-defined]
    assert roles == MATRIX[name]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_in_where_the_table_says_and_refused_elsewhere(
    role: Role, router: Complaint, signed_in: Callable[[Staff], Client]
) -> None:
    staff = Staff.objects.create_staff("ai-do", "Người Nào Đó", PASSWORD, role)
    Case.objects.update(taken_by=staff)
    client = signed_in(staff)
    for name in names():
        place = address(name, router.case)
        asked = {client.get(place).status_code, client.post(place).status_code}
        assert (403 not in asked) == (role in MATRIX[name]), f"{role} {name}: {asked}"


@pytest.mark.parametrize("role", list(Role))
def test_the_rail_leads_where_the_role_may_go_and_nowhere_else(
    role: Role, signed_in: Callable[[Staff], Client]
) -> None:
    staff = Staff.objects.create_staff("ai-do", "Người Nào Đó", PASSWORD, role)
    client = signed_in(staff)
    page = client.get("/desk/").content.decode()
    assert ('role="search"' in page) == (role in MATRIX["search"])
    rail = page.partition("</nav>")[0]
    links = set(re.findall(r'href="(/desk/[^"]*)"', rail))
    assert {client.get(link).status_code for link in links} == {200}
    lists = ["supervision", "calls", "waiting_arrivals", "letters", "reconciliation", "phone"]
    mine = {reverse(f"desk:{name}") for name in lists if role in MATRIX[name]}
    assert mine <= links


@pytest.mark.parametrize("role", [None, *Role])
def test_what_one_may_not_see_does_not_exist(
    role: Role | None, router: Complaint, signed_in: Callable[[Staff], Client]
) -> None:
    """The person complained about sees nothing of the case, whatever the role; nor does somebody without one."""
    staff = Staff.objects.create_staff("ai-do", "Người Nào Đó", PASSWORD, *([role] if role else []))
    Case.objects.update(about_staff=staff, taken_by=staff)
    client = signed_in(staff)
    for name in set(names()) - OWN:
        place = address(name, router.case)
        for answer in (client.get(place), client.post(place)):
            assert answer.status_code in {200, 403, 404, 405, 422}
            # The link to the other language repeats the address that was asked for.
            said = answer.content.decode().replace(f"/en{place}", "")
            assert router.case.number not in said, f"{role} {name}"


def test_who_left_is_nobody(router: Complaint, signed_in: Callable[[Staff], Client]) -> None:
    staff = Staff.objects.create_staff("ai-do", "Người Nào Đó", PASSWORD, *Role)
    client = signed_in(staff)
    Staff.objects.filter(pk=staff.pk).update(is_active=False)
    for name in names():
        assert client.get(address(name, router.case)).status_code in {302, 405}
