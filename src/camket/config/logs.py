"""How a line of the log looks: when (UTC), how grave, who speaks, in which process, and what is said.

A line is one line: what could begin another is written out. Where a request is spoken of, the name of its page
stands for its address, which may hold a tracking code; of an error stand its type and where it happened, because
its words may repeat what somebody wrote. What is logged, and what for, stands in docs/security/logs.md.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime

from django.urls import Resolver404, resolve


class Line(logging.Formatter):
    """The one form of every line."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry as one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = _said(record)
        if record.exc_info and record.exc_info[0]:
            said = f"{said} | {_where(record)}"
        return _one_line(f"{at} {record.levelname} {record.name}[{record.process}]: {said}")


def _said(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    status = getattr(record, "status_code", "")
    return f"{status} at {page_of(str(getattr(request, 'path_info', '')))}"


def page_of(path: str) -> str:
    """The name of the page at an address, without what stands in it."""
    try:
        return resolve(path).view_name or "a page without a name"
    except Resolver404:
        return "no page"


def _where(record: logging.LogRecord) -> str:
    """The type of an error and the places that it passed, without its words."""
    kind, _, trace = record.exc_info or (None, None, None)
    places = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
    return " < ".join([kind.__name__ if kind else "", *reversed(places)])


def _one_line(text: str) -> str:
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)
