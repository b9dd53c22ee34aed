"""The errors that a person may see.

A refusal is an answer: it has a code for programs, an HTTP status, and a sentence in Vietnamese and in
English that says what happened, why, and what to do. One piece of middleware per face turns it into HTML
or JSON. Anything else that escapes is a bug and gets a 500.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Say no in words. Subclasses fix `code` and `status`; the raiser gives the two sentences."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en

    def sentence(self, language: str) -> str:
        """The sentence in the reader's language; Vietnamese unless English is asked for."""
        return self.en if language.startswith("en") else self.vi


class NotUnderstood(Refusal):
    """What was typed or sent cannot be read as what it should be."""

    code = "not_understood"
    status = 400


class NotAllowed(Refusal):
    """The person is known, and may not do this."""

    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """Nothing here answers to that name, or nothing that this person may see."""

    code = "not_found"
    status = 404


class MoveNotAllowed(Refusal):
    """The case is not in a state from which this can happen."""

    code = "move_not_allowed"


class ChangedMeanwhile(Refusal):
    """Somebody else changed the row since it was looked at."""

    code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "Vừa có người khác cập nhật hồ sơ này. Xin tải lại trang rồi làm lại.",
            "Someone else has just worked on this. Reload the page and try again.",
        )


class CalendarMissing(Refusal):
    """A date lies in a year for which no calendar was loaded; it is refused, never guessed."""

    code = "calendar_missing"

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Chưa có lịch làm việc năm {year} nên không tính được hạn. Xin nạp lịch năm {year} trước.",
            f"No working calendar for {year} is loaded, so the date cannot be computed. Load the calendar for {year} first.",
        )
        self.year = year


class TooManyTries(Refusal):
    """The same thing was tried too often; it may be tried again later."""

    code = "too_many_tries"
    status = 429
