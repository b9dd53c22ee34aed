"""Which rows live in which database."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

WRAPPED_KEY = ("vault", "wrappedkey")


class KeysApart:
    """Wrapped keys live in the database `keys`, and nothing else does."""

    def _alias(self, model: type[Model]) -> str:
        place = (model._meta.app_label, model._meta.model_name)  # noqa: SLF001 - Django's own router idiom
        return "keys" if place == WRAPPED_KEY else "default"

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """Read where it is written."""
        return self._alias(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """Wrapped keys go to `keys`, the rest to `default`."""
        return self._alias(model)

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        """Each database gets only its own tables."""
        if model_name is None:
            return db == "default"
        return (db == "keys") == ((app_label, model_name) == WRAPPED_KEY)
