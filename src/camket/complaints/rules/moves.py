"""The moves of a complaint as one table, and the one function that reads it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from camket.refusals import MoveNotAllowed


class Status(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CHECKING = "checking"
    WAITING = "waiting"
    DECIDED = "decided"
    TOLD = "told"
    CLOSED = "closed"
    CONTESTED = "contested"


class Actor(StrEnum):
    """Who may make a move."""

    DESK = "desk"
    SUPERVISOR = "supervisor"
    CUSTOMER = "customer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: what happens, from where to where, by whom, and the fact it leaves."""

    verb: str
    starts: frozenset[Status]
    to: Status
    actors: frozenset[Actor]
    fact: str


def _move(verb: str, starts: str, to: Status, actors: str, fact: str) -> Move:
    return Move(
        verb,
        frozenset(Status(start) for start in starts.split()),
        to,
        frozenset(Actor(actor) for actor in actors.split()),
        fact,
    )


MOVES: Mapping[str, Move] = {
    move.verb: move
    for move in (
        _move(
            "acknowledge",
            "received",
            Status.ACKNOWLEDGED,
            "desk supervisor system",
            "complaint.acknowledged",
        ),
        _move(
            "check",
            "received acknowledged",
            Status.CHECKING,
            "desk supervisor",
            "complaint.checking",
        ),
        _move(
            "ask",
            "received acknowledged checking",
            Status.WAITING,
            "desk supervisor",
            "complaint.asked",
        ),
        _move(
            "answer",
            "waiting",
            Status.CHECKING,
            "customer desk supervisor system",
            "complaint.answered",
        ),
        _move(
            "stop_waiting",
            "waiting",
            Status.CHECKING,
            "desk supervisor system",
            "complaint.unanswered",
        ),
        _move("decide", "checking waiting", Status.DECIDED, "desk supervisor", "complaint.decided"),
        _move("tell", "decided", Status.TOLD, "desk supervisor system", "complaint.told"),
        _move("untell", "told", Status.DECIDED, "system", "complaint.untold"),
        _move("accept", "told", Status.CLOSED, "customer desk supervisor", "complaint.accepted"),
        _move("close_by_silence", "told", Status.CLOSED, "system", "complaint.closed_by_silence"),
        _move(
            "contest",
            "told closed",
            Status.CONTESTED,
            "customer desk supervisor",
            "complaint.contested",
        ),
    )
}
"""Every move there is. A move back (`untell`) happens only when a told letter bounced."""

OPENED_FACT = "complaint.opened"
_BY_FACT: Mapping[str, Move] = {move.fact: move for move in MOVES.values()}
MOVE_FACTS = tuple(_BY_FACT)
ENDS = tuple(move.fact for move in MOVES.values() if move.to == Status.CLOSED)
"""The facts of the moves that close a complaint."""

NAMES_VI: Mapping[Status, str] = {
    Status.RECEIVED: "đã tiếp nhận",
    Status.ACKNOWLEDGED: "đã xác nhận",
    Status.CHECKING: "đang kiểm tra",
    Status.WAITING: "đang chờ khách hàng",
    Status.DECIDED: "đã quyết định",
    Status.TOLD: "đã báo kết quả",
    Status.CLOSED: "đã đóng",
    Status.CONTESTED: "khách hàng không đồng ý",
}
NAMES_EN: Mapping[Status, str] = {
    Status.RECEIVED: "received",
    Status.ACKNOWLEDGED: "acknowledged",
    Status.CHECKING: "being checked",
    Status.WAITING: "waiting for the customer",
    Status.DECIDED: "decided",
    Status.TOLD: "told",
    Status.CLOSED: "closed",
    Status.CONTESTED: "contested",
}


def check_move(now: Status, verb: str, actor: Actor) -> Move:
    """The move, if it may be made from here by this actor. Raises MoveNotAllowed in words."""
    move = MOVES[verb]
    if now not in move.starts:
        raise MoveNotAllowed(
            f"Khiếu nại {NAMES_VI[now]} thì chưa thể chuyển sang “{NAMES_VI[move.to]}”.",
            f"A complaint that is {NAMES_EN[now]} cannot become {NAMES_EN[move.to]}.",
        )
    if actor not in move.actors:
        raise MoveNotAllowed(
            f"Bước “{NAMES_VI[move.to]}” không do vai trò này thực hiện.",
            f'The step "{NAMES_EN[move.to]}" is not this role\'s to make.',
        )
    return move


def open_moves(now: Status, actors: Iterable[Actor]) -> list[Move]:
    """The moves that these actors may make from here, in the order of the table."""
    mine = frozenset(actors)
    return [move for move in MOVES.values() if now in move.starts and mine & move.actors]


def replay(kinds: Iterable[str]) -> Status | None:
    """The status that a chain's facts lead to, or None where they hold no complaint.

    Facts of other rooms are passed over. A move from a wrong state is a fault of the chain, and the
    status then cannot agree with the row's.
    """
    status: Status | None = None
    for kind in kinds:
        if kind == OPENED_FACT:
            status = Status.RECEIVED
        elif kind in _BY_FACT:
            move = _BY_FACT[kind]
            if status not in move.starts:
                return None
            status = move.to
    return status
