"""Where a submission belongs, from what was sent and what is known. Without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.submission import Automatic, Bounce, Channel, Sender, Submission
from camket.intake.rules import MOST_CASES_A_DAY, Destination, Held, Known, Route, route

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
MAIL = Submission(Channel.MAIL, NOON, Sender(mail="huong@example.vn"), text="Máy hỏng.")
CASE = "KN-26-4F7K2"


def test_a_mail_about_nothing_known_opens_a_case() -> None:
    assert route(MAIL, Known()) == Route(Destination.OPENED)


@pytest.mark.parametrize(
    ("sent", "to"),
    [
        (replace(MAIL, bounce=Bounce(None, "5.1.1", True, None)), Destination.BOUNCE),
        (replace(MAIL, automatic=Automatic.AUTO_REPLY), Destination.AUTOMATIC),
    ],
)
def test_a_robot_that_answers_our_letter_joins_no_case(sent: Submission, to: Destination) -> None:
    assert route(sent, Known(letter_case=CASE)) == Route(to, CASE)


@pytest.mark.parametrize(
    "known",
    [Known(letter_case=CASE), Known(named_case=CASE, speaks_for=frozenset({CASE}))],
)
def test_a_customer_who_answers_through_a_list_of_their_own_is_heard(known: Known) -> None:
    sent = replace(MAIL, automatic=Automatic.LIST)
    assert route(sent, known) == Route(Destination.ADDED, CASE)
    assert route(sent, Known(named_case=CASE)).to == Destination.AUTOMATIC


def test_what_came_twice_is_a_duplicate_even_of_a_letters_answer() -> None:
    known = Known(duplicate_of=CASE, letter_case=CASE)
    assert route(MAIL, known) == Route(Destination.DUPLICATE, CASE)


@pytest.mark.parametrize(
    "known",
    [
        Known(letter_case=CASE),
        Known(thread_case=CASE, speaks_for=frozenset({CASE})),
        Known(named_case=CASE, speaks_for=frozenset({CASE})),
        Known(named_case=CASE, code_is_right=True),
    ],
)
def test_who_proves_to_belong_joins_the_case(known: Known) -> None:
    assert route(MAIL, known) == Route(Destination.ADDED, CASE)


@pytest.mark.parametrize("channel", sorted(set(Channel) - {Channel.PHONE, Channel.COUNTER}))
def test_what_goes_on_in_a_closed_complaint_goes_before_a_person(channel: Channel) -> None:
    known = Known(letter_case=CASE, closed=frozenset({CASE}))
    sent = replace(MAIL, channel=channel)
    assert route(sent, known) == Route(Destination.HELD, CASE, Held.CLOSED)


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.COUNTER])
def test_what_staff_add_to_a_closed_complaint_is_seen_by_them(channel: Channel) -> None:
    known = Known(letter_case=CASE, closed=frozenset({CASE}))
    assert route(replace(MAIL, channel=channel), known) == Route(Destination.ADDED, CASE)


def test_a_stranger_who_names_a_number_is_held() -> None:
    assert route(MAIL, Known(named_case=CASE)) == Route(Destination.HELD, CASE, Held.STRANGER)


def test_a_stranger_who_quotes_a_thread_opens_a_case_of_his_own() -> None:
    assert route(MAIL, Known(thread_case=CASE)).to == Destination.OPENED


@pytest.mark.parametrize(
    ("sent", "known", "why"),
    [
        (replace(MAIL, warnings=("encrypted",)), Known(), Held.UNREADABLE),
        (replace(MAIL, text="  "), Known(), Held.EMPTY),
        (MAIL, Known(opened_today=MOST_CASES_A_DAY), Held.MANY),
    ],
)
def test_what_a_person_must_look_at_is_held(sent: Submission, known: Known, why: Held) -> None:
    assert route(sent, known) == Route(Destination.HELD, reason=why)


@given(
    text=st.text(max_size=5),
    letter=st.booleans(),
    named=st.booleans(),
    speaks=st.booleans(),
    right=st.booleans(),
    opened=st.integers(0, 40),
)
def test_nothing_ever_joins_a_case_without_proof(
    text: str, *, letter: bool, named: bool, speaks: bool, right: bool, opened: int
) -> None:
    known = Known(
        letter_case=CASE if letter else None,
        named_case=CASE if named else None,
        speaks_for=frozenset({CASE} if speaks else ()),
        code_is_right=right,
        opened_today=opened,
    )
    joined = route(replace(MAIL, text=text), known).to == Destination.ADDED
    assert joined == (letter or (named and (speaks or right)))
