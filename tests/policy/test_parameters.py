"""Values: what fits which unit, and how a text says them."""

from typing import Any

import pytest

from camket.policy import Both, Origin, Parameter, Unit, Value
from camket.policy.parameters import wrong_value

CHOICES = {
    "mail": Both(vi="thư", en="mail"),
    "phone": Both(vi="gọi", en="phone"),
    "desk": Both(vi="gặp", en="desk"),
}
WEEK = {"monday": [["08:00", "17:00"]]}


def parameter(unit: Unit, joined: str = "or") -> Parameter:
    name = Both(vi="Tên", en="Name")
    return Parameter("name", name, unit, Origin.PUBLISHED, CHOICES, {}, joined)


def test_every_unit_is_named_in_both_languages() -> None:
    assert {unit.words.spoken("en") for unit in Unit} == {unit.words.en for unit in Unit}
    assert Unit.WORKING_DAYS.words.spoken("vi") == "ngày làm việc"


@pytest.mark.parametrize(
    ("unit", "plain", "vi", "en"),
    [
        (Unit.WORKING_DAYS, 7, "7", "7"),
        (Unit.DONG, 1500000, "1.500.000", "1,500,000"),
        (Unit.TIME, "17:00", "17:00", "17:00"),
        (Unit.PHONE, "0909156177", "0909 156 177", "0909 156 177"),
        (Unit.WORDS, "[QC] a*b", r"\[QC\] a\*b", r"\[QC\] a\*b"),
        (Unit.CHOICES, ["mail"], "thư", "mail"),
        (Unit.CHOICES, ["mail", "phone", "desk"], "thư, gọi hoặc gặp", "mail, phone or desk"),
        (Unit.OPENING_HOURS, WEEK, "thứ Hai, 08:00 – 17:00", "Monday, 08:00 – 17:00"),
    ],
)
def test_a_value_is_said_in_the_readers_language(unit: Unit, plain: Any, vi: str, en: str) -> None:
    value = Value(parameter(unit), plain)
    assert wrong_value(value.parameter, plain) is None
    assert (value.shown("vi"), value.shown("en")) == (vi, en)


def test_choices_may_be_joined_by_and() -> None:
    both = Value(parameter(Unit.CHOICES, "and"), ["mail", "phone"])
    assert (both.shown("vi"), both.shown("en")) == ("thư và gọi", "mail and phone")


@pytest.mark.parametrize(
    ("unit", "plain", "why"),
    [
        (Unit.HOURS, True, "whole number"),
        (Unit.HOURS, 1.5, "whole number"),
        (Unit.HOURS, 10**13, "whole number"),
        (Unit.TIME, "25:00", "a time such as 17:00"),
        (Unit.TIME, 17, "words in quotation marks"),
        (Unit.WORDS, " ", "words in quotation marks"),
        (Unit.WORDS, None, "words in quotation marks"),
        (Unit.PHONE, "12", "a phone number that exists"),
        (Unit.CHOICES, [], "a list taken from: mail, phone, desk"),
        (Unit.CHOICES, "mail", "a list taken from"),
        (Unit.CHOICES, ["fax"], "a list taken from"),
        (Unit.CHOICES, [["mail"]], "a list taken from"),
        (Unit.OPENING_HOURS, {"funday": []}, 'there is no weekday "funday"'),
        (Unit.OPENING_HOURS, "08:00", "a table of opening hours"),
        (Unit.OPENING_HOURS, {"monday": 8}, "a table of opening hours"),
    ],
)
def test_a_value_that_does_not_fit_is_told_why(unit: Unit, plain: Any, why: str) -> None:
    wrong = wrong_value(parameter(unit), plain)
    assert wrong is not None
    assert why in wrong.en


def test_the_digest_holds_choices_with_their_words() -> None:
    assert Value(parameter(Unit.CHOICES), ["mail"]).to_json() == {
        "unit": "choices",
        "value": [{"code": "mail", "vi": "thư", "en": "mail"}],
    }
