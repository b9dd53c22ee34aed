"""The face of programs as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The face of programs."""

    name = "camket.api"
