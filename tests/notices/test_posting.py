"""Letters on their way out: what waits for the post, what is given up, and what is sent once more."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from camket.arrivals.submission import Sender
from camket.evidence.queries import facts_of
from camket.notices.actions import delivering
from camket.notices.actions.accounts import send_code
from camket.notices.actions.again import queue_kept, send_again
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier, Letter, SmtpCarrier, Undelivered
from camket.notices.models import CallTask, Delivery, Notice
from camket.notices.queries import points_that_failed
from camket.notices.resting import Rests
from camket.notices.rules import MOST_TRIES, next_try
from camket.ops.schedule import break_promises
from camket.people.models import ContactPoint, Staff
from camket.people.rules import Role
from camket.promises.models import Promise
from camket.refusals import MoveNotAllowed, NotAllowed
from tests.complaints.conftest import HUONG, MONDAY, SUNDAY, Post, deliver, linh, take_in
from tests.running import free_port
from tests.servers.post import PostOffice

__all__ = ["linh"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LETTER = Letter("<ck.1@x>", "huong@example.vn", "Hương", "Đã nhận", "chữ", "<p>chữ</p>")


class Answering(Post):
    """A post that answers each letter with a failure, as long as there is one."""

    def __init__(self, failure: Undelivered | None) -> None:
        super().__init__()
        self.failure, self.knocks = failure, 0

    def send(self, letter: Letter) -> bool:
        self.knocks += 1
        if self.failure:
            raise self.failure
        return super().send(letter)


def closed() -> Answering:
    """A post office at whose door nobody answers."""
    return Answering(Undelivered("ConnectionRefusedError", permanent=False, of_carrier=True))


def test_a_post_that_is_away_for_a_weekend_loses_no_letter_and_is_not_hammered() -> None:
    for number in range(5):
        take_in(Sender(mail=f"k{number}@example.vn"))
    post, rests = closed(), Rests()
    for turn in range(3 * 24 * 12):
        deliver_due(post, at=SUNDAY + turn * 5 * MINUTE, rests=rests)
    assert post.knocks < 3 * 24 * 6 + 10, "about six an hour, however many letters wait"
    assert {row.tries for row in Delivery.objects.all()} == {0}
    post.failure = None
    for turn in range(10):
        deliver_due(post, at=SUNDAY + 3 * DAY + turn * 2 * MINUTE, rests=rests)
    assert sorted(letter.to for letter in post.taken) == [f"k{n}@example.vn" for n in range(5)]
    assert not CallTask.objects.exists()


def test_a_letter_that_comes_while_the_post_rests_waits_with_the_others() -> None:
    take_in(HUONG)
    post, rests = closed(), Rests()
    deliver_due(post, at=MONDAY, rests=rests)
    take_in(Sender(mail="tu@example.vn"))
    assert deliver_due(post, at=MONDAY, rests=rests) == 0
    post.failure = None
    deliver_due(post, at=MONDAY + MINUTE, rests=rests)
    assert len(post.taken) == 2


def test_a_letter_that_is_put_off_again_and_again_is_given_up_after_five_days_and_rung_up() -> None:
    take_in(HUONG)
    post, at = Answering(Undelivered("smtp 451", permanent=False)), MONDAY
    while (row := Delivery.objects.get()).next_try is not None:
        at = max(at, row.next_try)
        deliver_due(post, at=at)
    assert row.state == "refused"
    assert 5 * DAY <= at - MONDAY < 5.5 * DAY
    assert CallTask.objects.get().notice == row.notice


def test_the_tries_of_a_letter_last_five_days() -> None:
    at = start = datetime(2026, 11, 23, tzinfo=UTC)
    for tries in range(1, MOST_TRIES):
        at = next_try(tries, at) or at
    assert 5 * DAY <= at - start < 5.5 * DAY
    assert next_try(MOST_TRIES, at) is None


@pytest.mark.parametrize(
    ("to", "user", "code", "of_carrier", "permanent"),
    [
        ("421-a@example.vn", "", "smtp 421", True, False),
        ("451-a@example.vn", "", "smtp 451", False, False),
        ("550-a@example.vn", "", "smtp 550", False, True),
        ("554-a@example.vn", "", "smtp 554", False, True),
        ("a@example.vn", "camket:sai@", "SMTPNotSupportedError", True, False),
    ],
)
def test_what_a_server_says_is_of_the_letter_or_of_itself(
    post_office: PostOffice, to: str, user: str, code: str, *, of_carrier: bool, permanent: bool
) -> None:
    carrier = SmtpCarrier(f"smtp://{user}127.0.0.1:{post_office.port}", "info@mitgroup.vn", "MiT")
    with closing(carrier):
        with pytest.raises(Undelivered) as failure:
            carrier.send(Letter("<ck.1@x>", to, "Hương", "Đã nhận", "chữ", "<p>chữ</p>"))
        said = failure.value
        assert (said.code, said.of_carrier, said.permanent) == (code, of_carrier, permanent)
        if not user:
            assert carrier.send(LETTER), "the next letter finds the server again"


def test_a_server_that_is_not_there_says_nothing_of_the_letter() -> None:
    carrier = SmtpCarrier(f"smtp://127.0.0.1:{free_port()}", "info@mitgroup.vn", "MiT")
    with pytest.raises(Undelivered) as failure:
        carrier.send(LETTER)
    assert failure.value.of_carrier


def test_a_code_that_ran_out_while_the_post_was_away_is_not_sent_and_blames_no_address() -> None:
    proof = send_code("huong@example.vn", place="may", language="vi", at=MONDAY)
    ContactPoint.objects.update(proved_at=MONDAY)
    assert deliver(MONDAY + 11 * MINUTE) == []
    assert Delivery.objects.get().error == "lapsed"
    point = ContactPoint.objects.get(pk=proof.contact_point_id)
    assert not points_that_failed([point])
    assert not CallTask.objects.exists()


@pytest.fixture
def kept(db: None) -> Delivery:
    """A letter to Hương that stayed here, because no mail server was set up."""
    take_in(HUONG)
    deliver_due(DeskCarrier(), at=SUNDAY + MINUTE)
    return Delivery.objects.get()


def test_what_was_kept_leaves_once_when_there_is_a_mail_server(kept: Delivery) -> None:
    assert deliver(MONDAY) == []
    assert queue_kept(at=MONDAY) == 1
    assert queue_kept(at=MONDAY) == 0
    assert [letter.message_id for letter in deliver(MONDAY)] == [kept.message_id]
    assert Notice.objects.get().state == "told"


@pytest.mark.parametrize("reason", ["told", "old", "not theirs"])
def test_what_is_no_news_to_anybody_stays(kept: Delivery, linh: Staff, reason: str) -> None:
    at = MONDAY
    if reason == "told":
        delivering.mark_told(kept.notice, channel="counter", by=linh.ref, at=MONDAY)
    elif reason == "old":
        at = SUNDAY + 15 * DAY
    else:
        ContactPoint.objects.update(removed_at=MONDAY)
    assert queue_kept(at=at) == 0
    assert Delivery.objects.get().state == "kept"


@pytest.fixture
def refused(db: None) -> Delivery:
    """A letter to Hương that her mail server did not want; she is to be called."""
    take_in(HUONG)
    deliver_due(Answering(Undelivered("smtp 550", permanent=True)), at=MONDAY)
    return Delivery.objects.select_related("notice", "contact_point").get()


def test_a_refused_letter_is_sent_again_and_ends_the_call(
    refused: Delivery, linh: Staff, settings: LazySettings
) -> None:
    settings.CAMKET_SMTP_URL = "smtp://mail.example.vn"
    assert CallTask.objects.get().state == "open"
    send_again(refused, by=linh, at=MONDAY + HOUR)
    assert [letter.to for letter in deliver(MONDAY + HOUR)] == ["huong@example.vn"]
    assert (CallTask.objects.get().state, Notice.objects.get().state) == ("done", "told")
    said = [fact for fact in facts_of(refused.notice.about) if fact.kind == "notice.sent_again"]
    assert [fact.by for fact in said] == [linh.ref]


@pytest.mark.parametrize("reason", ["told", "erased", "not theirs", "no server", "taken"])
def test_what_would_reach_nobody_is_not_sent_again(
    refused: Delivery, linh: Staff, settings: LazySettings, reason: str
) -> None:
    settings.CAMKET_SMTP_URL = "" if reason == "no server" else "smtp://mail.example.vn"
    if reason == "told":
        delivering.mark_told(refused.notice, channel="counter", by=linh.ref, at=MONDAY)
    Delivery.objects.update(error="erased" if reason == "erased" else "smtp 550")
    if reason == "not theirs":
        ContactPoint.objects.update(removed_at=MONDAY)
    if reason == "taken":
        Delivery.objects.update(state="accepted")
    delivery = Delivery.objects.select_related("notice", "contact_point").get()
    with pytest.raises(MoveNotAllowed):
        send_again(delivery, by=linh, at=MONDAY + HOUR)


def test_a_cashier_sends_nothing_again(refused: Delivery, settings: LazySettings) -> None:
    settings.CAMKET_SMTP_URL = "smtp://mail.example.vn"
    cashier = Staff.objects.create_staff("thu", "Lê Thu", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotAllowed):
        send_again(refused, by=cashier, at=MONDAY + HOUR)


def test_a_letter_handed_over_before_midnight_keeps_its_promise_although_it_is_told_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_in(HUONG)
    promise = Promise.objects.get(kind="acknowledge")
    before, after = promise.due_at - MINUTE, promise.due_at + MINUTE
    with monkeypatch.context() as busy:
        busy.setattr(delivering, "mark_told", _fail)
        assert len(deliver(before)) == 1
    assert Delivery.objects.get().state == "handed"
    break_promises(after)
    assert deliver(after + MINUTE) == [], "it is not sent again"
    promise.refresh_from_db()
    assert (promise.state, promise.done_at) == ("kept", before)


def test_a_letter_handed_over_after_midnight_keeps_nothing() -> None:
    take_in(HUONG)
    promise = Promise.objects.get(kind="acknowledge")
    Delivery.objects.update(state="handed", ended_at=promise.due_at + MINUTE, next_try=None)
    break_promises(promise.due_at + 2 * MINUTE)
    promise.refresh_from_db()
    assert promise.state == "broken"


def test_what_was_handed_over_and_cannot_be_told_for_a_day_is_broken_after_all() -> None:
    take_in(HUONG)
    promise = Promise.objects.get(kind="acknowledge")
    Delivery.objects.update(state="handed", ended_at=promise.due_at - MINUTE, next_try=None)
    break_promises(promise.due_at)
    promise.refresh_from_db()
    assert promise.state == "open"
    break_promises(promise.due_at + DAY)
    promise.refresh_from_db()
    assert promise.state == "broken"


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("the database was busy")
