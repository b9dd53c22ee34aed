"""Reads a calendar from a TOML file: our own, or one that a company ships.

id = "my-company"
extends = "vn"                # optional: start from this calendar's years, days off and swaps
weekly_off = [7]              # ISO weekdays
years = [2026, 2027]
days_off = [{ date = 2026-12-24, kind = "holiday", vi = "…", en = "…", source = "board" }]
swaps = [{ off = 2026-12-31, make_up = 2026-12-27, source = "board" }]
[sources.board]
text = "Decision of the board of 2 November 2026"
state = "official"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from camket.refusals import NotFound, NotUnderstood
from camket.worktime.calendar import Calendar
from camket.worktime.days import Frozen, State, Text

_OURS = Path(__file__).parent / "calendars"


class Source(Frozen):
    """Where a date was found, and whether that settles it."""

    text: Text
    state: State


class CalendarFile(Frozen):
    """The outline of a file; its days are checked once they stand in a Calendar."""

    id: Text
    extends: Text | None = None
    weekly_off: list[int] | None = None
    years: list[int] = Field(default_factory=list)
    days_off: list[dict[str, Any]] = Field(default_factory=list)
    swaps: list[dict[str, Any]] = Field(default_factory=list)
    sources: dict[str, Source] = Field(default_factory=dict)


def load_calendar(path_or_name: str | Path, *, swaps_adopted: bool = False) -> Calendar:
    """The calendar of a shipped name such as "vn", or of a TOML file.

    Raises NotFound if there is none there, and NotUnderstood if the file is not a calendar.
    """
    path = _path_of(path_or_name)
    try:
        file = CalendarFile.model_validate(tomllib.loads(path.read_bytes().decode()))
        return _calendar_of(file, swaps_adopted=swaps_adopted)
    except OSError as error:
        raise _not_found(path) from error
    except ValidationError as error:
        raise _not_understood(path, _first_fault(error)) from error
    except ValueError as error:  # not TOML, or not UTF-8
        raise _not_understood(path, str(error)) from error


def _path_of(path_or_name: str | Path) -> Path:
    """A bare word names a shipped calendar; anything with a folder or an ending is a path."""
    path = Path(path_or_name)
    bare = isinstance(path_or_name, str) and path.name == path_or_name and not path.suffix
    return _OURS / f"{path_or_name}.toml" if bare else path


def _calendar_of(file: CalendarFile, *, swaps_adopted: bool) -> Calendar:
    """Add what the file says to the calendar that it extends."""
    base = load_calendar(file.extends).to_json() if file.extends else {}
    own = {
        "id": file.id,
        "weekly_off": base.get("weekly_off", []) if file.weekly_off is None else file.weekly_off,
        "years": [*base.get("years", []), *file.years],
        "days_off": [*base.get("days_off", []), *(_sourced(day, file) for day in file.days_off)],
        "swaps": [*base.get("swaps", []), *(_sourced(swap, file) for swap in file.swaps)],
        "swaps_adopted": swaps_adopted,
    }
    return Calendar.model_validate(own)


def _sourced(line: dict[str, Any], file: CalendarFile) -> dict[str, Any]:
    """The line with its source written out, whose state is the state of the date."""
    source = file.sources.get(str(line.get("source")))
    if source is None:
        raise ValueError(f"{line}: its source is not among [sources]")
    return {**line, "source": source.text, "state": source.state}


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return ": ".join([*(str(part) for part in fault["loc"]), fault["msg"]])


def _not_found(path: Path) -> NotFound:
    return NotFound(
        f"Không đọc được tệp lịch “{path}”. Xin xem lại đường dẫn.",
        f'The calendar file "{path}" cannot be read. Check the path.',
    )


def _not_understood(path: Path, fault: str) -> NotUnderstood:
    return NotUnderstood(
        f"Tệp lịch “{path}” không đúng ({fault}). Xin sửa rồi thử lại.",
        f'The calendar file "{path}" is wrong ({fault}). Correct it and try again.',
    )
