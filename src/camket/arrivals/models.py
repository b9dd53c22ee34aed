"""Arrivals: sealed raw bytes and where they ended. The row is the queue. And how far mailboxes were read."""

from __future__ import annotations

from django.db import models

from camket.arrivals.rules import SET_ASIDE, Form, Outcome, Place
from camket.vault.models import Blob, Compartment

REMARK = "arrivals.arrival.remark"


class Arrival(models.Model):
    """Something that came in. It is committed before anything looks at it, and ends exactly once."""

    id = models.UUIDField(primary_key=True, editable=False)
    form = models.CharField(max_length=4)
    channel = models.CharField(max_length=8)
    mailbox = models.CharField(max_length=80)
    source = models.CharField(max_length=64, null=True, unique=True)
    received_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    message_index = models.CharField(max_length=64, blank=True, db_index=True)
    content_index = models.CharField(max_length=64, blank=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    raw = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=7, default=Place.WAITING)
    outcome = models.CharField(max_length=10, null=True)
    case_number = models.CharField(max_length=20, blank=True, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    remark = models.BinaryField(null=True)
    settled_by = models.CharField(max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_arrival_has_an_outcome_when_it_has_ended_and_not_before",
                condition=models.Q(place=Place.ENDED, outcome__in=list(Outcome))
                | (
                    models.Q(place__in=[Place.WAITING, Place.HELD, Place.FAILED])
                    & models.Q(outcome__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="raw_bytes_are_a_mail_a_form_or_a_call",
                condition=models.Q(form__in=list(Form)),
            ),
            models.CheckConstraint(
                name="who_dismissed_an_arrival_and_why_is_known",
                condition=~models.Q(outcome=Outcome.DISMISSED)
                | (~models.Q(settled_by="") & ~models.Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try", "id"],
                name="arrivals_to_take",
                condition=models.Q(place__in=[Place.WAITING, Place.FAILED]),
            ),
            models.Index(fields=["mailbox", "place", "outcome"], name="the_equation"),
            models.Index(
                fields=["received_at", "id"],
                name="arrivals_waiting_for_a_person",
                condition=models.Q(place__in=[Place.HELD, Place.FAILED]),
            ),
            models.Index(
                fields=["id"],
                name="arrivals_that_were_dismissed",
                condition=models.Q(outcome=Outcome.DISMISSED),
            ),
            models.Index(
                fields=["id"],
                name="arrivals_set_aside",
                condition=models.Q(outcome__in=sorted(SET_ASIDE)),
            ),
        ]


class Tally(models.Model):
    """How many arrivals a mailbox or door has received, counted when the bytes are committed.

    It is the left side of the equation. The right side counts rows by where they ended, so that a row
    which was lost or removed leaves the two apart.
    """

    mailbox = models.CharField(primary_key=True, max_length=80)
    received = models.PositiveBigIntegerField(default=0)


class Bookmark(models.Model):
    """How far a mailbox was read. `place` stands for server, account, folder and UIDVALIDITY.

    A UID means something only there: with another UIDVALIDITY the server has numbered its mails anew.
    """

    mailbox = models.CharField(max_length=80, primary_key=True)
    place = models.CharField(max_length=64, blank=True)
    next_uid = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=20, blank=True)
