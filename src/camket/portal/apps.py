"""The room as Django sees it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for customers, without an account."""

    name = "camket.portal"
    label = "portal"
    verbose_name = "Trang khách hàng"
