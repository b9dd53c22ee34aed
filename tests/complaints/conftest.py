"""A complaint that has been taken in, and the people who work on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from camket.arrivals.submission import Channel, Matter, Sender, Submission
from camket.cases.actions.opening import NewCase, Opened
from camket.cases.models import Case
from camket.complaints.actions.opening import open_matters
from camket.complaints.models import Complaint
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import Letter
from camket.people.actions import identify
from camket.people.models import Staff
from camket.people.rules import Role

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
HUONG = Sender(name="Nguyễn Thị Thanh Hương", mail="huong@example.vn", phone="0909 156 178")


class Post:
    """A carrier that takes every letter."""

    def __init__(self) -> None:
        self.taken: list[Letter] = []

    def send(self, letter: Letter) -> bool:
        self.taken.append(letter)
        return True


def take_in(sender: Sender = HUONG, kind: Matter = Matter.COMPLAINT, **more: object) -> Opened:
    """Open one case on a Sunday evening."""
    return take_in_many([sender], kind, **more)[0]


def take_in_many(
    senders: Sequence[Sender], kind: Matter = Matter.COMPLAINT, **more: object
) -> list[Opened]:
    """Open a case for each sender on a Sunday evening."""
    new = [
        NewCase(_submission(who.sender, more), who, kind, after_hours=True)
        for who in identify(senders, at=SUNDAY)
    ]
    return open_matters(new, by="camket", at=SUNDAY + timedelta(seconds=2))


def _submission(sender: Sender, more: dict[str, object]) -> Submission:
    sent = Submission(
        Channel.MAIL,
        SUNDAY,
        sender,
        subject="Giao sai phiên bản",
        text="Hộp ghi bản Pro, máy là bản thường.",
        points=("Máy không đúng bản đã mua",),
    )
    return replace(sent, **more)  # type: ignore[arg-type]


def deliver(at: datetime = MONDAY) -> list[Letter]:
    """Let the post take what is queued."""
    post = Post()
    deliver_due(post, at=at)
    return post.taken


@pytest.fixture
def linh(db: None) -> Staff:
    return Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)


@pytest.fixture
def vinh(db: None) -> Staff:
    return Staff.objects.create_staff("vinh", "Ngô Quang Vinh", "matkhau-dai-lam", Role.SUPERVISOR)


@pytest.fixture
def router(db: None) -> Complaint:
    """A complaint about a router of the wrong version, acknowledged by letter."""
    opened = take_in()
    deliver(SUNDAY + timedelta(seconds=4))
    return Complaint.objects.select_related("case").get(pk=opened.case.pk)


@pytest.fixture
def enquiry(linh: Staff) -> Case:
    """A question about opening hours, acknowledged."""
    case = take_in(kind=Matter.ENQUIRY).case
    deliver(SUNDAY + timedelta(seconds=4))
    case.refresh_from_db()
    return case
