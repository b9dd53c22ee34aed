"""What a proved contact point opens, what comes with it, and what stays (docs/decisions/0012)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from camket.arrivals.submission import Sender
from camket.config.reactions import bind
from camket.evidence.queries import facts_of
from camket.people.actions import identify
from camket.people.contacts import add_mail
from camket.people.models import Account, ContactPoint, Customer
from camket.people.signing.entering import take_in
from camket.refusals import NotAllowed
from camket.reports.verification import verify
from tests.people.signing import account_for, enters, letters

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
YEARS_LATER = NOON + timedelta(days=366)
MAIL, PHONE = "huong@example.vn", "0909156177"

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _texts(settings: LazySettings) -> None:
    """Numbers can be texted to, and what follows from a fact follows."""
    settings.CAMKET_SMS_URL = "https://sms.example.vn"
    bind()


def kinds(account: Account) -> list[str]:
    return [fact.kind for fact in facts_of(account.subject)]


def point(value: str) -> ContactPoint:
    return identify([Sender(mail=value) if "@" in value else Sender(phone=value)], at=NOON)[
        0
    ].customer.contact_points.get(removed_at=None)


def test_signing_up_and_in_are_one_thing() -> None:
    first, again = enters(MAIL, at=NOON), enters(MAIL, at=NOON)
    assert first.is_new
    assert not again.is_new
    assert first.account == again.account
    assert kinds(first.account) == [
        "account.opened",
        "account.customer_joined",
        "account.contact_proved",
        "account.contact_proved",
    ]


def test_a_guest_joins_with_the_point_that_is_proved() -> None:
    guest = identify([Sender(name="Hương", mail=MAIL)], at=NOON)[0].customer
    account = account_for(MAIL, at=NOON)
    assert Customer.objects.get(account=account) == guest
    assert ContactPoint.objects.get(customer=guest).proved_at == NOON


def test_a_mistyped_number_beside_a_mail_address_shows_no_complaint_to_its_owner() -> None:
    guest = identify([Sender(name="Hương", mail=MAIL, phone=PHONE)], at=NOON)[0].customer
    stranger = account_for(PHONE, at=NOON)
    guest.refresh_from_db()
    assert guest.account is None
    assert not Customer.objects.filter(account=stranger, pk=guest.pk).exists()
    owner = account_for(MAIL, at=NOON)
    guest.refresh_from_db()
    assert guest.account == owner


def test_a_guest_known_by_phone_keeps_its_cases_when_an_address_was_added_later() -> None:
    guest = identify([Sender(name="Hương", phone=PHONE)], at=NOON)[0].customer
    add_mail(guest, MAIL, at=NOON + timedelta(hours=1))
    assert Customer.objects.get(account=account_for(PHONE, at=YEARS_LATER)) == guest


@pytest.mark.usefixtures("published")
def test_the_chain_says_who_joined_and_a_quiet_change_is_found() -> None:
    account = account_for(MAIL, at=NOON)
    assert verify().fault is None
    stranger = identify([Sender(mail="khac@example.vn")], at=NOON)[0].customer
    Customer.objects.filter(pk=stranger.pk).update(account=account)
    assert "without a fact" in (verify().fault or "")


def test_a_closed_account_is_not_entered() -> None:
    account = account_for(MAIL, at=NOON)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        enters(MAIL, at=NOON)


def test_a_number_that_was_only_claimed_does_not_open_anothers_account() -> None:
    """Hương mistyped a number; who really has it gets an account of their own, and none of her cases."""
    identify([Sender(mail=MAIL, phone=PHONE)], at=NOON)
    huong = account_for(MAIL, at=NOON)
    stranger = account_for(PHONE, at=NOON)
    assert stranger != huong
    assert huong.customers.get().contact_points.filter(removed_at=None).count() == 1
    assert stranger.customers.get() != huong.customers.get()
    assert "account.contact_moved" in kinds(huong)


def test_the_owner_is_told_elsewhere_when_a_point_moves() -> None:
    identify([Sender(mail=MAIL, phone=PHONE)], at=NOON)
    account_for(MAIL, at=NOON)
    account_for(PHONE, at=NOON)
    (letter,) = letters("contact_moved")
    assert letter.channel == "mail"
    assert letter.contact_point.customer.account == account_for(MAIL, at=NOON)


def test_a_number_that_was_given_away_does_not_bring_the_old_cases() -> None:
    huong = account_for(MAIL, at=NOON)
    take_in(point(PHONE), huong, at=NOON)
    assert account_for(PHONE, at=NOON + timedelta(days=300)) == huong
    newcomer = account_for(PHONE, at=YEARS_LATER + timedelta(days=300))
    assert newcomer != huong
    assert len(letters("contact_moved")) == 1


def test_the_only_way_in_stays_one_however_old() -> None:
    huong = account_for(MAIL, at=NOON)
    assert account_for(MAIL, at=YEARS_LATER) == huong


def test_a_letter_no_longer_goes_to_a_point_that_moved() -> None:
    identify([Sender(mail=MAIL, phone=PHONE)], at=NOON)
    old = ContactPoint.objects.get(kind="phone")
    account_for(MAIL, at=NOON)
    account_for(PHONE, at=NOON)
    old.refresh_from_db()
    assert old.removed_at == NOON
    assert old.index.startswith("gone:")
    assert ContactPoint.objects.filter(kind="phone", removed_at=None).count() == 1
