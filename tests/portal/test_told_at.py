"""A guest chooses where to be told, among what the case knows, and never sees it whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.complaints.slip import slip_of
from camket.evidence.queries import facts_of
from camket.people.models import ContactPoint
from camket.portal.sending import send
from camket.reports.verification import verify
from camket.text import mail_masked, phone_masked
from tests.people.signing import enters, letters, words_of
from tests.portal.conftest import MONDAY, answers
from tests.portal.test_account import sign_in
from tests.portal.test_points import add

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def address(case: Case, tail: str = "") -> str:
    return f"/t/{case.number}/{tracking_code(case)}/{tail}"


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def phone_of(case: Case) -> ContactPoint:
    return case.customer.contact_points.get(kind="phone")


def choose(case: Case, pk: object) -> Any:
    return Client().post(address(case, "told-at/"), {"point": str(pk)})


def test_the_page_shows_the_ways_masked(router: Case) -> None:
    page = text(Client().get(address(router)))
    assert "h•••@e•••.vn" in page
    assert "••• 217" in page
    for whole in ("huong@example.vn", "0901 000 217", "+84901000217"):
        assert whole not in page


@pytest.mark.usefixtures("published")
def test_it_is_chosen_recorded_and_told_where_it_was(router: Case) -> None:
    before, phone = router.answer_at, phone_of(router)
    assert choose(router, phone.pk)["Location"] == address(router)
    router.refresh_from_db()
    assert router.answer_at == phone
    fact = next(f for f in facts_of(router.subject) if f.kind == "case.contact_changed")
    assert (fact.by, fact.body["answer_at"]) == (router.customer.ref, str(phone.pk))
    (letter,) = letters("told_elsewhere")
    assert letter.contact_point == before
    assert "nơi khác" in words_of(letter, at=MONDAY)
    assert verify().fault is None
    choose(router, phone.pk)
    assert len(letters("told_elsewhere")) == 1


def test_a_stranger_who_types_her_address_learns_nothing_of_her(router: Case) -> None:
    theirs = send(
        answers(name="Kẻ Lạ", phone="0909 000 111", key="x", story="Hỏi thăm chút."),
        language="vi",
        at=MONDAY,
    )
    assert theirs is not None
    assert theirs.customer == router.customer
    page = text(Client().get(address(theirs)))
    assert "••• 217" not in page
    assert "Hương" not in page
    slip = slip_of(theirs, by=theirs.customer.ref, at=MONDAY)
    assert slip.customer == "Kẻ Lạ"
    assert not [one for one in slip.contacts if "217" in one]
    assert choose(theirs, router.phone_id).status_code == 404
    assert slip_of(router, by=router.customer.ref, at=MONDAY).customer == "Nguyễn Thị Thanh Hương"


@pytest.mark.usefixtures("published")
def test_who_wants_to_be_called_may_choose_letters_later() -> None:
    case = send(answers(answer_by="phone"), language="vi", at=MONDAY)
    assert case is not None
    assert case.answer_at == phone_of(case)
    mail = case.customer.contact_points.get(kind="mail")
    assert choose(case, mail.pk).status_code == 302
    assert verify().fault is None


def test_a_point_of_somebody_else_cannot_be_chosen(router: Case) -> None:
    theirs = enters("khac@example.vn", at=MONDAY).point
    before = router.answer_at
    for pk, status in ((theirs.pk, 404), (uuid4(), 404), ("", 400), ("x", 400)):
        assert choose(router, pk).status_code == status
    wrong = Client().post(f"/t/{router.number}/SAIMA/told-at/", {"point": phone_of(router).pk})
    assert wrong.status_code == 404
    router.refresh_from_db()
    assert router.answer_at == before


def test_where_there_is_an_account_its_owner_chooses_there(router: Case) -> None:
    sign_in(Client())
    assert "nhận tin" not in text(Client().get(address(router)))
    assert choose(router, phone_of(router).pk).status_code == 403


def test_old_places_are_not_flooded(router: Case) -> None:
    ways = [phone_of(router).pk, router.answer_at_id] * 3
    assert [choose(router, pk).status_code for pk in ways] == [302] * 5 + [429]


@pytest.mark.usefixtures("published")
def test_what_an_owner_chooses_stands_on_the_chain_of_each_case(router: Case) -> None:
    client = Client()
    sign_in(client)
    add(client)
    new = ContactPoint.objects.exclude(pk=router.answer_at_id).get(proved_at__isnull=False)
    assert client.post(f"/account/points/{new.pk}/chosen/").status_code == 302
    router.refresh_from_db()
    assert router.answer_at == new
    assert facts_of(router.subject)[-1].body["answer_at"] == str(new.pk)
    assert verify().fault is None


def test_a_mask_leaves_what_its_owner_knows_it_by() -> None:
    assert mail_masked("huong@example.vn") == "h•••@e•••.vn"
    assert phone_masked("+84901000217") == "••• 217"
