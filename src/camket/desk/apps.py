"""The room as Django sees it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages for staff, behind a sign-in."""

    name = "camket.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
