"""Numbers that can be said on the phone, and codes that cannot be guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from camket.cases.rules import (
    ALPHABET,
    BASE,
    SHORTEST_BODY,
    case_number,
    read_number,
    read_tracking_code,
    tracking_code_from,
    tracking_code_shown,
)

serials = st.integers(0, BASE**SHORTEST_BODY + 500_000)
years = st.integers(2024, 2099)


@given(years, serials)
def test_a_number_is_read_back_however_it_is_typed(year: int, serial: int) -> None:
    number = case_number("KN", year, serial)
    assert read_number(f"Về việc {number.lower().replace('-', ' ')}, xin hỏi", "KN") == number


@given(years, serials, st.data())
def test_one_wrong_character_is_always_noticed(year: int, serial: int, data: st.DataObject) -> None:
    number = case_number("KN", year, serial)
    body = number.rsplit("-", 1)[1]
    place = data.draw(st.integers(0, len(body) - 1))
    wrong = data.draw(st.sampled_from([c for c in ALPHABET if c != body[place]]))
    mistyped = number[: -len(body)] + body[:place] + wrong + body[place + 1 :]
    assert read_number(mistyped, "KN") is None


@given(years, serials, st.data())
def test_two_neighbours_that_changed_places_are_noticed(
    year: int, serial: int, data: st.DataObject
) -> None:
    number = case_number("KN", year, serial)
    body = number.rsplit("-", 1)[1]
    place = data.draw(st.integers(0, len(body) - 2))
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if swapped != body:
        assert read_number(number[: -len(body)] + swapped, "KN") is None


def test_no_two_cases_of_a_year_share_a_number_and_neighbours_look_unalike() -> None:
    numbers = [case_number("KN", 2026, serial) for serial in range(20_000)]
    assert len(set(numbers)) == 20_000
    assert numbers[0][6:8] != numbers[1][6:8]


def test_the_numbers_grow_when_a_year_has_more_cases_than_four_characters_hold() -> None:
    last, first = (case_number("KN", 2026, BASE**4 + step) for step in (-1, 0))
    assert len(first) == len(last) + 1


@given(st.binary(min_size=32, max_size=32))
def test_a_tracking_code_is_read_as_it_is_printed(digest: bytes) -> None:
    code = tracking_code_from(digest)
    assert len(code) == 12
    assert read_tracking_code(tracking_code_shown(code).lower()) == code
