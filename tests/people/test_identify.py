"""Knowing who wrote, as far as a claim can tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from camket.arrivals.submission import Sender
from camket.people.actions import identify
from camket.people.models import ContactPoint, Customer
from camket.people.queries import contact_shown, customer_name
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HUONG = Sender(name="Nguyễn Thị Thanh Hương", mail="Huong@Example.vn", phone="0909 156 177")

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_new_sender_becomes_a_customer_whose_name_is_sealed() -> None:
    (known,) = identify([HUONG], at=NOON)
    assert known.mail is not None
    assert known.phone is not None
    assert "Hương".encode() not in bytes(known.customer.name or b"")
    with purpose(Purpose.HANDLE_CASE, by="NV-1", at=NOON) as opener:
        assert customer_name(opener, known.customer) == "Nguyễn Thị Thanh Hương"
        assert contact_shown(opener, known.phone) == "0909 156 177"


def test_the_same_address_in_another_case_is_the_same_customer() -> None:
    first = identify([HUONG], at=NOON)[0]
    again = identify([Sender(mail="huong@example.VN")], at=NOON)[0]
    assert again.customer == first.customer
    assert Customer.objects.count() == 1


def test_two_letters_of_one_stranger_in_one_batch_are_one_customer() -> None:
    first, second = identify([HUONG, HUONG], at=NOON)
    assert first.customer == second.customer
    assert ContactPoint.objects.count() == 2


def test_naming_somebody_elses_phone_does_not_take_it() -> None:
    owner = identify([HUONG], at=NOON)[0]
    thief = identify([Sender(mail="thief@example.vn", phone="0909156177")], at=NOON)[0]
    assert thief.customer != owner.customer
    assert thief.phone is not None
    assert (thief.phone.identifies, thief.phone.proved_at) == (False, None)
    assert thief.phone != owner.phone
    assert identify([HUONG], at=NOON)[0].phone == owner.phone


def test_who_calls_from_a_number_that_somebody_wrote_down_is_not_that_person() -> None:
    husband = identify([HUONG], at=NOON)[0]
    wife = identify([Sender(name="Chị Hoa", phone="0909 156 177")], at=NOON)[0]
    assert wife.customer != husband.customer
    assert wife.phone is not None
    assert wife.phone.identifies
    assert identify([Sender(phone="0909156177")], at=NOON)[0].customer == wife.customer
    again = identify([HUONG], at=NOON)[0]
    assert (again.customer, again.phone) == (husband.customer, husband.phone)


def test_several_may_write_down_one_number() -> None:
    senders = [Sender(mail=f"k{n}@example.vn", phone="0909 156 177") for n in range(3)]
    phones = [known.phone for known in identify(senders, at=NOON)]
    assert len({phone.pk for phone in phones if phone}) == 3
    assert phones == [known.phone for known in identify(senders, at=NOON)]


def test_a_caller_without_any_contact_point_is_still_somebody() -> None:
    first, second = identify([Sender(name="Bà Tư"), Sender(name="Ông Năm")], at=NOON)
    assert first.customer != second.customer
    assert first.answer_at is None


def test_the_number_of_queries_does_not_grow_with_the_senders(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    senders = [Sender(name=f"K{n}", mail=f"k{n}@example.vn") for n in range(60)]
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        identify(senders, at=NOON)
