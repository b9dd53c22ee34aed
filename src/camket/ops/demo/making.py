"""Making the demonstration: whole or not at all, and never beside anything else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction

from camket.evidence.actions import record
from camket.evidence.queries import facts_of, has_chains_besides
from camket.ops.actions import OPERATOR, new_password
from camket.ops.demo.cast import hire, keep_password
from camket.ops.demo.days import Days
from camket.ops.demo.stories import all_stories
from camket.ops.demo.timeline import live
from camket.refusals import NotAllowed
from camket.rulebook.company import current_calendar
from camket.rulebook.rules import SUBJECT as RULEBOOK
from camket.terms.models import Edition
from camket.terms.rules.editions import SUBJECT as TERMS

SUBJECT = "desk:demonstration"
# What every desk has before anybody works at it: the rules it was given with their editions, and its own
# processes.
# The chain of facts begins with the publication of those rules, and is looked at by its subjects.
NOT_THE_DESKS = frozenset({"rulebook", "ops", "evidence"})


def is_empty() -> bool:
    """Whether the databases hold nothing that a person or a customer made."""
    ours = (m for m in apps.get_models() if m.__module__.startswith("camket."))
    return not has_chains_besides(RULEBOOK, TERMS) and not any(
        model._default_manager.exists()  # noqa: SLF001 - Django's public name for it
        for model in ours
        if model is not Edition
        if model._meta.app_label not in NOT_THE_DESKS  # noqa: SLF001
    )


def is_demonstration() -> bool:
    """Whether these databases hold the demonstration."""
    return bool(facts_of(SUBJECT))


def make_demonstration(*, at: datetime) -> None:
    """Live the last weeks on an empty desk, up to `at`. Raises NotAllowed where it is not empty."""
    password = new_password()
    try:
        with transaction.atomic(using=DEFAULT_DB_ALIAS), transaction.atomic(using="keys"):
            _make(password, at=at)
    except IntegrityError as error:
        # Somebody else is filling the same desk at this moment.
        raise _not_empty() from error
    keep_password(password)


def _make(password: str, *, at: datetime) -> None:
    if not is_empty():
        raise _not_empty()
    days = Days(at, current_calendar())
    opening = days.back(18, "08:00")
    record(SUBJECT, "desk.demonstration", at=opening, by=OPERATOR)
    cast = hire(password, at=opening)
    scenes = [scene for story in all_stories(cast, days) for scene in story.scenes]
    live(scenes, until=at - timedelta(seconds=1))


def _not_empty() -> NotAllowed:
    return NotAllowed(
        "Cơ sở dữ liệu này đã có nội dung nên không đặt bản trình diễn vào. Xin dùng CAMKET_HOME và CAMKET_KEYS khác.",
        "This database already holds something, so no demonstration is put into it. "
        "Use another CAMKET_HOME and CAMKET_KEYS.",
    )
