"""A code counts once, for the browser that asked for it, and says nothing about who is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Sender
from camket.people.actions import identify
from camket.people.models import ContactPoint, ContactProof
from camket.people.rules import CODES_FROM_A_PLACE, CODES_TO_A_POINT
from camket.people.signing.codes import check_code, claim_of
from camket.refusals import NotUnderstood, TooManyTries
from tests.people.signing import asks, letters, words_of

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
MAIL = "huong@example.vn"

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_a_code_is_taken_as_people_type_it(typed: str) -> None:
    proof, code = asks(MAIL, at=NOON)
    assert check_code(proof.pk, typed.format(code), at=NOON).used_at is None
    assert ContactProof.objects.get().used_at == NOON


def test_a_code_counts_once() -> None:
    proof, code = asks(MAIL, at=NOON)
    check_code(proof.pk, code, at=NOON)
    with pytest.raises(NotUnderstood):
        check_code(proof.pk, code, at=NOON)


def test_a_code_runs_out_after_ten_minutes() -> None:
    proof, code = asks(MAIL, at=NOON)
    with pytest.raises(NotUnderstood):
        check_code(proof.pk, code, at=NOON + timedelta(minutes=10))


def test_after_five_wrong_ones_the_right_one_is_too_late() -> None:
    proof, code = asks(MAIL, at=NOON)
    for _ in range(5):
        with pytest.raises(NotUnderstood):
            check_code(proof.pk, wrong(code), at=NOON)
    with pytest.raises(NotUnderstood):
        check_code(proof.pk, code, at=NOON)


def test_the_code_of_one_request_opens_no_other() -> None:
    _, code = asks(MAIL, at=NOON)
    other, _ = asks(MAIL, at=NOON)
    with pytest.raises(NotUnderstood):
        check_code(other.pk, code, at=NOON)


def test_only_a_keyed_digest_of_a_code_is_kept() -> None:
    proof, code = asks(MAIL, at=NOON)
    values = [str(getattr(proof, field.attname)) for field in proof._meta.concrete_fields]
    assert all(code not in value for value in values if len(value) < 64)
    assert len(proof.digest) == 64


def test_a_known_and_an_unknown_point_cost_the_same_work() -> None:
    identify([Sender(mail=MAIL)], at=NOON)
    counted = []
    for point in (MAIL, "ai-do@example.vn"):
        with (
            CaptureQueriesContext(connections["default"]) as ours,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            asks(point, at=NOON)
        counted.append((len(ours), len(keys)))
    assert counted[0] == counted[1]


def test_a_point_is_not_written_to_without_end() -> None:
    for place in range(CODES_TO_A_POINT):
        asks(MAIL, at=NOON, place=str(place))
    with pytest.raises(TooManyTries):
        asks(MAIL, at=NOON, place="elsewhere")
    asks(MAIL, at=NOON + timedelta(minutes=61), place="elsewhere")


def test_one_place_does_not_write_to_everybody() -> None:
    for number in range(CODES_FROM_A_PLACE):
        asks(f"khach{number}@example.vn", at=NOON)
    with pytest.raises(TooManyTries):
        asks(MAIL, at=NOON)
    asks(MAIL, at=NOON, place="elsewhere")


@pytest.mark.parametrize("typed", ["0909 156 177", "+84 909 156 177", "84909156177", "0909156177"])
def test_a_mobile_number_is_read_in_every_way_it_is_written(
    typed: str, settings: LazySettings
) -> None:
    settings.CAMKET_SMS_URL = "https://sms.example.vn"
    asks(typed, at=NOON)
    (letter,) = letters("code")
    assert letter.channel == "sms"
    assert letter.contact_point.index == claim_of("0909156177").index


@pytest.mark.parametrize(
    "typed", ["", "abc", "@", "a@", "a@b", "028 3822 1234", "0909", "a b@c.vn"]
)
def test_what_no_code_can_reach_is_refused_in_words(typed: str, settings: LazySettings) -> None:
    settings.CAMKET_SMS_URL = "https://sms.example.vn"
    with pytest.raises(NotUnderstood):
        asks(typed, at=NOON)


def test_where_no_texts_can_be_sent_a_number_is_refused_and_a_letter_offered() -> None:
    with pytest.raises(NotUnderstood) as refused:
        asks("0909156177", at=NOON)
    assert "địa chỉ thư" in refused.value.vi


def test_who_asks_for_a_code_is_only_claimed_until_it_comes_back() -> None:
    asks(MAIL, at=NOON)
    point = ContactPoint.objects.get()
    assert point.proved_at is None
    assert point.customer.account is None


def test_the_letter_says_never_to_give_the_code_away() -> None:
    asks(MAIL, at=NOON)
    assert "không bao giờ hỏi mã này" in words_of(letters("code")[0], at=NOON)
