"""Binds the table of reactions once all rooms are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as Django sees it."""

    name = "camket.config"
    label = "config"

    def ready(self) -> None:
        """Bind facts of lower rooms to the actions of higher ones."""
        from camket.config import reactions  # noqa: PLC0415 - models exist only from here on

        reactions.bind()
