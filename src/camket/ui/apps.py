"""The room as Django sees it: templates, static files and tags, and the counts of tries."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Parts and formats that every face draws with."""

    name = "camket.ui"
    label = "ui"
    verbose_name = "Giao diện"
