"""What people do in the stories, each as the real action with its actor."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel
from camket.cases.actions.care import assign
from camket.cases.actions.messages import NewMessage, add_messages
from camket.cases.rules import Direction
from camket.complaints.actions.checking import add_point, ask, record_finding, start_checking
from camket.complaints.actions.deciding import announce_later_date, decide, finish_remedy
from camket.complaints.actions.ending import accept_result, contest
from camket.complaints.models import Remedy
from camket.complaints.rules.decisions import Answer, Outcome, Promised, RemedyKind, Verdict
from camket.complaints.rules.moves import Actor
from camket.notices.actions.calling import record_call
from camket.notices.rules import CallOutcome
from camket.ops.demo.sending import Mail, Person, bounce, form_raw
from camket.ops.demo.story import Act, Sending, Story
from camket.people.models import Staff


def mails(sender: Person, subject: str, text: str, key: str, **more: object) -> Sending:
    """The customer writes a mail."""
    return Mail(sender, subject, text, key, **more).raw  # type: ignore[arg-type]


def fills_in(form: Form, sender: Person) -> Sending:
    """The customer fills in a form, or says it to somebody who does."""
    return lambda at: form_raw(form, sender, at)


def given_to(to: Staff, by: Staff) -> Act:
    """The case is given to somebody."""
    return lambda story, at: assign(story.case, to, by=by, at=at)


def checked_by(staff: Staff) -> Act:
    """Somebody begins to check."""
    return lambda story, at: start_checking(story.complaint, by=staff, at=at)


def finds(staff: Staff, *found: str, points: tuple[str, ...] = ()) -> Act:
    """Points that the customer did not number are written down; each gets what was found."""

    def act(story: Story, at: datetime) -> None:
        complaint = story.complaint
        for text in points:
            add_point(complaint, text, by=staff, at=at)
        for point, finding in zip(complaint.points.all(), found, strict=True):
            record_finding(point, finding, by=staff, at=at)

    return act


def asks(staff: Staff, text: str) -> Act:
    """The desk asks the customer for something."""
    return lambda story, at: ask(story.complaint, text, by=staff, at=at)


def notes(staff: Staff, text: str) -> Act:
    """A note that stays inside."""

    def act(story: Story, at: datetime) -> None:
        note = NewMessage(story.case, Direction.NOTE, Channel.WEB, text, staff.ref, at)
        add_messages([note], by=staff.ref, at=at)

    return act


def answers(sender: Person, text: str, key: str) -> Act:
    """The customer answers our newest letter."""

    def act(story: Story, at: datetime) -> None:
        subject = f"Re: {story.number}"
        reply = Mail(sender, subject, text, key, answers=story.letter.message_id)
        story.take(reply.raw(at), at=at)

    return act


def comes_back(recipient: Person) -> Act:
    """Our newest letter comes back: the mailbox does not exist any more."""
    return lambda story, at: story.take(bounce(recipient.mail, story.letter.message_id, at), at=at)


def grants(
    staff: Staff, reasons: str, kind: RemedyKind, detail: str, due: date, **money: int
) -> Act:
    """The desk accepts the one point, and promises a remedy."""
    remedy = Promised(kind, due, detail, money.get("amount"))
    answer = Answer(1, Outcome.ACCEPTED, reasons, our_error=True, as_agreed=False)
    verdict = Verdict((answer,), (remedy,))
    return lambda story, at: decide(story.complaint, verdict, by=staff, at=at)


def refuses(staff: Staff, reasons: str) -> Act:
    """The desk rejects the one point."""
    verdict = Verdict((Answer(1, Outcome.REJECTED, reasons, our_error=False, as_agreed=True),))
    return lambda story, at: decide(story.complaint, verdict, by=staff, at=at)


def does_what_was_promised(staff: Staff) -> Act:
    """The remedies are done."""

    def act(story: Story, at: datetime) -> None:
        rows = Remedy.objects.select_related("decision__complaint__case", "promise")
        for remedy in rows.filter(decision__complaint__case__number=story.number):
            finish_remedy(remedy, by=staff, at=at)

    return act


def announces(staff: Staff, day: date, reason: str) -> Act:
    """The desk tells a later date before the first has passed."""
    return lambda story, at: announce_later_date(story.complaint, day, reason, by=staff, at=at)


def rings(staff: Staff, outcome: CallOutcome, note: str, *, again_in: int = 0) -> Act:
    """Somebody calls the customer about the newest letter; `again_in` hours later once more."""

    def act(story: Story, at: datetime) -> None:
        again = at + timedelta(hours=again_in) if again_in else None
        record_call(story.call, outcome, note=note, call_again=again, by=staff, at=at)

    return act


def agrees() -> Act:
    """The customer accepts the result on the tracking page."""

    def act(story: Story, at: datetime) -> None:
        by = story.case.customer.ref
        accept_result(story.complaint, actor=Actor.CUSTOMER, by=by, at=at)

    return act


def disagrees() -> Act:
    """The customer contests the result on the tracking page."""

    def act(story: Story, at: datetime) -> None:
        contest(story.complaint, actor=Actor.CUSTOMER, by=story.case.customer.ref, at=at)

    return act
