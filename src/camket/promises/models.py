"""Promises. Only their state changes, and only once."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from camket.promises.rules import Basis, PromiseKind, State
from camket.worktime import Due


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Many promises."""

    def open(self) -> Self:
        """Neither kept, nor broken, nor superseded."""
        return self.filter(state=State.OPEN)


class Promise(models.Model):
    """One date that was given. Everything but its end is frozen from the moment of giving."""

    id = models.UUIDField(primary_key=True, editable=False)
    subject = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    basis = models.CharField(max_length=6)
    clause_id = models.CharField(max_length=60)
    clause_digest = models.CharField(max_length=64)
    calendar_version = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    aim = models.DateField(null=True)
    limit = models.DateField()
    due_at = models.DateTimeField()
    arithmetic = models.JSONField()
    aim_arithmetic = models.JSONField(null=True)
    state = models.CharField(max_length=10, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[PromiseQuerySet] = PromiseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_promise_is_of_a_known_kind",
                condition=models.Q(kind__in=list(PromiseKind)),
            ),
            models.CheckConstraint(
                name="a_promise_rests_on_a_clause_or_the_law",
                condition=models.Q(basis__in=list(Basis)),
            ),
            models.CheckConstraint(
                name="an_open_promise_has_no_end_and_an_ended_one_has",
                condition=models.Q(state=State.OPEN, ended_at__isnull=True)
                | (
                    models.Q(state__in=[State.KEPT, State.BROKEN, State.SUPERSEDED])
                    & models.Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_superseded_promise_names_its_successor",
                condition=~models.Q(state=State.SUPERSEDED) | models.Q(superseded_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "kind"], name="promises_of_a_subject"),
            models.Index(
                fields=["due_at"],
                name="open_promises_by_due",
                condition=models.Q(state=State.OPEN),
            ),
        ]

    @property
    def due(self) -> Due:
        """The limit with the steps that led to it."""
        return Due.from_json(self.arithmetic)

    @property
    def aim_due(self) -> Due | None:
        """The aim with its steps, where there is one."""
        return Due.from_json(self.aim_arithmetic) if self.aim_arithmetic else None

    @property
    def was_late(self) -> bool:
        """Whether what was promised was done after the limit."""
        return self.done_at is not None and self.done_at > self.due_at
