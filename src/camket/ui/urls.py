"""Addresses of the kit."""

from django.urls import path

from camket.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.kit, name="kit"),
    path("desk/", views.kit, {"face": "desk"}, name="kit_desk"),
]
