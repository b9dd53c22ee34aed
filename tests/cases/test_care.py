"""Who looks after a case."""

from __future__ import annotations

import pytest

from camket.arrivals.submission import Matter
from camket.cases.actions.care import (
    assign,
    change_kind,
    give_priority,
    name_person_concerned,
)
from camket.cases.actions.opening import Opened
from camket.cases.models import Case
from camket.people.models import Staff
from camket.people.rules import Role
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood
from tests.cases.conftest import NOON

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_person_complained_about_neither_handles_nor_sees_the_case(
    router: Opened, linh: Staff, vinh: Staff
) -> None:
    case = router.case
    assign(case, linh, by=vinh, at=NOON)
    name_person_concerned(case, linh, by=vinh, at=NOON)
    assert case.handler is None
    with pytest.raises(NotAllowed):
        assign(case, linh, by=vinh, at=NOON)
    assert not Case.objects.visible_to(linh).exists()
    assert Case.objects.visible_to(vinh).exists()


def test_two_people_cannot_take_the_same_case(router: Opened, linh: Staff, vinh: Staff) -> None:
    stale = Case.objects.get()
    assign(router.case, linh, by=linh, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        assign(stale, vinh, by=vinh, at=NOON)


def test_a_protected_customers_case_is_not_passed_on(
    router: Opened, linh: Staff, vinh: Staff
) -> None:
    case = router.case
    Case.objects.update(priority=True)
    case.refresh_from_db()
    assign(case, linh, by=linh, at=NOON)
    with pytest.raises(NotAllowed):
        assign(case, vinh, by=linh, at=NOON)
    assign(case, vinh, by=vinh, at=NOON)
    assert case.handler == vinh


def test_a_case_changes_its_kind_only_with_a_reason(router: Opened, linh: Staff) -> None:
    with pytest.raises(NotUnderstood):
        change_kind(router.case, Matter.ENQUIRY, reason=" ", by=linh, at=NOON)
    change_kind(router.case, Matter.ENQUIRY, reason="Chỉ hỏi giá", by=linh, at=NOON)
    assert Case.objects.get().kind == Matter.ENQUIRY


def test_a_receptionist_sees_only_what_the_person_took_in(router: Opened, db: None) -> None:
    mai = Staff.objects.create_staff("mai", "Lê Thị Mai", "matkhau-dai-lam", Role.RECEPTIONIST)
    assert not Case.objects.visible_to(mai).exists()
    Case.objects.update(taken_by=mai)
    assert Case.objects.visible_to(mai).exists()


def test_who_changes_a_case_without_holding_it_is_found(
    router: Opened, linh: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.cases.actions.care.hold", lambda _subject: None)
    with pytest.raises(pytest.fail.Exception, match="cases_case"):
        give_priority(router.case, by=linh, at=NOON)
