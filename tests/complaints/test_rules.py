"""The table of moves says who may do what from where, and one function reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.complaints.rules.moves import (
    MOVES,
    NAMES_EN,
    NAMES_VI,
    OPENED_FACT,
    Actor,
    Status,
    check_move,
    open_moves,
    replay,
)
from camket.refusals import MoveNotAllowed

FACTS = [move.fact for move in MOVES.values()]


def test_every_status_has_a_name_in_both_languages_and_is_reached() -> None:
    assert NAMES_VI.keys() == NAMES_EN.keys() == set(Status)
    assert {move.to for move in MOVES.values()} | {Status.RECEIVED} == set(Status)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("actor", Actor)
def test_a_move_is_allowed_exactly_where_the_table_offers_it(
    status: Status, verb: str, actor: Actor
) -> None:
    offered = verb in {move.verb for move in open_moves(status, [actor])}
    if offered:
        assert check_move(status, verb, actor) is MOVES[verb]
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(status, verb, actor)


def test_only_the_desk_decides_and_only_the_system_takes_a_telling_back() -> None:
    assert MOVES["decide"].actors == {Actor.DESK, Actor.SUPERVISOR}
    assert MOVES["untell"].actors == {Actor.SYSTEM}


@given(st.lists(st.sampled_from([*FACTS, OPENED_FACT, "case.note", "promise.made"])))
def test_a_chain_leads_to_a_status_only_by_moves_of_the_table(kinds: list[str]) -> None:
    status: Status | None = None
    for position, kind in enumerate(kinds, start=1):
        after = replay(kinds[:position])
        move = next((m for m in MOVES.values() if m.fact == kind), None)
        if move is not None and after is not None:
            assert status in move.starts
            assert after == move.to
        status = after
