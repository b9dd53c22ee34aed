"""Where an arrival ends: opened, added, duplicate, automatic, bounce, or before a person's eyes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from camket.arrivals.actions import claim, dismiss, receive, take_again
from camket.arrivals.channels import form
from camket.arrivals.models import Arrival
from camket.arrivals.queries import equation
from camket.arrivals.rules import Form, Outcome, Place, Raw
from camket.arrivals.submission import Channel, Matter
from camket.cases.models import Case, Message
from camket.complaints.models import Complaint
from camket.evidence.queries import facts_of
from camket.intake.actions import taking
from camket.intake.actions.by_hand import add_by_hand, doubt, open_by_hand
from camket.intake.actions.taking import Taken, take
from camket.notices.actions.delivering import deliver_due
from camket.notices.models import Delivery, Notice
from camket.people.models import Staff
from camket.people.rules import SOMEBODY, Role
from camket.refusals import ChangedMeanwhile, NotAllowed
from tests.complaints.conftest import Post

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def mail(text: str = "Máy hỏng.", **headers: str) -> EmailMessage:
    """A mail of a customer."""
    message = EmailMessage()
    given = {"From": "Hương <huong@example.vn>", "To": "info@mitgroup.vn", "Subject": "Khiếu nại"}
    for name, value in {**given, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def came(*mails: EmailMessage, at: datetime = SUNDAY) -> list[Taken]:
    """Let mails arrive and be taken together."""
    raw = [Raw(bytes(one), Form.MAIL, Channel.MAIL, "info", at) for one in mails]
    return take(receive(raw, at=at), at=at)


@pytest.fixture
def linh(db: None) -> Staff:
    return Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)


def test_a_mail_opens_a_complaint_with_promise_and_letter() -> None:
    (taken,) = came(mail(Message_ID="<1@example.vn>"))
    assert taken.destination == Outcome.OPENED
    assert taken.case is not None
    assert Complaint.objects.get().case == taken.case
    assert Notice.objects.get().letter == "acknowledged"
    assert Arrival.objects.get().case_number == taken.case.number


def test_the_same_mail_to_two_addresses_opens_one_case() -> None:
    first = mail(Message_ID="<1@example.vn>", Delivered_To="info@mitgroup.vn")
    second = mail(Message_ID="<1@example.vn>", Delivered_To="care@mitgroup.vn")
    assert [one.destination for one in came(first, second)] == ["opened", "duplicate"]
    assert [one.destination for one in came(second)] == ["duplicate"]


@pytest.mark.parametrize(
    ("sender", "by_the_customer"),
    [
        ("Hương <HUONG@example.vn>", True),
        ("Ai đó <la@example.vn>", False),
        ("Con gái <con@example.vn>", False),
    ],
)
def test_who_answers_our_letter_from_another_address_is_not_taken_for_the_customer(
    sender: str, by_the_customer: bool
) -> None:
    (opened,) = came(mail(Message_ID="<1@example.vn>"))
    assert opened.case is not None
    came(mail("Việc của tôi.", From="Con gái <con@example.vn>", Message_ID="<2@example.vn>"))
    letter = Delivery.objects.filter(notice__about=opened.case.subject).get().message_id
    answer = mail("Tôi rút lại khiếu nại.", From=sender, In_Reply_To=letter)
    (added,) = came(answer, at=SUNDAY + timedelta(hours=1))
    assert (added.destination, added.case) == (Outcome.ADDED, opened.case)
    said = Message.objects.filter(case=opened.case).order_by("pk").last()
    assert said is not None
    assert said.by == (opened.case.customer.ref if by_the_customer else SOMEBODY)
    fact = facts_of(opened.case.subject)[-1]
    assert (fact.kind, fact.body["from"]) == ("case.message", said.by)


def test_a_forged_message_id_hides_no_complaint() -> None:
    came(mail(Message_ID="<1@example.vn>"))
    (other,) = came(mail("Việc khác hẳn.", Message_ID="<1@example.vn>"))
    assert other.destination == Outcome.OPENED


def test_a_reply_to_our_letter_joins_its_case_whoever_it_comes_from() -> None:
    (opened,) = came(mail(Message_ID="<1@example.vn>"))
    letter = Delivery.objects.get().message_id
    (reply,) = came(mail("Gửi thêm ảnh.", In_Reply_To=letter, From="chong@example.vn"))
    assert (reply.destination, reply.case) == (Outcome.ADDED, opened.case)
    assert Message.objects.filter(case=opened.case).count() == 2


def test_a_complaint_from_a_provider_that_our_group_may_not_write_for_opens_a_case() -> None:
    """The group's address stands in From; the letter goes to whom the group names."""
    group = {"From": "'Hương' via Info <info@mitgroup.vn>", "List_Id": "<info.mitgroup.vn>"}
    (taken,) = came(mail(X_Original_From="Hương <huong@yahoo.com>", **group))
    assert taken.destination == Outcome.OPENED
    (known,) = came(mail("Gửi thêm ảnh.", From="huong@yahoo.com", In_Reply_To=_letter()))
    assert (known.destination, known.case) == (Outcome.ADDED, taken.case)


def _letter() -> str:
    return Delivery.objects.get().message_id


def test_a_forged_letter_name_joins_nothing() -> None:
    came(mail())
    letter = Delivery.objects.get().message_id
    last = letter.index("@") - 1
    forged = letter[:last] + ("0" if letter[last] != "0" else "1") + letter[last + 1 :]
    (reply,) = came(mail("Xin chào", In_Reply_To=forged, From="la@example.vn"))
    assert reply.destination == Outcome.OPENED


def test_the_customer_may_name_the_number_and_a_stranger_may_not() -> None:
    (opened,) = came(mail())
    assert opened.case is not None
    subject = f"Re: {opened.case.number}"
    (own,) = came(mail("Bổ sung.", Subject=subject))
    (strange,) = came(mail("Cho tôi xem.", Subject=subject, From="la@example.vn"))
    assert (own.destination, strange.destination) == (Outcome.ADDED, Place.HELD)
    assert Arrival.objects.get(place=Place.HELD).reason == "stranger"


def test_robots_and_bounces_open_nothing() -> None:
    (away,) = came(mail("Tôi đi vắng.", Auto_Submitted="auto-replied"))
    assert away.destination == Outcome.AUTOMATIC
    assert not Case.objects.exists()


def test_auto_submitted_no_is_a_person() -> None:
    (taken,) = came(mail(Auto_Submitted="no"))
    assert taken.destination == Outcome.OPENED


def test_a_loop_of_two_robots_ends() -> None:
    for n in range(30):
        came(mail(f"Trả lời tự động {n}"))
    assert Case.objects.count() == 20
    assert Arrival.objects.filter(place=Place.HELD, reason="many").count() == 10


def test_a_held_mail_is_opened_added_or_dismissed_by_an_agent(linh: Staff) -> None:
    came(*[mail("", Subject="", From=f"k{n}@example.vn") for n in range(3)])
    one, two, three = Arrival.objects.filter(place=Place.HELD).order_by("id")
    case = open_by_hand(one, by=linh, at=SUNDAY)
    add_by_hand(two, case, by=linh, at=SUNDAY)
    dismiss(three, "Thư trống", by=linh.ref, at=SUNDAY)
    with pytest.raises(ChangedMeanwhile):
        take_again(three, at=SUNDAY)
    assert case.received_at == SUNDAY
    assert all(line.balances for line in equation())


def test_what_a_customer_writes_after_the_end_is_seen_and_may_become_a_new_complaint(
    linh: Staff,
) -> None:
    (opened,) = came(mail())
    assert opened.case is not None
    Case.objects.filter(pk=opened.case.pk).update(closed_at=SUNDAY)
    (later,) = came(mail("Máy lại hỏng.", In_Reply_To=_letter(), From="chong@example.vn"))
    assert (later.destination, later.case) == (Place.HELD, opened.case)
    case = open_by_hand(Arrival.objects.get(place=Place.HELD), by=linh, at=SUNDAY)
    assert case != opened.case


def test_what_the_machine_set_aside_may_be_doubted_and_opened(linh: Staff) -> None:
    came(mail("Không ai trả lời tôi.", Subject="Phản hồi tự động"))
    arrival = Arrival.objects.get(outcome=Outcome.AUTOMATIC)
    doubt(arrival, by=linh, at=SUNDAY + timedelta(hours=3))
    assert (arrival.place, arrival.outcome, arrival.reason) == (Place.HELD, None, "doubted")
    case = open_by_hand(arrival, by=linh, at=SUNDAY + timedelta(hours=4))
    assert case.received_at == SUNDAY
    assert all(line.balances for line in equation())
    with pytest.raises(ChangedMeanwhile):
        doubt(arrival, by=linh, at=SUNDAY + timedelta(hours=5))


def test_who_may_not_work_on_held_mail_doubts_nothing() -> None:
    came(mail("Tôi đi vắng.", Auto_Submitted="auto-replied"))
    cashier = Staff.objects.create_staff("thu", "Thu", "matkhau-dai-lam", Role.CASHIER)
    with pytest.raises(NotAllowed):
        doubt(Arrival.objects.get(), by=cashier, at=SUNDAY)


def test_one_bad_arrival_fails_alone_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = taking.read_submissions

    def broken(opener: object, arrivals: list[Arrival]) -> object:
        if any(arrival.size % 2 for arrival in arrivals):
            raise ValueError("bad")
        return reading(opener, arrivals)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "read_submissions", broken)
    texts = ["a", "bb", "ccc", "dddd"]
    taken = came(*[mail(text, From=f"k{len(text)}@example.vn") for text in texts])
    assert sorted(one.destination for one in taken) == ["failed", "failed", "opened", "opened"]

    monkeypatch.undo()
    later = SUNDAY + timedelta(hours=1)
    take(claim(at=later, limit=10), at=later)
    assert Case.objects.count() == 4
    assert {case.received_at for case in Case.objects.all()} == {SUNDAY}


def test_a_source_is_received_once_and_a_claim_belongs_to_one_taker() -> None:
    raw = Raw(bytes(mail()), Form.MAIL, Channel.MAIL, "info", SUNDAY, source="imap/1/7")
    assert len(receive([raw, raw], at=SUNDAY)) == 1
    assert receive([raw], at=SUNDAY) == []
    assert len(claim(at=SUNDAY, limit=5)) == 1
    assert claim(at=SUNDAY, limit=5) == []
    assert len(claim(at=SUNDAY + timedelta(hours=1), limit=5)) == 1


def test_a_form_from_the_counter_opens_a_case_in_the_name_of_who_took_it_in(linh: Staff) -> None:
    typed = form.Form(
        Channel.COUNTER,
        Matter.COMPLAINT,
        name="Bà Tư",
        phone="0909 156 179",
        text="Máy không lên nguồn.",
        points=("Không lên nguồn",),
        protected=True,
        taken_by=linh.ref,
    )
    raw = Raw(form.to_bytes(typed), Form.FORM, Channel.COUNTER, "counter", SUNDAY)
    (taken,) = take(receive([raw], at=SUNDAY), at=SUNDAY)
    assert taken.case is not None
    assert (taken.case.taken_by, taken.case.priority) == (linh, True)
    assert Complaint.objects.get().points.count() == 1


def test_a_letter_that_bounced_opens_the_duty_again_and_no_case() -> None:
    came(mail())
    deliver_due(Post(), at=SUNDAY)
    letter = Delivery.objects.get().message_id
    report = mail("Không giao được", In_Reply_To=letter, From="mailer-daemon@example.vn")
    report.replace_header("Content-Type", 'multipart/report; boundary="x"')
    report.set_payload("--x--")
    (bounce,) = came(report)
    assert bounce.destination == Outcome.BOUNCE
    assert Notice.objects.get().state == "returned"
    assert Case.objects.count() == 1
