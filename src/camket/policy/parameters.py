"""The numbers and words of a clause that the code uses: units, and how a value is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from camket.policy.both import Both
from camket.refusals import Refusal
from camket.text import phone_normal_form, phone_shown
from camket.worktime import OpeningHours

_MARKDOWN = re.compile(r"([\\`*_\[\]<>&])")
_LARGEST = 10**12
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_WORDS_OF_JOINING = {"or": Both(vi="hoặc", en="or"), "and": Both(vi="và", en="and")}


class Unit(StrEnum):
    """What a value counts, or what else it is."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    TIMES = "times"
    PERCENT_A_YEAR = "percent_a_year"
    DONG = "dong"
    POINTS = "points"
    TIME = "time"
    PHONE = "phone"
    WORDS = "words"
    CHOICES = "choices"
    OPENING_HOURS = "opening_hours"

    @property
    def is_number(self) -> bool:
        """Whether the value is a whole number."""
        return self not in _NOT_NUMBERS

    @property
    def words(self) -> Both:
        """The unit as a table names it; for what is not counted, what it is."""
        return UNIT_WORDS[self]


_NOT_NUMBERS = {Unit.TIME, Unit.PHONE, Unit.WORDS, Unit.CHOICES, Unit.OPENING_HOURS}
UNIT_WORDS = {
    Unit.WORKING_DAYS: Both(vi="ngày làm việc", en="working days"),
    Unit.DAYS: Both(vi="ngày", en="calendar days"),
    Unit.HOURS: Both(vi="giờ", en="hours"),
    Unit.MONTHS: Both(vi="tháng", en="months"),
    Unit.YEARS: Both(vi="năm", en="years"),
    Unit.TIMES: Both(vi="lần", en="times"),
    Unit.PERCENT_A_YEAR: Both(vi="% một năm", en="% a year"),
    Unit.DONG: Both(vi="đồng", en="dong"),
    Unit.POINTS: Both(vi="cỡ chữ", en="points"),
    Unit.TIME: Both(vi="giờ trong ngày", en="time of day"),
    Unit.PHONE: Both(vi="số điện thoại", en="phone number"),
    Unit.WORDS: Both(vi="chữ", en="words"),
    Unit.CHOICES: Both(vi="lựa chọn", en="choices"),
    Unit.OPENING_HOURS: Both(vi="giờ làm việc", en="opening hours"),
}


class Origin(StrEnum):
    """Who said it: the company in its published policy, the law, or nobody yet."""

    PUBLISHED = "published"
    LAW = "law"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Parameter:
    """What a value of a clause is called, what it counts, and who set it."""

    id: str
    name: Both
    unit: Unit
    origin: Origin
    choices: Mapping[str, Both]
    counts_as: Mapping[str, str]
    joined: str = "or"

    def word(self, code: str) -> Both:
        """A choice in words; a code that is no choice speaks for itself."""
        return self.choices.get(code) or Both(vi=code, en=code)


@dataclass(frozen=True)
class Value:
    """A parameter's value in one version: a whole number, a text, codes of choices, or opening hours."""

    parameter: Parameter
    plain: Any

    def shown(self, lang: str) -> str:
        """As the text says it, without the unit: `7`, `500.000`, `17:00`, `thư điện tử hoặc điện thoại`."""
        if self.parameter.unit.is_number:
            grouped = f"{self.plain:,}"
            return grouped if lang.startswith("en") else grouped.replace(",", ".")
        return _MARKDOWN.sub(r"\\\1", self._said(lang))

    def to_json(self) -> dict[str, Any]:
        """What the digest of a version covers: the value with its unit, and the words of choices."""
        unit, plain = self.parameter.unit, self.plain
        if unit is Unit.CHOICES:
            plain = [{"code": code, **self.parameter.choices[code].to_json()} for code in plain]
        return {"unit": unit.value, "value": plain}

    def _said(self, lang: str) -> str:
        unit = self.parameter.unit
        if unit is Unit.PHONE:
            return phone_shown(self.plain)
        if unit is Unit.OPENING_HOURS:
            return OpeningHours.from_plain(self.plain).spoken(lang)
        if unit is Unit.CHOICES:
            return self._listed(lang)
        return str(self.plain)

    def _listed(self, lang: str) -> str:
        words = [self.parameter.choices[code].spoken(lang) for code in self.plain]
        joint = f" {_WORDS_OF_JOINING[self.parameter.joined].spoken(lang)} "
        return joint.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def wrong_value(parameter: Parameter, plain: Any) -> Both | None:
    """Why the value does not fit the parameter's unit; None if it does."""
    unit = parameter.unit
    if unit.is_number:
        return None if type(plain) is int and 0 <= plain <= _LARGEST else _NOT_A_NUMBER
    if unit is Unit.CHOICES:
        return _wrong_choices(parameter, plain)
    if unit is Unit.OPENING_HOURS:
        return _wrong_hours(plain)
    if not isinstance(plain, str) or not plain.strip():
        return _NOT_WORDS
    if unit is Unit.TIME and not _TIME.fullmatch(plain):
        return _NOT_A_TIME
    return _NOT_A_PHONE if unit is Unit.PHONE and not phone_normal_form(plain) else None


_NOT_A_NUMBER = Both(
    vi=f"phải là số nguyên từ 0 đến {_LARGEST}", en=f"must be a whole number from 0 to {_LARGEST}"
)
_NOT_WORDS = Both(vi="phải là chữ trong ngoặc kép", en="must be words in quotation marks")
_NOT_A_TIME = Both(vi="phải là giờ như 17:00", en="must be a time such as 17:00")
_NOT_A_PHONE = Both(vi="phải là số điện thoại gọi được", en="must be a phone number that exists")


def _wrong_choices(parameter: Parameter, plain: Any) -> Both | None:
    known = ", ".join(parameter.choices)
    codes = plain if isinstance(plain, list) and plain else [None]
    if all(isinstance(code, str) and code in parameter.choices for code in codes):
        return None
    return Both(vi=f"phải là danh sách lấy từ: {known}", en=f"must be a list taken from: {known}")


def _wrong_hours(plain: Any) -> Both | None:
    try:
        OpeningHours.from_plain(plain)
    except Refusal as refusal:
        return Both(vi=refusal.vi, en=refusal.en)
    except (AttributeError, TypeError):
        return Both(vi="phải là bảng giờ làm việc", en="must be a table of opening hours")
    return None
