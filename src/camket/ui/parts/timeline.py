"""What happened to a case, line by line; and the four published steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that came along: its name, size in bytes, address, and a small picture if there is one.

    `scan` is what is known of its harmlessness, for who has to know: `not_scanned`, `clean`, `quarantined`
    or `unscannable`; empty for its sender.
    """

    name: str
    url: str
    size: int | None = None
    type: str = ""
    thumbnail_url: str = ""
    scan: str = ""

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        kinds = {"image": "photo", "video": "video", "audio": "volume"}
        return kinds.get(self.type.partition("/")[0], "file")

    @property
    def is_audio(self) -> bool:
        """Whether it can be heard on the page; no browser plays AMR."""
        return self.type.startswith("audio/") and "amr" not in self.type and self.is_harmless

    @property
    def is_harmless(self) -> bool:
        """Whether nobody has found harm in it."""
        return self.scan != "quarantined"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a frame: the customer's (`them`), ours (`us`), or an internal note (`note`)."""

    text: str
    by: str = "them"
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `who` stands in bold before `title` on the desk; a line without `at` is a skipped day.

    `whole_url` leads to the mail of which the words are only what is new.
    """

    title: str
    at: datetime | None = None
    icon: str = ""
    tone: str = ""
    who: str = ""
    note: str = ""
    via: str = ""
    said: Said | None = None
    files: tuple[FileLink, ...] = ()
    current: bool = False
    whole_url: str = ""


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """One of the steps that the policy publishes."""

    label: str
    done: bool = False
    current: bool = False


def published_steps(labels: Sequence[str], reached: int) -> tuple[PublishedStep, ...]:
    """The steps with `reached` of them done; the next one is current, and past the end none is."""
    return tuple(
        PublishedStep(label, done=place < reached, current=place == reached)
        for place, label in enumerate(labels)
    )


def skipped_day(when: date, words: str) -> Entry:
    """A day on which nothing was due, because it did not count."""
    return Entry(title=f"{when:%d/%m}, {words}")
