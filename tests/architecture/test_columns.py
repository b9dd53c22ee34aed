"""What a column is for fits into it: SQLite does not look, and PostgreSQL refuses it on a customer's day."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField, CheckConstraint, Model, Q


def _named(q: Q) -> Iterator[tuple[str, object]]:
    """Every `field=value` and `field__in=[…]` in a condition."""
    for child in q.children:
        if isinstance(child, Q):
            yield from _named(child)
        elif isinstance(child, tuple):
            name, value = child
            values = value if isinstance(value, list | tuple) else [value]
            yield from ((name.removesuffix("__in"), one) for one in values)


def _values() -> Iterator[tuple[type[Model], str, str]]:
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
                for name, value in _named(constraint.condition):
                    if isinstance(value, str) and "__" not in name:
                        yield model, name, value


def test_every_value_that_a_column_may_hold_fits_into_it() -> None:
    found = list(_values())
    assert len(found) > 50
    assert [
        f"{model.__name__}.{name} = {value}"
        for model, name, value in found
        if isinstance(field := model._meta.get_field(name), CharField)
        and field.max_length is not None
        and len(value) > field.max_length
    ] == []
