"""What a proved contact point opens, what comes with it, and what stays (docs/decisions/0012)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import LazySettings

from camket.arrivals.submission import Sender
from camket.config.reactions import bind
from camket.evidence.queries import facts_of
from camket.people.actions import identify
from camket.people.contacts import add_mail
from camket.people.models import Account, ContactPoint, Customer
from camket.people.signing.entering import take_in
from camket.people.signing.points import add_point, points_of
from camket.refusals import NotAllowed
from camket.reports.verification import verify
from tests.people.signing import account_for, asks, enters, letters

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


def test_who_proves_a_number_that_two_others_wrote_down_has_it_alone() -> None:
    identify([Sender(mail=MAIL, phone=PHONE), Sender(mail="khac@example.vn", phone=PHONE)], at=NOON)
    huong, other = account_for(MAIL, at=NOON), account_for("khac@example.vn", at=NOON)
    hers = account_for(PHONE, at=NOON)
    assert hers not in {huong, other}
    (left,) = ContactPoint.objects.filter(kind="phone", removed_at=None)
    assert (left.customer.account, left.identifies, left.proved_at) == (hers, True, NOON)
    assert all("account.contact_moved" in kinds(account) for account in (huong, other))


def test_a_guest_who_gave_only_a_number_is_not_who_wrote_it_down() -> None:
    """The complaint of a wife who calls from her own number is not in her husband's account."""
    husband, wife = (
        identify([sender], at=NOON)[0].customer
        for sender in (Sender(mail=MAIL, phone=PHONE), Sender(phone=PHONE))
    )
    account = account_for(MAIL, at=NOON)
    assert list(account.customers.all()) == [husband]
    assert list(account_for(PHONE, at=NOON).customers.all()) == [wife]


def test_an_owner_who_proves_what_they_wrote_down_has_it_once() -> None:
    identify([Sender(mail=MAIL, phone=PHONE), Sender(phone=PHONE)], at=NOON)
    account = account_for(MAIL, at=NOON)
    proof, code = asks(PHONE, at=NOON)
    add_point(account, proof.pk, code, at=NOON)
    assert account.customers.count() == 2
    assert sorted(point.kind for point in points_of(account)) == ["mail", "phone"]
    assert all(point.proved_at for point in points_of(account))


@pytest.mark.usefixtures("published")
def test_what_was_written_down_before_is_told_from_what_identifies() -> None:
    identify([Sender(mail=MAIL, phone=PHONE), Sender(phone="0909 000 222")], at=NOON)
    enters("khac@example.vn", at=NOON)
    before = set(ContactPoint.objects.filter(identifies=True).values_list("pk", flat=True))
    assert len(before) == 3
    ContactPoint.objects.update(identifies=False)
    migration = import_module("camket.people.migrations.0015_identifies")
    migration.who_is_known_by_what(apps, None)
    after = set(ContactPoint.objects.filter(identifies=True).values_list("pk", flat=True))
    assert after == before
