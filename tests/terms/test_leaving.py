"""Leaving with data and money: the cases, the promise of each, and the closed account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.people.models import Account
from camket.promises.queries import promises_of
from camket.refusals import ChangedMeanwhile, NotAllowed
from camket.terms.actions.leaving import Wish, ask_to_leave, leave, stay
from camket.terms.models import Leaving
from tests.people.signing import asks, enters, letters, words_of
from tests.terms.conftest import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = MONDAY + timedelta(minutes=20)


def asked(account: Account, *, copy: bool = True, money: bool = True) -> Leaving:
    wish = Wish(wants_data=copy, wants_money=money, words="Xin gửi về thư này.")
    return ask_to_leave(account, wish, by=account.ref, at=MONDAY)


def test_each_wish_becomes_a_case_of_its_kind_with_a_promise(huong: Account) -> None:
    leaving = asked(huong)
    kinds = [case.kind for case in leaving.cases]
    assert kinds == ["privacy", "return"]
    for case in leaving.cases:
        assert case.customer.account == huong
        assert [p.kind for p in promises_of([case.subject])[case.subject]] == ["acknowledge"]
    assert facts_of(huong.subject)[-1].body["data_case"] == leaving.cases[0].number


def test_who_wants_nothing_back_leaves_without_a_case(huong: Account) -> None:
    before = Case.objects.count()
    assert asked(huong, copy=False, money=False).cases == []
    assert Case.objects.count() == before


def test_nobody_leaves_twice_at_a_time(huong: Account) -> None:
    asked(huong)
    with pytest.raises(ChangedMeanwhile):
        asked(huong)
    stay(huong, by=huong.ref, at=LATER)
    assert asked(huong).cases
    assert Leaving.objects.count() == 2


def test_the_account_closes_only_when_its_owner_confirms(huong: Account, router: Case) -> None:
    asked(huong)
    assert Account.objects.get(pk=huong.pk).is_active
    leave(huong, by=huong.ref, at=LATER)
    assert not Account.objects.get(pk=huong.pk).is_active
    with pytest.raises(NotAllowed):
        enters("huong@example.vn", at=LATER)
    with pytest.raises(ChangedMeanwhile):
        leave(huong, by=huong.ref, at=LATER)
    told = words_of(letters("account_changed")[-1], at=LATER)
    assert "đã đóng" in told


def test_its_cases_go_on_and_are_followed_by_number_and_code(huong: Account, router: Case) -> None:
    cases = [router, *asked(huong).cases]
    leave(huong, by=huong.ref, at=LATER)
    for case in Case.objects.filter(pk__in=[case.pk for case in cases]):
        assert not case.is_closed
        page = Client().get(f"/t/{case.number}/{tracking_code(case)}/")
        assert page.status_code == 200


def test_who_stays_cannot_confirm_what_was_taken_back(huong: Account) -> None:
    asked(huong)
    stay(huong, by=huong.ref, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        leave(huong, by=huong.ref, at=LATER)
    assert asks("huong@example.vn", at=LATER)
