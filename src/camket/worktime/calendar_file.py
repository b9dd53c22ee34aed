"""Reads a calendar from a TOML file: our own, or one that a company ships."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from camket.refusals import NotFound, NotUnderstood
from camket.worktime.calendar import Calendar

_OURS = Path(__file__).parent / "calendars"


def load_calendar(path_or_name: str | Path, *, swaps_adopted: bool = False) -> Calendar:
    """The calendar of a shipped name such as "vn", or of a TOML file.

    Raises NotFound if there is none there, and NotUnderstood if the file is not a calendar.
    """
    path = _path_of(path_or_name)
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        return _calendar_of(plain, swaps_adopted=swaps_adopted)
    except OSError as error:
        raise _not_found(path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _not_understood(path, str(error)) from error
    except ValidationError as error:
        raise _not_understood(path, _first_fault(error)) from error


def _path_of(path_or_name: str | Path) -> Path:
    """A bare word names a shipped calendar; anything with a folder or an ending is a path."""
    path = Path(path_or_name)
    bare = isinstance(path_or_name, str) and path.name == path_or_name and not path.suffix
    return _OURS / f"{path_or_name}.toml" if bare else path


def _calendar_of(plain: dict[str, Any], *, swaps_adopted: bool) -> Calendar:
    """Lay a file's own days over those of the calendar that it extends, its own first."""
    base_name = plain.pop("extends", None)
    base = load_calendar(base_name).to_json() if base_name else {}
    days_off = {
        str(d.get("date")): d for d in [*base.get("days_off", []), *plain.pop("day_off", [])]
    }
    swaps = [*base.get("swaps", []), *plain.pop("swap", [])]
    years = [*base.get("years", []), *plain.pop("years", [])]
    own = {"days_off": [*days_off.values()], "swaps": swaps, "years": years}
    return Calendar.model_validate({**base, **plain, **own, "swaps_adopted": swaps_adopted})


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"


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
