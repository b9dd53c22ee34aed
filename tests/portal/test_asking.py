"""“Is this still right?”: asked when registering, after so many months, and with a complaint; the answer is a fact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.people.models import Account, ContactPoint
from camket.people.rules import months_after
from camket.people.signing.asking import confirm_months
from camket.rulebook.company import current_policy
from tests.portal.conftest import MONDAY, answers
from tests.portal.test_account import sign_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
QUESTION = "Nơi liên lạc này còn đúng không?"


@pytest.fixture
def huong(router: Case) -> Client:
    client = Client()
    sign_in(client)
    return client


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def yes(client: Client, point: ContactPoint) -> Any:
    return client.post(f"/account/points/{point.pk}/confirmed/")


def said(point: ContactPoint) -> list[tuple[str, str]]:
    account = Account.objects.get(customers__contact_points=point)
    facts = [f for f in facts_of(account.subject) if f.kind == "account.contact_still_right"]
    return [(str(fact.body["contact"]), str(fact.body["where"])) for fact in facts]


def test_the_number_of_months_is_the_clauses() -> None:
    clause = current_policy().clause(
        "nghia-vu.thong-tin", on=datetime(2027, 1, 4, tzinfo=UTC).date()
    )
    assert confirm_months(MONDAY) == clause.number("confirm_months") == 6


def test_who_registers_is_asked_about_what_was_only_written_down(
    huong: Client, router: Case
) -> None:
    phone = router.customer.contact_points.get(kind="phone")
    page = text(huong.get("/tai-khoan/"))
    assert QUESTION in page
    assert "0901 000 217" in page
    assert yes(huong, phone)["Location"] == "/tai-khoan/"
    assert QUESTION not in text(huong.get("/tai-khoan/"))
    phone.refresh_from_db()
    assert (phone.confirmed_at, phone.proved_at) == (MONDAY, None)
    assert said(phone) == [(str(phone.pk), "account")]


@pytest.mark.parametrize(("minutes", "is_asked"), [(1, False), (0, True)])
def test_it_is_asked_again_once_the_months_are_over(
    huong: Client, router: Case, minutes: int, is_asked: bool
) -> None:
    since = datetime(2026, 5, 23, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    router.customer.contact_points.update(proved_at=since)
    page = text(huong.get("/tai-khoan/"))
    assert (QUESTION in page) is is_asked
    for point in router.customer.contact_points.all():
        yes(huong, point)
    assert QUESTION not in text(huong.get("/tai-khoan/"))


def test_correcting_leads_to_the_form_with_the_wrong_one_chosen(
    huong: Client, router: Case
) -> None:
    phone = router.customer.contact_points.get(kind="phone")
    link = f"/tai-khoan/lien-lac/?instead_of={phone.pk}"
    assert link in text(huong.get("/tai-khoan/"))
    assert f'<option value="{phone.pk}" selected>' in text(huong.get(link))


def test_anothers_point_is_not_there(huong: Client, router: Case) -> None:
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    phone = router.customer.contact_points.get(kind="phone")
    assert yes(stranger, phone).status_code == 404
    assert yes(Client(), phone).status_code == 302
    assert said(phone) == []


def test_who_complains_with_an_old_point_is_asked_and_sending_says_it_is_right(
    huong: Client, router: Case
) -> None:
    mail = router.customer.contact_points.get(kind="mail")
    huong.post(f"/account/points/{router.customer.contact_points.get(kind='phone').pk}/confirmed/")
    ContactPoint.objects.filter(pk=mail.pk).update(proved_at=MONDAY - timedelta(days=300))
    form = answers(key="hai")
    checked = text(huong.post("/khieu-nai/", form | {"go": "send"}))
    assert "đã lâu chưa xác nhận lại" in checked
    huong.post("/khieu-nai/", form | {"go": "sent"})
    assert said(mail)[-1] == (str(mail.pk), "complaint")
    again = text(huong.post("/khieu-nai/", form | {"go": "send", "key": "ba"}))
    assert "đã lâu chưa xác nhận lại" not in again


def test_a_guest_is_told_nothing_of_an_account(huong: Client, router: Case) -> None:
    router.customer.contact_points.update(proved_at=MONDAY - timedelta(days=300))
    page = text(Client().post("/khieu-nai/", answers(key="bon") | {"go": "send"}))
    assert "đã lâu chưa xác nhận lại" not in page
    Client().post("/khieu-nai/", answers(key="bon") | {"go": "sent"})
    assert said(router.customer.contact_points.get(kind="mail")) == []


def test_months_end_with_shorter_months() -> None:
    last = datetime(2026, 8, 31, 9, tzinfo=UTC)
    assert months_after(last, 6) == datetime(2027, 2, 28, 9, tzinfo=UTC)
    assert months_after(last, 4) == datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert not Account.objects.exists()
