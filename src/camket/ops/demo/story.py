"""One matter of the demonstration: how it arrives, and who does what with it, when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from camket.arrivals.rules import Raw
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.intake.actions.taking import take_in
from camket.notices.models import CallTask, Delivery
from camket.ops.demo.timeline import Scene

Act = Callable[["Story", datetime], object]
Sending = Callable[[datetime], Raw]


@dataclass
class Story:
    """A case and its scenes. Rows are read again for each scene, as a page would."""

    scenes: list[Scene] = field(default_factory=list)
    number: str = ""

    def arrives(self, at: datetime, send: Sending) -> Story:
        """Something comes in through a door; the first that opens a case gives the story its number."""
        return self.then(at, lambda story, instant: story.take(send(instant), at=instant))

    def then(self, at: datetime, act: Act) -> Story:
        """Somebody does something."""
        self.scenes.append(Scene(at, lambda instant: act(self, instant)))
        return self

    def take(self, raw: Raw, *, at: datetime) -> None:
        """Take one arrival as its door does."""
        for taken in take_in([raw], at=at):
            if taken.case is not None and not self.number:
                self.number = taken.case.number

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.objects.with_people().get(number=self.number)

    @property
    def complaint(self) -> Complaint:
        """The complaint as it stands."""
        rows = Complaint.objects.select_related(
            "case__customer", "case__handler", "case__answer_at"
        )
        return rows.get(case__number=self.number)

    @property
    def call(self) -> CallTask:
        """The newest call to make about the case."""
        rows = CallTask.objects.select_related("notice").filter(notice__about=self.case.subject)
        return rows.latest("id")

    @property
    def letter(self) -> Delivery:
        """The newest letter about the case."""
        return Delivery.objects.filter(notice__about=self.case.subject).latest("id")
