"""The doors of message services: what they post is stored, and taken by the worker."""

from __future__ import annotations

from django.urls import path

from camket.api.views import messages

urlpatterns = [
    path("sms", messages.sms, name="sms"),
    path("voice", messages.voice, name="voice"),
    path("zalo", messages.zalo, name="zalo"),
]
