"""The one list of everything that happens by the clock.

An entry costs what is due, and not what is open: it asks its room for the rows whose hour has come. It
keeps no list of its own, so that a clock that was off for a week does on its first turn all that the week
left. Entries do not lean on each other, and one that fails stops nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command

from camket.complaints.actions.by_clock import (
    close_silent_ones,
    go_on_without_answers,
    remind_of_questions,
)
from camket.evidence.actions.signing import checkpoint
from camket.intake.actions.beginning import forget_old
from camket.intake.actions.proofs import forget_spent
from camket.notices.actions.answering import call_where_no_receipt_came
from camket.notices.queries import handed_lately
from camket.ops.doors.voice import take_folder
from camket.promises.actions import break_due
from camket.terms.actions.by_clock import end_times_to_contest
from camket.ui.limits import forget_tries
from camket.vault.actions import sweep

Work = Callable[[datetime], object]
SOON = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happens by the clock; `work` gets the instant, as every action does."""

    name: str
    every: timedelta
    work: Work


def forget_old_sessions(at: datetime) -> None:
    """Take sign-in sessions that have run out off the database."""
    call_command("clearsessions")


def sign_checkpoint(at: datetime) -> None:
    """Sign what was recorded since the last checkpoint."""
    checkpoint(at=at)


def break_promises(at: datetime) -> None:
    """Break the promises that ran out; each raises its case (config/reactions.py).

    Not those whose letter the post took in time: the worker is about to write that down.
    """
    break_due(at=at, done=handed_lately(at=at))


def call_where_no_receipt_came_by(at: datetime) -> None:
    """Put calls on the list for texts of which nobody knows whether they arrived."""
    call_where_no_receipt_came(at=at)


def take_voice_messages(at: datetime) -> None:
    """Take what was put into the folder of spoken messages, where there is one."""
    if settings.CAMKET_VOICE_FOLDER:
        take_folder(settings.CAMKET_VOICE_FOLDER, at=at)


def forget_what_was_not_sent(at: datetime) -> None:
    """Destroy the forms that nobody went on with for a week."""
    while forget_old(at=at):
        pass


def forget_spent_proofs(at: datetime) -> None:
    """Take proofs of work that have run out off the database."""
    while forget_spent(at=at):
        pass


def forget_old_tries(at: datetime) -> None:
    """Take counts of tries that are over off the database."""
    while forget_tries(at=at):
        pass


def sweep_files(at: datetime) -> None:
    """Remove stored files whose row was never committed."""
    sweep(at=at)


SCHEDULE: tuple[Entry, ...] = (
    Entry("break promises that ran out", SOON, break_promises),
    Entry("remind of questions", SOON, remind_of_questions),
    Entry("go on without answers", SOON, go_on_without_answers),
    Entry("close what silence closes", SOON, close_silent_ones),
    Entry("end times to contest a breach", SOON, end_times_to_contest),
    Entry("call where no receipt of a text came", SOON, call_where_no_receipt_came_by),
    Entry("take voice messages from their folder", SOON, take_voice_messages),
    Entry("sign a checkpoint", timedelta(minutes=10), sign_checkpoint),
    Entry("forget forms that were not sent", timedelta(hours=1), forget_what_was_not_sent),
    Entry("forget spent proofs of work", timedelta(hours=1), forget_spent_proofs),
    Entry("forget tries that are over", timedelta(hours=1), forget_old_tries),
    Entry("sweep files that no row names", timedelta(hours=1), sweep_files),
    Entry("forget old sessions", timedelta(hours=6), forget_old_sessions),
)
