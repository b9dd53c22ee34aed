"""What people write is stored in one form, found however it was typed, and phones are read as people say them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.text import fold, mail_normal_form, nfc, phone_normal_form, phone_shown, syllables


@pytest.mark.parametrize("typed", ["đơn hàng", "Đơn Hàng", "DON HANG", "don hang"])
def test_an_order_is_found_however_it_is_typed(typed: str) -> None:
    assert fold(typed) == fold(unicodedata.normalize("NFD", typed)) == "don hang"


def test_punctuation_parts_syllables_and_is_dropped() -> None:
    assert syllables("Máy hỏng, (bản Pro)!") == ["may", "hong", "ban", "pro"]


def test_an_address_is_one_whatever_its_case_and_space() -> None:
    assert mail_normal_form(" Huong@Example.VN ") == "huong@example.vn"


@pytest.mark.parametrize("typed", ["0909156177", "0909 156 177", "+84 909 156 177", "84909156177"])
def test_a_mobile_number_is_one_however_it_is_written(typed: str) -> None:
    assert phone_normal_form(typed) == "+84909156177"


@pytest.mark.parametrize("typed", ["", "xin chào", "0909 156", "01234567890"])
def test_what_nobody_can_ring_is_no_number(typed: str) -> None:
    assert phone_normal_form(typed) is None


def test_a_number_is_shown_as_people_say_it() -> None:
    assert phone_shown("+84909156177") == "0909 156 177"
    assert phone_shown("+442079460958") == "+44 20 7946 0958"


@given(st.text())
def test_folding_twice_folds_no_further(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_stored_form_is_stable_and_folds_alike(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert fold(nfc(text)) == fold(unicodedata.normalize("NFD", text))
