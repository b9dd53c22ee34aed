"""Notices, deliveries and calls. What was said is sealed with the case that it is about."""

from __future__ import annotations

from django.db import models

from camket.notices.rules import (
    ON_THE_WAY,
    CallOutcome,
    CallState,
    DeliveryState,
    NoticeClass,
    NoticeState,
)
from camket.people.models import ContactPoint, Customer
from camket.vault.models import Compartment

SUBJECT = "notices.notice.subject"
TEXT = "notices.notice.text"
HTML = "notices.notice.html"
SHORT = "notices.notice.short"
CALL_NOTE = "notices.callattempt.note"


class Notice(models.Model):
    """Something to be told to a person, rendered once: what was said does not change afterwards.

    `phone` is the number that came with the matter: the only unproved one at which it may be told.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    about = models.CharField(max_length=60)
    letter = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notices")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    phone = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.BinaryField()
    text = models.BinaryField()
    html = models.BinaryField()
    short = models.BinaryField(null=True)
    queued_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=NoticeState.WAITING)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_notice_is_of_a_known_class",
                condition=models.Q(kind__in=list(NoticeClass)),
            ),
            models.CheckConstraint(
                name="a_notice_is_told_or_not_yet",
                condition=models.Q(state__in=list(NoticeState)),
            ),
        ]
        indexes = [models.Index(fields=["about", "queued_at"], name="notices_about_a_subject")]


class Delivery(models.Model):
    """One letter or text on one channel. The row is the queue: a worker claims it, a dead one's claim runs out."""

    id = models.UUIDField(primary_key=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=8)
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=8, default=DeliveryState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)
    carrier_ref = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_delivery_stands_somewhere",
                condition=models.Q(state__in=list(DeliveryState)),
            ),
            models.CheckConstraint(
                name="a_letter_that_the_post_has_says_since_when",
                condition=~models.Q(state__in=[DeliveryState.HANDED, DeliveryState.ACCEPTED])
                | models.Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                name="deliveries_on_their_way",
                condition=models.Q(state__in=ON_THE_WAY),
            ),
            models.Index(
                fields=["next_try"],
                name="texts_without_a_receipt",
                condition=models.Q(state=DeliveryState.SENT),
            ),
            models.Index(
                fields=["state", "id"],
                name="letters_that_tell_nobody",
                condition=models.Q(
                    state__in=[DeliveryState.KEPT, DeliveryState.REFUSED, DeliveryState.BOUNCED]
                ),
            ),
            models.Index(
                fields=["carrier_ref"],
                name="texts_by_their_carrier",
                condition=~models.Q(carrier_ref=""),
            ),
        ]


class CallTask(models.Model):
    """A notice to be told by phone. Who means to ring claims it for a while, so that nobody is rung twice."""

    id = models.UUIDField(primary_key=True, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="call")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=5, default=CallState.OPEN)
    call_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=20, blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_call_is_open_or_done", condition=models.Q(state__in=list(CallState))
            )
        ]
        indexes = [
            models.Index(
                fields=["call_at", "id"],
                name="calls_to_make",
                condition=models.Q(state=CallState.OPEN),
            )
        ]


class CallAttempt(models.Model):
    """One time that somebody rang: who, when, and what came of it."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    outcome = models.CharField(max_length=16)
    note = models.BinaryField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="a_call_came_to_something",
                condition=models.Q(outcome__in=list(CallOutcome)),
            )
        ]
