"""Cases with their messages and attachments. What people wrote is sealed in the case's compartment."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from camket.arrivals.submission import Channel, Matter
from camket.cases.rules import Direction, Distance, Scan, subject_of
from camket.people.models import ContactPoint, Customer, Staff
from camket.people.rules import DESK, Role
from camket.vault.models import Blob, Compartment

TITLE = "cases.case.title"
SENDER_NAME = "cases.case.sender_name"
TEXT = "cases.message.text"
FILE_NAME = "cases.attachment.name"
REMOTE_URL = "cases.remotefile.url"
REMOTE_NAME = "cases.remotefile.name"


LEFT = (Channel.VOICE, Channel.SMS, Channel.ZALO)
"""The channels on which a message is left where nobody answers the phone."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Many cases: which of them a person may see, and in what order."""

    def visible_to(self, staff: Staff) -> Self:
        """The cases that a member of staff may see: never one about the person.

        The desk and supervisors see the company's cases, a privacy officer privacy matters, and a
        receptionist those that the person took in.
        """
        rows = self.exclude(about_staff=staff)
        if staff.has_role(*DESK):
            return rows
        if staff.has_role(Role.PRIVACY):
            return rows.filter(kind=Matter.PRIVACY)
        return rows.filter(taken_by=staff)

    def open(self) -> Self:
        """Cases that somebody still works on."""
        return self.filter(closed_at__isnull=True)

    def left_after_hours(self) -> Self:
        """Open cases that began with a message left at the phone number while the desk was closed, and that
        nobody has taken up yet. They stand first in the next morning's queue, the oldest of them first."""
        return self.open().filter(after_hours=True, channel__in=LEFT, handler=None)

    def with_people(self) -> Self:
        """Everything that a list shows of a case, in one query."""
        return self.select_related("customer", "handler", "answer_at", "compartment")


class Case(models.Model):
    """One matter of one customer.

    `sender_name` is the name that was given with it. Whoever has the code reads that one: they typed it, and may
    not be the customer whose address they typed.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)
    language = models.CharField(max_length=2)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases")
    answer_at = models.ForeignKey(
        ContactPoint, on_delete=models.PROTECT, null=True, related_name="+"
    )
    phone = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.BinaryField(null=True)
    sender_name = models.BinaryField(null=True)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    after_hours = models.BooleanField(default=False)
    priority = models.BooleanField(default=False)
    handler = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    about_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_case_is_of_a_known_kind", condition=models.Q(kind__in=list(Matter))
            ),
            models.CheckConstraint(
                name="a_case_came_by_a_known_channel",
                condition=models.Q(channel__in=list(Channel)),
            ),
            models.CheckConstraint(
                name="the_handler_is_not_the_person_complained_about",
                condition=models.Q(about_staff__isnull=True)
                | models.Q(handler__isnull=True)
                | ~models.Q(handler=models.F("about_staff")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="open_cases_by_due",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["received_at", "id"],
                name="left_after_hours",
                condition=models.Q(
                    closed_at__isnull=True,
                    after_hours=True,
                    handler__isnull=True,
                    channel__in=LEFT,
                ),
            ),
            models.Index(
                fields=["handler", "due_at", "id"],
                name="my_open_cases_by_due",
                condition=models.Q(closed_at__isnull=True),
            ),
        ]

    @property
    def subject(self) -> str:
        """The name of the case's chain of facts."""
        return subject_of(self.number)

    @property
    def is_closed(self) -> bool:
        """Whether the matter has ended."""
        return self.closed_at is not None


class Message(models.Model):
    """Something said on a case, in or out, or a note that stays inside."""

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=4)
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    text = models.BinaryField(null=True)
    arrival = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_message_goes_in_or_out_or_is_a_note",
                condition=models.Q(direction__in=list(Direction)),
            )
        ]
        indexes = [models.Index(fields=["case", "at", "id"], name="messages_of_a_case")]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Many files."""

    def servable_to(self, staff: Staff) -> Self:
        """The files that a member of staff may open: only a supervisor opens one that may do harm."""
        return self if staff.has_role(Role.SUPERVISOR) else self.exclude(scan=Scan.QUARANTINED)


class Attachment(models.Model):
    """A file that came with a message; `type` was read from its content."""

    id = models.UUIDField(primary_key=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    name = models.BinaryField(null=True)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=12, default=Scan.NOT_SCANNED)

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_file_was_scanned_or_not", condition=models.Q(scan__in=list(Scan))
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="files_to_scan",
                condition=models.Q(scan=Scan.NOT_SCANNED),
            )
        ]


class RemoteFile(models.Model):
    """A file that lies at a message service. The row is the queue of whoever fetches it."""

    id = models.UUIDField(primary_key=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="remote")
    url = models.BinaryField()
    name = models.BinaryField()
    distance = models.CharField(max_length=4, default=Distance.AWAY)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_remote_file_is_somewhere",
                condition=models.Q(distance__in=list(Distance)),
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                name="files_to_fetch",
                condition=models.Q(distance=Distance.AWAY),
            )
        ]


class NumberSeries(models.Model):
    """How many numbers a year has given out. Its row is the lock of the series."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    given = models.PositiveBigIntegerField(default=0)


class SearchDocument(models.Model):
    """One searchable text of a case. Its key orders results, newest first; the words are elsewhere.

    The index itself is a table that each database has in its own way (migration 0002).
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    message = models.UUIDField(null=True)
