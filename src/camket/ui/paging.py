"""Pages of any list, by an instant and then by row. Paged by key: every page costs the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from camket.refusals import NotUnderstood

PAGE = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, and the key of the next one, empty on the last."""

    rows: list[Row]
    following: str


def page_by(
    rows: QuerySet[Row],
    stamp: str,
    after: str = "",
    *,
    newest_first: bool = False,
    size: int = PAGE,
) -> Page[Row]:
    """The page after a key, ordered by the instant named `stamp` and the row's id. One query."""
    order = [f"-{stamp}", "-id"] if newest_first else [stamp, "id"]
    found = list(
        after_key(rows, stamp, after, newest_first=newest_first).order_by(*order)[: size + 1]
    )
    page = found[:size]
    last = page[-1] if len(found) > size else None
    return Page(page, f"{getattr(last, stamp).isoformat()}_{last.pk}" if last else "")


def after_key(
    rows: QuerySet[Row], stamp: str, key: str, *, newest_first: bool = False
) -> QuerySet[Row]:
    """The rows that come after a key; all of them where there is none."""
    if not key:
        return rows
    instant, _, row = key.partition("_")
    try:
        at = datetime.fromisoformat(instant)
    except ValueError as error:
        raise no_such_page() from error
    pk = row_of(row)
    # Written so that both databases begin at the key in the index, and do not read what lies before.
    if newest_first:
        return rows.filter(**{f"{stamp}__lte": at}).exclude(Q(**{stamp: at}) & Q(pk__gte=pk))
    return rows.filter(**{f"{stamp}__gte": at}).exclude(Q(**{stamp: at}) & Q(pk__lte=pk))


def row_of(key: str) -> UUID:
    """The row that a key names."""
    try:
        return UUID(key)
    except ValueError as error:
        raise no_such_page() from error


def newest(rows: QuerySet[Row], after: str = "", *, size: int = PAGE) -> Page[Row]:
    """The page after a key, newest first by the row's id, which is ordered by time. One query."""
    if after:
        rows = rows.filter(pk__lt=row_of(after))
    found = list(rows.order_by("-pk")[: size + 1])
    page = found[:size]
    return Page(page, str(page[-1].pk) if len(found) > size else "")


def no_such_page() -> NotUnderstood:
    """The refusal of an address that somebody cut or made up."""
    return NotUnderstood(
        "Địa chỉ trang này không đúng. Xin mở lại danh sách từ đầu.",
        "The address of this page is not right. Open the list from its beginning.",
    )
