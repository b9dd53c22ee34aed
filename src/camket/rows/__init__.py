"""Inserting many rows at once, with a statement that is prepared once a table.

Django's `bulk_create` asks every field of every row anew what to do with it. Taking a mail inserts 28 rows, and
spent a quarter of its time on those questions. Here they are asked once, and the database gets the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

# What these hold is handed to the database as it is; other fields are asked how it wants their values.
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)

Row = TypeVar("Row", bound=models.Model)
Prepared = Callable[[Any, BaseDatabaseWrapper], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows of one table are inserted: the statement, how a row is read, which values are prepared how."""

    statement: str
    read: Callable[[models.Model], tuple[Any, ...]]
    prepare: tuple[tuple[int, Prepared], ...]

    def values(self, row: models.Model, connection: BaseDatabaseWrapper) -> list[Any]:
        """The row as the database wants it."""
        values = list(self.read(row))
        for place, prepared in self.prepare:
            values[place] = prepared(values[place], connection)
        return values


def insert(rows: Sequence[models.Model], *, replace: tuple[str, ...] = ()) -> None:
    """Insert rows of one table. Where the key is there already, only the fields of `replace` are written.

    Keys that the database makes are not read back. Raises IntegrityError as any insert does.
    """
    if not rows:
        return
    alias = router.db_for_write(type(rows[0]))
    connection = connections[alias]
    plan = _plan(type(rows[0]), alias, replace)
    with connection.cursor() as cursor:
        cursor.executemany(plan.statement, [plan.values(row, connection) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, alias  # noqa: SLF001 - what bulk_create sets too


def in_turn(rows: models.QuerySet[Row], at_once: int = 200) -> Iterator[Row]:
    """The rows in their order, each once: one that stays as it was, because its turn failed, holds up no other.

    Their keys are read first, and the rows themselves as they come up; one that no longer belongs is left out.
    """
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), at_once):
        yield from list(rows.filter(pk__in=keys[start : start + at_once]))


@cache
def _plan(model: type[models.Model], alias: str, replace: tuple[str, ...]) -> Plan:
    quoted = connections[alias].ops.quote_name
    table, key = quoted(model._meta.db_table), model._meta.pk  # noqa: SLF001 - Django's public name
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]  # noqa: SLF001
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own tables
    if replace:
        new = ", ".join(f"{quoted(name)} = EXCLUDED.{quoted(name)}" for name in replace)
        statement += f" ON CONFLICT ({quoted(str(key.column))}) DO UPDATE SET {new}"
    prepare = tuple(
        (place, _instant if type(field) is models.DateTimeField else field.get_db_prep_save)
        for place, field in enumerate(fields)
        if not isinstance(field, AS_THEY_ARE)
    )
    return Plan(statement, attrgetter(*(field.attname for field in fields)), prepare)


def _instant(value: datetime | None, connection: BaseDatabaseWrapper) -> Any:
    """An instant as Django's field gives it to the database, without asking the settings each time."""
    if value is None or connection.vendor != "sqlite":
        return value
    return str(value.astimezone(UTC).replace(tzinfo=None))
