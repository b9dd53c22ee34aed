"""`camket due`: when a limit ends, with every step of the arithmetic, as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from camket.refusals import NotUnderstood
from camket.worktime import (
    Calendar,
    Due,
    due_in_days,
    due_in_hours,
    due_in_working_days,
    load_calendar,
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options. Values stay text here, so that a wrong one is refused in our own words."""
    parser.add_argument("--received", metavar="INSTANT", help="2026-11-20T16:50+07:00, or a date")
    parser.add_argument("--working-days", metavar="N", help="a limit in working days")
    parser.add_argument("--days", metavar="N", help="a limit in calendar days, moved off a day off")
    parser.add_argument("--hours", metavar="N", help="a limit in hours, which never pauses")
    parser.add_argument(
        "--calendar", default="vn", metavar="PATH", help="a calendar file, or a name"
    )
    parser.add_argument("--swaps", action="store_true", help="with the optional swaps adopted")
    parser.add_argument("--lang", default="vi", metavar="vi|en", help="language of the reasons")


def run(args: argparse.Namespace) -> int:
    """Print the limit. Raises a Refusal for a wrong value, which the command line tells in words."""
    due = _due(args)
    print(json.dumps(due.as_json(_language(args.lang)), ensure_ascii=False, indent=2))
    return 0


def _due(args: argparse.Namespace) -> Due:
    given = {unit: getattr(args, unit) for unit in ("working_days", "days", "hours")}
    asked = [(unit, text) for unit, text in given.items() if text is not None]
    if len(asked) != 1:
        raise NotUnderstood(
            "Xin cho đúng một trong ba: --working-days N, --days N hoặc --hours N.",
            "Give exactly one of --working-days N, --days N and --hours N.",
        )
    unit, text = asked[0]
    received, amount = _received(args.received), _whole_number(unit, text)
    if unit == "hours":
        return due_in_hours(_with_a_time(received), amount)
    calendar = load_calendar(args.calendar, swaps_adopted=args.swaps)
    return _counted(unit, received, amount, calendar)


def _counted(unit: str, received: dt.date, amount: int, calendar: Calendar) -> Due:
    count = due_in_working_days if unit == "working_days" else due_in_days
    return count(received, amount, calendar)


def _received(text: str | None) -> dt.datetime | dt.date:
    """An instant with an offset, or a date alone (10 characters)."""
    try:
        return _instant_or_date(text or "")
    except ValueError as error:
        raise NotUnderstood(
            f"--received phải là thời điểm như 2026-11-20T16:50+07:00 hoặc ngày như 2026-11-20; đang là “{text or ''}”.",
            f"--received must be an instant such as 2026-11-20T16:50+07:00 or a date such as 2026-11-20; "
            f'it is "{text or ""}".',
        ) from error


def _instant_or_date(text: str) -> dt.datetime | dt.date:
    if len(text) == len("2026-11-20"):
        return dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(text)


def _with_a_time(received: dt.datetime | dt.date) -> dt.datetime:
    if isinstance(received, dt.datetime):
        return received
    raise NotUnderstood(
        f"Hạn tính theo giờ cần cả giờ nhận, ví dụ {received}T16:50+07:00.",
        f"A limit in hours needs the time of receipt, for example {received}T16:50+07:00.",
    )


def _whole_number(unit: str, text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    option = unit.replace("_", "-")
    raise NotUnderstood(
        f"--{option} phải là số nguyên từ 1 trở lên; đang là “{text}”.",
        f'--{option} must be a whole number of 1 or more; it is "{text}".',
    )


def _language(text: str) -> str:
    if text in {"vi", "en"}:
        return text
    raise NotUnderstood(
        f"--lang phải là vi hoặc en; đang là “{text}”.",
        f'--lang must be vi or en; it is "{text}".',
    )
