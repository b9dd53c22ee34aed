"""The cast: a customer who writes, and two people at the desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from camket.arrivals.submission import Attached, Channel, Sender, Submission
from camket.cases.actions.opening import NewCase, Opened, open_cases
from camket.people.actions import identify
from camket.people.models import Staff
from camket.people.rules import Role

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PHOTO = Attached("ảnh.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 100)
HUONG = Sender(name="Nguyễn Thị Thanh Hương", mail="huong@example.vn", phone="0909 156 178")


def sent(subject: str, text: str, sender: Sender = HUONG, *files: Attached) -> NewCase:
    """A mail about to become a case."""
    submission = Submission(
        Channel.MAIL, NOON, sender, subject=subject, text=text, attachments=files
    )
    return NewCase(submission, identify([sender], at=NOON)[0])


@pytest.fixture
def linh(db: None) -> Staff:
    return Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)


@pytest.fixture
def vinh(db: None) -> Staff:
    return Staff.objects.create_staff(
        "vinh", "Ngô Quang Vinh", "matkhau-dai-lam", Role.AGENT, Role.SUPERVISOR
    )


@pytest.fixture
def router(db: None) -> Opened:
    """A complaint about a router of the wrong version, with a photo."""
    new = sent("Giao sai phiên bản", "Đơn hàng của tôi giao sai bộ phát.", HUONG, PHOTO)
    return open_cases([new], by="camket", at=NOON)[0]
